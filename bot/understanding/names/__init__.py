"""What is called by a name: places and honours."""
