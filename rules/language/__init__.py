"""The closed language that programmes are written in, read from files and checked."""
