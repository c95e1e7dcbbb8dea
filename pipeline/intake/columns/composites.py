"""Questions that a form spreads over several columns: first and last names, one column an answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.intake.values import Fault
from pipeline.spreadsheets.folding import fold, fold_header
from pipeline.spreadsheets.places import Cell, as_text
from pipeline.spreadsheets.tables import Cells, is_blank

FEWEST_OPTIONS = 3
"""Fewer answers side by side, such as yes and no, do not tell a question."""


def _folded(names: str) -> frozenset[str]:
    return frozenset(map(fold, names.split(";")))


_GIVEN = _folded(
    "First name; Given name; Forename; Your first name; Nombre; Nombres; Prénom; Vorname; Nome; Voornaam; "
    "الاسم الأول"
)
_FAMILY = _folded(
    "Last name; Surname; Family name; Your last name; Apellido; Apellidos; Nom; Nom de famille; Nachname; "
    "Familienname; Cognome; Sobrenome; Apelido; Achternaam; اسم العائلة; الاسم الأخير"
)
OTHER = _folded("Other; Otro; Otra; Autre; Andere; Sonstiges; Altro; Outro; Anders; أخرى")
"""The column of an answer in one's own words."""

_TICKED = frozenset(("1", "x", "true", "yes"))
_EMPTY = frozenset(("0", "false"))


@dataclass(frozen=True, slots=True)
class NameParts:
    """A name in several columns, in the order in which it is spoken.

    Where ``may_repeat``, one of them may be the whole name, of which the other is then a part.
    """

    columns: tuple[int, ...]
    may_repeat: bool = False

    def read(self, cells: Cells) -> Cell | Fault:
        """Return the parts as one name."""
        parts = [as_text(cells[column]).strip() for column in filled(self.columns, cells)]
        if self.may_repeat:
            words = [set(map(fold, part.split())) for part in parts]
            whole = next(
                (part for part, known in zip(parts, words, strict=True) if all(w <= known for w in words)), ""
            )
            return whole or " ".join(parts)
        return " ".join(parts)


@dataclass(frozen=True, slots=True)
class SameColumns:
    """Columns of one header, of which no row fills more than one: a question that was asked anew."""

    columns: tuple[int, ...]

    def read(self, cells: Cells) -> Cell | Fault:
        """Return the cell that holds something."""
        return next((cells[column] for column in filled(self.columns, cells)), None)


@dataclass(frozen=True, slots=True)
class OptionColumns:
    """One column an answer: ``labels`` by column, and ``other``, the column of answers in other words."""

    labels: dict[int, str]
    other: int | None = None

    @property
    def columns(self) -> tuple[int, ...]:
        """All its columns from left to right."""
        return (*self.labels, *(() if self.other is None else (self.other,)))

    def read(self, cells: Cells) -> Cell | Fault:
        """Return the only answer that is chosen, or a blank."""
        if self.other is not None and filled((self.other,), cells):
            return Fault(
                "An answer in other words is given here, which is none of the answers to choose from.",
                "Clear this cell, and write the answer that fits best into its own column.",
            )
        chosen = []
        for column in filled(tuple(self.labels), cells):
            key, label = fold_header(cells[column]), self.labels[column]
            if key == fold(label) or key in _TICKED:
                chosen.append(label)
            elif key not in _EMPTY:
                message = f"This column holds the answer “{label}” or nothing."
                return Fault(message, "Write that answer, or clear the cell.")
        if len(chosen) > 1:
            names = " and ".join(f"“{label}”" for label in chosen)
            return Fault(f"Several answers are chosen here: {names}.", "Clear all of these cells but one.")
        return chosen[0] if chosen else None


@dataclass(frozen=True, slots=True)
class Revised:
    """A time, and a later one that stands for it where there is one: a response may be changed."""

    columns: tuple[int, ...]

    def read(self, cells: Cells) -> Cell | Fault:
        """Return the later time."""
        return next((cells[column] for column in reversed(filled(self.columns, cells))), None)


Composite = NameParts | OptionColumns | SameColumns | Revised


def filled(columns: Sequence[int], cells: Cells) -> list[int]:
    """Return those of the columns that hold something in a row."""
    return [column for column in columns if column < len(cells) and not is_blank(cells[column])]


def find_name(header: Cells, free: Sequence[int]) -> NameParts | None:
    """Return the columns of a first and a last name, if there is one of each among the free columns."""
    given, family = _parts(header, free)
    return NameParts((given[0], family[0])) if len(given) == len(family) == 1 else None


def complete_name(header: Cells, free: Sequence[int], name: int) -> NameParts | None:
    """Return the column of a name together with the only one beside it, if any, for a part of a name."""
    given, family = _parts(header, free)
    if len(given) + len(family) != 1:
        return None
    return NameParts((*given, name, *family), may_repeat=True)


def _parts(header: Cells, free: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return the columns of first names, and those of last names."""
    keys = {index: fold_header(header[index]) for index in free}
    given = [index for index, key in keys.items() if key in _GIVEN]
    return given, [index for index, key in keys.items() if key in _FAMILY]
