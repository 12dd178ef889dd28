"""Facts against programmes: states, predicates, amounts, the walk and the columns."""
