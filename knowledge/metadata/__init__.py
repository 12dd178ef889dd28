"""What a document says about itself: head, dates, standing, each with the place it was read from."""
