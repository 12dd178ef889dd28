"""The desk of the service: unanswered questions, hit test, batch test, library and import, tickets, figures, log."""
