"""Files of any usual kind → sheets of cells."""
