"""Places: one table of the whole country, with what people call them."""
