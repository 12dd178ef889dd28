"""What lists of companies come to: a line a company, a line a programme, gaps by money, what changed."""
