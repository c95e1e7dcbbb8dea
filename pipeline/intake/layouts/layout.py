"""What one form tool writes into a spreadsheet of its own accord, and how that is recognised."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.models.questionnaire import Role
from pipeline.spreadsheets.folding import fold_header
from pipeline.spreadsheets.places import Cell, as_text


@dataclass(frozen=True, slots=True)
class Own:
    """A column that the tool adds, under its headers in every language known.

    ``role`` is what it is to the program; a column without one means nothing to us. A column that ``revises``
    holds the time of a later change, where there was one. One of the words ``unfinished`` marks a response
    that was not sent.
    """

    headers: tuple[str, ...]
    role: Role | None = None
    revises: bool = False
    unfinished: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """One way in which spreadsheets come.

    It is recognised if the first header is one of ``first``, or if every column of ``signs`` is there; and,
    if ``stamp`` is given, if the first cell of the first answer matches it whole. ``nobody`` are the words in
    a column of its own that stand for no person. ``numbers_equals`` tells that a question whose header is
    taken has a 2 put behind it.
    """

    name: str
    own: tuple[Own, ...]
    first: tuple[str, ...] = ()
    signs: tuple[Own, ...] = ()
    stamp: re.Pattern[str] | None = None
    nobody: tuple[str, ...] = ()
    numbers_equals: bool = False

    def fits(self, header: Sequence[Cell], answers: Sequence[Cell]) -> bool:
        """Whether a header row, and the first row of answers below it, are of this layout."""
        keys = [key for cell in header if (key := own_key(cell))]
        is_first = bool(keys) and keys[0] in _keys(self.first)
        is_signed = bool(self.signs) and all(_keys(sign.headers).intersection(keys) for sign in self.signs)
        stamp = as_text(answers[0]).strip() if answers else ""
        return (is_first or is_signed) and (self.stamp is None or self.stamp.fullmatch(stamp) is not None)

    def own_columns(self, header: Sequence[Cell]) -> dict[int, Role | None]:
        """Return the tool's own columns, from 0, with their roles: the first of each header is its own."""
        return {index: column.role for index, column in self._found(header)}

    def revised(self, header: Sequence[Cell]) -> int | None:
        """Return the column, from 0, with the time of the last change, if there is one."""
        return next((index for index, column in self._found(header) if column.revises), None)

    def unfinished(self, header: Sequence[Cell]) -> dict[int, frozenset[str]]:
        """Return the folded words that mark an unfinished response, by the column, from 0, with them."""
        return {index: _keys(column.unfinished) for index, column in self._found(header) if column.unfinished}

    def _found(self, header: Sequence[Cell]) -> Iterator[tuple[int, Own]]:
        own = {key: column for column in self.own for key in _keys(column.headers)}
        for index, cell in enumerate(header):
            column = own.pop(own_key(cell), None)
            if column:
                yield index, column


def own_key(cell: Cell) -> str:
    """Return the key by which a tool's own headers are compared; one of signs alone, such as #, is itself."""
    return fold_header(cell) or as_text(cell).strip()


def _keys(headers: Sequence[str]) -> frozenset[str]:
    return frozenset(map(own_key, headers))
