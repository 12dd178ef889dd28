-- The tables after migration 070, with the rows of 0.2.0, as a file that came that far has them.
BEGIN TRANSACTION;
CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at_unix REAL NOT NULL,
    who TEXT NOT NULL,
    role TEXT NOT NULL,
    what TEXT NOT NULL,
    about TEXT NOT NULL
) STRICT;
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
CREATE TABLE channel_notes (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "channel_notes" VALUES('menu:123456:0','x');
CREATE TABLE chats (
    chat TEXT PRIMARY KEY,
    state TEXT NOT NULL
, seen_day TEXT NOT NULL DEFAULT '') STRICT;
INSERT INTO "chats" VALUES('telegram:1','{"current":1,"stage":"asking","nonsense":1,"pending":{"kind":"question","fact":"city","later":true},"interest":{"city":"日照","programmes":[],"colour":"red"}}','');
CREATE TABLE companies (
    chat TEXT NOT NULL,
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    accepted TEXT NOT NULL,
    PRIMARY KEY (chat, number)
) STRICT, WITHOUT ROWID;
INSERT INTO "companies" VALUES('telegram:1',1,'海右重工','[]');
CREATE TABLE complaints (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chat TEXT NOT NULL,
    day TEXT NOT NULL,
    what TEXT NOT NULL,
    receipt TEXT NOT NULL,
    done INTEGER NOT NULL DEFAULT 0
) STRICT;
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
INSERT INTO "facts" VALUES('telegram:1',1,'city',0,'"日照"','我们在日照','telegram:1','2026-11-20','{"assumed":false,"alternatives":[],"skipped":false}');
CREATE TABLE gaps (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chat TEXT NOT NULL,
    day TEXT NOT NULL,
    word TEXT NOT NULL
) STRICT;
INSERT INTO "gaps" VALUES(1,'telegram:1','2026-11-20','社保');
CREATE TABLE inbox (
    bot INTEGER NOT NULL,
    update_id INTEGER NOT NULL,
    identity TEXT NOT NULL,
    place INTEGER NOT NULL,
    payload TEXT,
    received_unix REAL NOT NULL, lane TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (bot, update_id, identity)
) STRICT, WITHOUT ROWID;
INSERT INTO "inbox" VALUES(123456,900,'aa',900,NULL,1795000000.0,'');
INSERT INTO "inbox" VALUES(123456,901,'bb',901,'{"update_id":901,"message":{"message_id":9,"date":1795000000,"chat":{"id":1,"type":"private","first_name":"U"},"from":{"id":1,"is_bot":false,"first_name":"U"},"text":"still waiting"}}',1795000000.0,'');
CREATE TABLE limits (
    who TEXT PRIMARY KEY,
    allowance REAL NOT NULL,
    at_unix REAL NOT NULL,
    refused INTEGER NOT NULL DEFAULT 0,
    told_unix REAL NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE TABLE notices_sent (
    chat TEXT NOT NULL,
    notice TEXT NOT NULL,
    day TEXT NOT NULL,
    PRIMARY KEY (chat, notice)
) STRICT, WITHOUT ROWID;
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
INSERT INTO "outbox" VALUES(1,123456,'1',77,'send_message','{"chat_id":1,"text":"still to be sent"}','{}',1795000000.0);
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
CREATE TABLE portfolio_log (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    who TEXT NOT NULL,
    company TEXT NOT NULL,
    what TEXT NOT NULL,
    day TEXT NOT NULL
) STRICT;
CREATE TABLE recently (
    what TEXT PRIMARY KEY,
    at_unix REAL NOT NULL,
    before_unix REAL
) STRICT, WITHOUT ROWID;
CREATE TABLE recipients (
    chat TEXT PRIMARY KEY,
    bot INTEGER NOT NULL,
    telegram_chat INTEGER NOT NULL,
    blocked INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
INSERT INTO "recipients" VALUES('telegram:1',123456,1,0);
CREATE TABLE schema_version (version INTEGER PRIMARY KEY, digest TEXT NOT NULL DEFAULT '') STRICT;
INSERT INTO "schema_version" VALUES(1,'');
INSERT INTO "schema_version" VALUES(10,'');
INSERT INTO "schema_version" VALUES(20,'aa3ac7636c59d026');
INSERT INTO "schema_version" VALUES(21,'3d644a2ee9ea469a');
INSERT INTO "schema_version" VALUES(30,'d43ce774305e6f5c');
INSERT INTO "schema_version" VALUES(40,'40e3899f16a18c48');
INSERT INTO "schema_version" VALUES(50,'c4f0449d1b40ed79');
INSERT INTO "schema_version" VALUES(70,'3a71e36acf3e6369');
CREATE TABLE staff_messages (
    staff_chat INTEGER NOT NULL,
    message INTEGER NOT NULL,
    ticket INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
    PRIMARY KEY (staff_chat, message)
) STRICT, WITHOUT ROWID;
INSERT INTO "staff_messages" VALUES(0,55,1);
CREATE TABLE subscriptions (
    chat TEXT PRIMARY KEY,
    target TEXT NOT NULL,
    since TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE tickets (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chat TEXT NOT NULL,
    telegram_chat INTEGER NOT NULL,
    name TEXT NOT NULL,
    thread INTEGER,
    staff_name TEXT,
    closed INTEGER NOT NULL DEFAULT 0
, staff_chat INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO "tickets" VALUES(1,'telegram:1',1,'U',44,NULL,0,0);
CREATE TABLE turns (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chat TEXT NOT NULL,
    message TEXT NOT NULL,
    day TEXT NOT NULL,
    said TEXT NOT NULL,
    kind TEXT NOT NULL,
    clauses TEXT NOT NULL
) STRICT;
INSERT INTO "turns" VALUES(1,'telegram:1','5','2026-11-20','日照小巨人奖励多少','amount','[]');
CREATE TABLE web_codes (
    code TEXT PRIMARY KEY,
    chat TEXT NOT NULL,
    made_unix REAL NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE web_sessions (
    token TEXT PRIMARY KEY,
    chat TEXT NOT NULL,
    seen_unix REAL NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE web_turns (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chat TEXT NOT NULL,
    nonce TEXT NOT NULL,
    said TEXT NOT NULL,
    reply TEXT NOT NULL, made_unix REAL NOT NULL DEFAULT 0,
    UNIQUE (chat, nonce)
) STRICT;
CREATE TABLE workers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    started_unix REAL NOT NULL,
    seen_unix REAL NOT NULL
) STRICT;
CREATE INDEX turns_of_chat ON turns (chat, id);
CREATE INDEX gaps_of_chat ON gaps (chat);
CREATE INDEX gaps_by_word ON gaps (word);
CREATE INDEX outbox_of_lane ON outbox (lane, id);
CREATE INDEX outbox_of_owner ON outbox (owner, id);
CREATE INDEX tickets_of_chat ON tickets (chat) WHERE closed = 0;
CREATE INDEX web_sessions_of_chat ON web_sessions (chat);
CREATE INDEX web_codes_of_chat ON web_codes (chat);
CREATE INDEX web_turns_of_chat ON web_turns (chat, id);
CREATE INDEX complaints_of_chat ON complaints (chat);
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT RAISE (ABORT, 'the log is only added to'); END;
CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit BEGIN SELECT RAISE (ABORT, 'the log is only added to'); END;
CREATE INDEX inbox_waiting ON inbox (bot, place) WHERE payload IS NOT NULL;
CREATE INDEX staff_messages_of_ticket ON staff_messages (ticket);
CREATE INDEX chats_by_day ON chats (seen_day);
CREATE INDEX turns_by_day ON turns (day);
CREATE INDEX gaps_by_day ON gaps (day);
CREATE INDEX web_turns_by_time ON web_turns (made_unix);
CREATE INDEX portfolio_log_of_company ON portfolio_log (company, id);
CREATE INDEX recently_by_time ON recently (at_unix);
CREATE INDEX calls_by_day ON calls (day);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('gaps',1);
INSERT INTO "sqlite_sequence" VALUES('outbox',1);
INSERT INTO "sqlite_sequence" VALUES('tickets',1);
INSERT INTO "sqlite_sequence" VALUES('turns',1);
COMMIT;
