"""Fonts, pictures, colours: everything that pages may load."""
