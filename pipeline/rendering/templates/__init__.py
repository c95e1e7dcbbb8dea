"""From views to markup: Jinja's sandbox, and the proofreading of what a practice writes."""
