"""The commissioner's desk on the page: companies in care, lists of companies, and what is due when."""
