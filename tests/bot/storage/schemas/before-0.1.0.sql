-- The tables of before-0.1.0 with a few rows, as that version left them.
CREATE TABLE schema_version (version INTEGER PRIMARY KEY) STRICT;
CREATE TABLE chats (
    chat TEXT PRIMARY KEY,
    state TEXT NOT NULL
) STRICT;
CREATE TABLE companies (
    chat TEXT NOT NULL,
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    accepted TEXT NOT NULL,
    PRIMARY KEY (chat, number)
) STRICT, WITHOUT ROWID;
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
CREATE TABLE gaps (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chat TEXT NOT NULL,
    day TEXT NOT NULL,
    word TEXT NOT NULL
) STRICT;
CREATE INDEX gaps_of_chat ON gaps (chat);
CREATE INDEX gaps_by_word ON gaps (word);
INSERT INTO schema_version VALUES (1);
CREATE TABLE inbox (
    bot INTEGER NOT NULL,
    update_id INTEGER NOT NULL,
    identity TEXT NOT NULL,
    place INTEGER NOT NULL,
    payload TEXT,
    received_unix REAL NOT NULL,
    PRIMARY KEY (bot, update_id, identity)
) STRICT, WITHOUT ROWID;
CREATE INDEX inbox_waiting ON inbox (place) WHERE payload IS NOT NULL;
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    bot INTEGER NOT NULL,
    lane TEXT NOT NULL,
    owner INTEGER NOT NULL,
    method TEXT NOT NULL,
    arguments TEXT NOT NULL,
    note TEXT NOT NULL,
    created_unix REAL NOT NULL
) STRICT;
CREATE INDEX outbox_of_lane ON outbox (lane, id);
CREATE INDEX outbox_of_owner ON outbox (owner, id);
CREATE TABLE workers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    started_unix REAL NOT NULL,
    seen_unix REAL NOT NULL
) STRICT;
CREATE TABLE recipients (
    chat TEXT PRIMARY KEY,
    bot INTEGER NOT NULL,
    telegram_chat INTEGER NOT NULL,
    blocked INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE TABLE limits (
    chat TEXT PRIMARY KEY,
    allowance REAL NOT NULL,
    at_unix REAL NOT NULL,
    refused_unix REAL NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE TABLE tickets (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chat TEXT NOT NULL,
    telegram_chat INTEGER NOT NULL,
    name TEXT NOT NULL,
    thread INTEGER,
    staff_name TEXT,
    closed INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX tickets_of_chat ON tickets (chat) WHERE closed = 0;
CREATE TABLE ticket_messages (
    message INTEGER PRIMARY KEY,
    ticket INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX ticket_messages_of_ticket ON ticket_messages (ticket);
CREATE TABLE broadcasts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    bot INTEGER NOT NULL,
    admin_chat INTEGER NOT NULL,
    text TEXT NOT NULL,
    state TEXT NOT NULL,
    reached TEXT NOT NULL DEFAULT '',
    total INTEGER NOT NULL DEFAULT 0,
    sent INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    progress_message INTEGER,
    progress_shown INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE channel_notes (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO schema_version VALUES (10);
INSERT INTO chats VALUES ('telegram:1', '{"current":1,"stage":"asking","nonsense":1,"pending":{"kind":"question","fact":"city","later":true},"interest":{"city":"日照","programmes":[],"colour":"red"}}');
INSERT INTO companies VALUES ('telegram:1', 1, '海右重工', '[]');
INSERT INTO facts VALUES ('telegram:1', 1, 'city', 0, '"日照"', '我们在日照', 'telegram:1', '2026-11-20', '{"assumed":false,"alternatives":[],"skipped":false}');
INSERT INTO turns (chat, message, day, said, kind, clauses) VALUES ('telegram:1', '5', '2026-11-20', '日照小巨人奖励多少', 'amount', '[]');
INSERT INTO gaps (chat, day, word) VALUES ('telegram:1', '2026-11-20', '社保');
INSERT INTO inbox VALUES (123456, 900, 'aa', 900, NULL, 1795000000.0);
INSERT INTO inbox VALUES (123456, 901, 'bb', 901, '{"update_id":901,"message":{"message_id":9,"date":1795000000,"chat":{"id":1,"type":"private","first_name":"U"},"from":{"id":1,"is_bot":false,"first_name":"U"},"text":"still waiting"}}', 1795000000.0);
INSERT INTO outbox (bot, lane, owner, method, arguments, note, created_unix) VALUES (123456, '1', 77, 'send_message', '{"chat_id":1,"text":"still to be sent"}', '{}', 1795000000.0);
INSERT INTO recipients VALUES ('telegram:1', 123456, 1, 0);
INSERT INTO tickets (chat, telegram_chat, name, thread, staff_name, closed) VALUES ('telegram:1', 1, 'U', 44, NULL, 0);
INSERT INTO ticket_messages VALUES (55, 1);
INSERT INTO limits (chat, allowance, at_unix) VALUES ('telegram:1', 3.0, 1795000000.0);
INSERT INTO channel_notes VALUES ('menu:123456:0', 'x');
