"""What ``review.xlsx`` says of the clients of a run.

store     the file: read like any stranger's, written whole or not at all
decisions which row is whose, and what it decides
"""
