"""Showing what the facts come to: the card, the verdict, the ladder, what each figure rests on."""
