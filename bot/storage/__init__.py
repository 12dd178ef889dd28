"""SQLite: chats, enterprise files, inbox and outbox."""
