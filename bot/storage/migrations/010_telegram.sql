-- Updates of Telegram. A row is written before Telegram may forget the update; `payload` and `lane` are emptied when it
-- has been applied, and what is left only says that it was, so that a repetition changes nothing.
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
-- Calls to Telegram that have not been made yet, in order within a lane; a row is deleted when its call has been made.
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
-- Processes that send; `seen_unix` is their heartbeat.
CREATE TABLE workers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    started_unix REAL NOT NULL,
    seen_unix REAL NOT NULL
) STRICT;
-- Private chats that messages can be sent to.
CREATE TABLE recipients (
    chat TEXT PRIMARY KEY,
    bot INTEGER NOT NULL,
    telegram_chat INTEGER NOT NULL,
    blocked INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
-- How much each person may still send.
CREATE TABLE limits (
    chat TEXT PRIMARY KEY,
    allowance REAL NOT NULL,
    at_unix REAL NOT NULL,
    refused INTEGER NOT NULL DEFAULT 0,
    told_unix REAL NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
-- People who were handed over to the staff.
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
-- Which ticket a message in the staff chat belongs to.
CREATE TABLE ticket_messages (
    message INTEGER PRIMARY KEY,
    ticket INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX ticket_messages_of_ticket ON ticket_messages (ticket);
-- Messages to everybody. `reached` is the last recipient in alphabetical order that was written to.
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
-- Small things that a channel remembers, such as which command menu has been set.
CREATE TABLE channel_notes (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
