"""From markup to PDF, and the look at what was printed."""
