"""Those who print the same pages: each takes the same markup and the kit's files, and gives PDFs."""
