-- Companies that a commissioner looks after, as they were handed over or taken from a list. `facts`: JSON, as in the contract.
CREATE TABLE portfolio (
    chat TEXT NOT NULL,
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    code TEXT NOT NULL,
    facts TEXT NOT NULL,
    consent TEXT NOT NULL,
    note TEXT NOT NULL,
    since TEXT NOT NULL,
    PRIMARY KEY (chat, number)
) STRICT, WITHOUT ROWID;
-- A company on its way to another chat; only a digest of the code, good once.
CREATE TABLE portfolio_handovers (
    code TEXT PRIMARY KEY,
    chat TEXT NOT NULL,
    name TEXT NOT NULL,
    company TEXT NOT NULL,
    facts TEXT NOT NULL,
    consent TEXT NOT NULL,
    note TEXT NOT NULL,
    made TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- Who looked at which company, took it, gave it away. No column `chat`: it stays when the person goes.
CREATE TABLE portfolio_log (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    who TEXT NOT NULL,
    company TEXT NOT NULL,
    what TEXT NOT NULL,
    day TEXT NOT NULL
) STRICT;
CREATE INDEX portfolio_log_of_company ON portfolio_log (company, id);
-- Who wants to hear of changes, and where; what was told once is never told again.
CREATE TABLE subscriptions (
    chat TEXT PRIMARY KEY,
    target TEXT NOT NULL,
    since TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE notices_sent (
    chat TEXT NOT NULL,
    notice TEXT NOT NULL,
    day TEXT NOT NULL,
    PRIMARY KEY (chat, notice)
) STRICT, WITHOUT ROWID;
