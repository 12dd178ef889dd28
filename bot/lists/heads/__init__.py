"""Heads of tables: where they stand, and which column is which fact."""
