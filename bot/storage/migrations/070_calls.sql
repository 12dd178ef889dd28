-- Calls of other programs: when, by whom, what, on which sources; nobody's words.
CREATE TABLE calls (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    day TEXT NOT NULL,
    at_unix REAL NOT NULL,
    channel TEXT NOT NULL,
    caller TEXT NOT NULL,
    what TEXT NOT NULL,
    kind TEXT NOT NULL,
    sources TEXT NOT NULL
) STRICT;
CREATE INDEX calls_by_day ON calls (day);
