"""A window onto one document while it is being written: a server for this machine's browser alone.

What is shown comes from elsewhere, as values. Nothing is written: pictures are drawn in memory.
"""
