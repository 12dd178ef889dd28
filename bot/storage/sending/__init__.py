"""What is kept of messages to many people and of what a channel knows of its own."""
