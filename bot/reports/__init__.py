"""What a company takes home: one content, shown as a page, a PDF, a docx or a picture."""
