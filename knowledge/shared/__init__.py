"""A library that several machines share, in PostgreSQL: the data folder's files, and the index as posting arrays."""
