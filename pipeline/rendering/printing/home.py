"""Where pages believe to live."""

HOME = "https://kit.invalid/"
"""A name that can never exist, so that relative addresses mean assets."""
