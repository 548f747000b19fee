"""Asking this time: how it stands, and what waits for a family."""
