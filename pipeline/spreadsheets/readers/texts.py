"""Equal cells kept once: an export repeats its few answers in every row."""

from pipeline.spreadsheets.places import Cell


class Texts(dict[Cell, Cell]):
    """Looks a cell up as the one that stands for it, always the same one.

    A text beyond ``longest`` characters is cut behind the first too many, by which it is known as too long.
    ``blank`` stands for an empty one. Truth values are not to be looked up: they equal 0 and 1.
    """

    def __init__(self, longest: int, blank: Cell) -> None:
        super().__init__({"": blank})
        self._longest = longest

    def __missing__(self, cell: Cell) -> Cell:
        kept = cell
        if isinstance(cell, str) and len(cell) > self._longest:
            kept = cell[: self._longest + 1]
        self[cell] = kept
        return kept
