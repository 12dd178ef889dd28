"""The two stores: SQLite, embedded, and PostgreSQL for several machines. `bot.storage.database` opens them."""
