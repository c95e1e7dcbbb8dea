"""What spreadsheet programs check while a cell is filled in: rules become their formulas."""

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from pipeline.spreadsheets.book import Choices, Dates, Numbers, Rule, Texts
from pipeline.spreadsheets.places import column_name
from pipeline.spreadsheets.titles import quoted

TITLE, HINT, REFUSAL = 32, 255, 225
"""How many characters a program shows of a check's title, of its hint and of its refusal."""

_LEAST, _MOST = "-1E+300", "1E+300"  # a number, whichever
_TEXT, _MOMENT = "@", "yyyy-mm-dd hh:mm"


@dataclass(frozen=True, slots=True)
class Validation:
    """A check by its kind, comparison and one or two bounds, as a workbook holds it."""

    kind: Literal["list", "decimal", "date", "textLength"]
    comparison: Literal["between", "greaterThanOrEqual", "lessThanOrEqual"]
    first: str
    second: str | None = None


@dataclass(slots=True)
class Lists:
    """What drop-downs offer, each list once: a column each of the sheet ``title`` that holds them.

    A list inside the check itself could hold 255 characters at most, and no comma in an answer.
    """

    title: str
    columns: dict[tuple[str, ...], int] = field(default_factory=dict)

    def range_of(self, answers: tuple[str, ...]) -> str:
        """Return where a list stands."""
        column = column_name(self.columns.setdefault(answers, len(self.columns)))
        return f"{quoted(self.title)}!${column}$1:${column}${max(1, len(answers))}"


def validation(rule: Rule, lists: Lists) -> Validation:
    """Return the check of a rule; its list of choices, if any, joins the others."""
    if isinstance(rule, Choices):
        return Validation("list", "between", lists.range_of(rule.answers))
    if isinstance(rule, Dates):
        return Validation("date", "greaterThanOrEqual", "1")
    if isinstance(rule, Texts):
        return Validation("textLength", "lessThanOrEqual", str(rule.characters))
    least, most = rule.at_least, rule.at_most
    return Validation("decimal", "between", _plain(least, _LEAST), _plain(most, _MOST))


def format_of(rule: Rule) -> str | None:
    """Return the format of an entry's cells: what is text stays text, be it ``007``, ``1-4`` or ``=``."""
    if isinstance(rule, Numbers):
        return None
    return _MOMENT if isinstance(rule, Dates) else _TEXT


def _plain(bound: Fraction | None, otherwise: str) -> str:
    return otherwise if bound is None else f"{float(bound):.15g}"
