"""From an assessment to what pages print: pure."""
