"""What a link that leads out of a document may begin with."""

SCHEMES = ("http:", "https:", "mailto:", "tel:")
"""Others would start programs or open files."""
