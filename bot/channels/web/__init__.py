"""The page: chat, reader, results and desk over plain forms; every step works without script."""
