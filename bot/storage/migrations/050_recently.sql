-- What happened a moment ago, to tell a second time from a first whichever process hears it: digests only, kept for an
-- hour. `before_unix`: when it happened the time before.
CREATE TABLE recently (
    what TEXT PRIMARY KEY,
    at_unix REAL NOT NULL,
    before_unix REAL
) STRICT, WITHOUT ROWID;
CREATE INDEX recently_by_time ON recently (at_unix);
