-- What a chat remembers, apart from its enterprise files. Every table with a column `chat` is emptied of a chat's rows
-- when its person deletes everything.
CREATE TABLE chats (
    chat TEXT PRIMARY KEY,
    state TEXT NOT NULL
) STRICT;
-- The enterprise file (一户一档): one company of the person who owns the chat.
CREATE TABLE companies (
    chat TEXT NOT NULL,
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    accepted TEXT NOT NULL,
    PRIMARY KEY (chat, number)
) STRICT, WITHOUT ROWID;
-- One fact: value (JSON), the words it was said in, by whom, on which day.
CREATE TABLE facts (
    chat TEXT NOT NULL,
    company INTEGER NOT NULL,
    fact TEXT NOT NULL,
    place INTEGER NOT NULL,
    value TEXT NOT NULL,
    said TEXT NOT NULL,
    said_by TEXT NOT NULL,
    said_on TEXT NOT NULL,
    reading TEXT NOT NULL,
    PRIMARY KEY (chat, company, fact)
) STRICT, WITHOUT ROWID;
-- One turn: what was said, what kind of reply it got, the clauses it rests on.
CREATE TABLE turns (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chat TEXT NOT NULL,
    message TEXT NOT NULL,
    day TEXT NOT NULL,
    said TEXT NOT NULL,
    kind TEXT NOT NULL,
    clauses TEXT NOT NULL
) STRICT;
CREATE INDEX turns_of_chat ON turns (chat, id);
-- Words of questions that stand in no clause.
CREATE TABLE gaps (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chat TEXT NOT NULL,
    day TEXT NOT NULL,
    word TEXT NOT NULL
) STRICT;
CREATE INDEX gaps_of_chat ON gaps (chat);
CREATE INDEX gaps_by_word ON gaps (word);
