"""Questions about the documents: what is asked, whether it is covered, and the reply with its quotes."""
