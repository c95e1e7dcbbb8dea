"""Delivery: a message for one person, checked, timed and handed to a mail server."""
