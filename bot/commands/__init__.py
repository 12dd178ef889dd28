"""What each `mingce` command does, imported only when it is called."""
