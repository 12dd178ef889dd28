-- Looking for what waits must not read what was applied. `lane` is the chat that an update belongs to: with several
-- processes on PostgreSQL one of them at a time works on a chat.
DROP INDEX inbox_waiting;
ALTER TABLE inbox ADD COLUMN lane TEXT NOT NULL DEFAULT '';
CREATE INDEX inbox_waiting ON inbox (bot, place) WHERE payload IS NOT NULL;
-- How much each person may still send. No column `chat`: who deletes everything does not get a new allowance.
DROP TABLE limits;
CREATE TABLE limits (
    who TEXT PRIMARY KEY,
    allowance REAL NOT NULL,
    at_unix REAL NOT NULL,
    refused INTEGER NOT NULL DEFAULT 0,
    told_unix REAL NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
-- Which ticket a message of which staff chat belongs to; 0: a chat that is not known any more, that of the settings.
CREATE TABLE staff_messages (
    staff_chat INTEGER NOT NULL,
    message INTEGER NOT NULL,
    ticket INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
    PRIMARY KEY (staff_chat, message)
) STRICT, WITHOUT ROWID;
INSERT INTO staff_messages (staff_chat, message, ticket) SELECT 0, message, ticket FROM ticket_messages;
DROP TABLE ticket_messages;
CREATE INDEX staff_messages_of_ticket ON staff_messages (ticket);
ALTER TABLE tickets ADD COLUMN staff_chat INTEGER NOT NULL DEFAULT 0;
-- What is kept for a while only is found by its day.
ALTER TABLE chats ADD COLUMN seen_day TEXT NOT NULL DEFAULT '';
CREATE INDEX chats_by_day ON chats (seen_day);
CREATE INDEX turns_by_day ON turns (day);
CREATE INDEX gaps_by_day ON gaps (day);
ALTER TABLE web_turns ADD COLUMN made_unix REAL NOT NULL DEFAULT 0;
CREATE INDEX web_turns_by_time ON web_turns (made_unix);
