"""Which comes first in the dates of one column, day or month, as far as its cells prove it."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pipeline.intake.values.characters import plain
from pipeline.intake.values.fault import Fault
from pipeline.models.intake import AmbiguousDates
from pipeline.models.questionnaire import Question
from pipeline.spreadsheets.places import Cell, column_name, cut
from pipeline.spreadsheets.tables import Table

# 3/25/2026 and 25-3-26, with or without a time beside it. Dots have one order only.
_SLASHED = re.compile(r"(?<![\d./-])(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d{2})(?![\d./-])", re.ASCII)
_LONGEST = 100
_SHOWN = 30
_MONTHS = 12
_DAYS = 31
_AS_TEXT = "such as 2027-03-31 15:00"


@dataclass(frozen=True)
class DayOrders:
    """What proves an order, by order: the first cell that can be read in that order alone.

    ``has_converted`` tells that all real dates of the column have a day that could be a month: those that
    could not were left as texts, so days and months of the others are probably swapped.
    """

    proofs: dict[AmbiguousDates, str]
    has_converted: bool = False

    @classmethod
    def of(cls, table: Table, column: int, body: int) -> "DayOrders":
        """Return what the cells of a column prove from row ``body`` on, both from 0."""
        proofs: dict[AmbiguousDates, str] = {}
        dates = swappable = 0
        for row in range(body, len(table.rows)):
            cells = table.rows[row]
            cell = cells[column] if column < len(cells) else None
            if isinstance(cell, str):
                order = _order_of(cell)
                if order and order not in proofs:
                    proofs[order] = f"{column_name(column)}{row + 1} holds {cut(plain(cell), _SHOWN)}"
            elif isinstance(cell, date):
                dates += 1
                swappable += cell.day <= _MONTHS
        return cls(proofs, bool(proofs) and 0 < dates == swappable)

    def contradiction(self, chosen: AmbiguousDates) -> Fault | None:
        """Return what is wrong with an ambiguous date where the chosen order is not that of the column."""
        return self._contradictions.get(chosen)

    @cached_property
    def _contradictions(self) -> dict[AmbiguousDates, Fault]:
        return {
            chosen: Fault(
                "Day and month of this date could be either way round: "
                f"{self.proofs[other]}, {_spoken(other)}, but the settings say {_spoken(chosen)}.",
                f"Write year-month-day and the time, {_AS_TEXT}; or correct ambiguous_dates under [intake] in"
                " roadmap.toml, if it is wrong for all your files.",
            )
            for chosen, other in _OTHERS.items()
            if other in self.proofs
        }

    @cached_property
    def _conversion(self) -> Fault:
        return Fault(
            "A spreadsheet program has probably swapped day and month here: it made dates of some texts of"
            f" this column and left others: {next(iter(self.proofs.values()))}.",
            "Export the file again and set this column to text when opening it; or write all dates of this"
            f" column anew as year-month-day, {_AS_TEXT}.",
        )

    def conversion(self, cell: Cell) -> Fault | None:
        """Return what is wrong with a real date whose day and month were probably swapped."""
        if self.has_converted and isinstance(cell, date) and cell.day != cell.month:
            return self._conversion
        return None


UNPROVEN = DayOrders({})
"""Of a column of which nothing is known."""

_OTHERS: dict[AmbiguousDates, AmbiguousDates] = {"day-first": "month-first", "month-first": "day-first"}


def orders_of(question: Question, table: Table, column: int, body: int) -> DayOrders:
    """Return what the column of a question proves below its header; none but moments prove anything."""
    return DayOrders.of(table, column, body) if question.kind == "moment" else UNPROVEN


def _spoken(order: AmbiguousDates) -> str:
    return order.replace("-", " ")


def _order_of(text: str) -> AmbiguousDates | None:
    """Return the order in which alone a text can be a date; None if there are several, or none."""
    found = _SLASHED.search(text if text.isascii() else plain(text)) if len(text) <= _LONGEST else None
    if not found:
        return None
    first, second = int(found[1]), int(found[3])
    if max(first, second) > _DAYS:
        return None
    if first <= _MONTHS < second:
        return "month-first"
    # 26/11/05 may begin with the year.
    is_day = second <= _MONTHS < first and len(found[4]) > 2  # noqa: PLR2004
    return "day-first" if is_day else None
