"""Numbers, dates and sentences in each language, and how they are set."""
