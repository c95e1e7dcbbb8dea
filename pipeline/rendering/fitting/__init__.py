"""How much fits: long texts are cut to the room that a page has."""
