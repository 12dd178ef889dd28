"""Administrators and the staff group."""
