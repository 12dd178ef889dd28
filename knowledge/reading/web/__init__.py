"""Web pages and Markdown: the text as it is shown, without the page around it."""
