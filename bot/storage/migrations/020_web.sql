-- Who holds which chat of the page; only a digest of the cookie is kept.
CREATE TABLE web_sessions (
    token TEXT PRIMARY KEY,
    chat TEXT NOT NULL,
    seen_unix REAL NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX web_sessions_of_chat ON web_sessions (chat);
-- Codes with which someone comes back without an account; only digests.
CREATE TABLE web_codes (
    code TEXT PRIMARY KEY,
    chat TEXT NOT NULL,
    made_unix REAL NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX web_codes_of_chat ON web_codes (chat);
-- What the page shows of a talk: one row a turn; `nonce` makes a repeated turn harmless.
CREATE TABLE web_turns (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chat TEXT NOT NULL,
    nonce TEXT NOT NULL,
    said TEXT NOT NULL,
    reply TEXT NOT NULL,
    UNIQUE (chat, nonce)
) STRICT;
CREATE INDEX web_turns_of_chat ON web_turns (chat, id);
