"""From files to text: txt, md, html, docx, pdf."""
