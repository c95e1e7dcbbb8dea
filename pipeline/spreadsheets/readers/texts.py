"""Equal texts kept once: an export repeats its few answers in every row."""

from pipeline.spreadsheets.places import Cell


class Texts(dict[str, Cell]):
    """Looks a text up as the cell that stands for it, always the same one.

    A text beyond ``longest`` characters is cut behind the first too many, by which it is known as too long.
    ``blank`` stands for an empty one.
    """

    def __init__(self, longest: int, blank: Cell) -> None:
        super().__init__({"": blank})
        self._longest = longest

    def __missing__(self, text: str) -> Cell:
        kept = self[text] = text[: self._longest + 1] if len(text) > self._longest else text
        return kept
