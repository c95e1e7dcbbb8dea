"""What the rows of each table say, and which of them are left out and why."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from pipeline.onet.tables import Row

CODE = "O*NET-SOC Code"
TITLE, ZONE = "Title", "Job Zone"
OTHER, TIER, INDEX = "Related O*NET-SOC Code", "Relatedness Tier", "Index"
ALTERNATE, SHORT = "Alternate Title", "Short Title"

_CODE = re.compile(r"\d\d-\d{4}\.\d\d")
_ZONES = {"1", "2", "3", "4", "5"}
_FIRST = 3

_BAD_CODE = "the code is not written like 11-1011.00"
_TWICE = "the row says again what an earlier one says"
_UNKNOWN = "the code is not in Occupation Data"

Value = TypeVar("Value")


@dataclass(slots=True)
class Left:
    """Rows left out for one reason: how many, and the numbers of the first."""

    why: str
    rows: int = 0
    first: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class TableReport:
    """One table: how many rows were read, how many were kept, and why the others were left out."""

    table: str
    rows: int
    kept: int
    left: tuple[Left, ...]


@dataclass(slots=True)
class Sieve:
    """Takes the rows of one table one by one, and remembers those that are left out.

    ``unknown`` are the codes met that Occupation Data does not have.
    """

    table: str
    rows: int = 0
    left: dict[str, Left] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)

    def skip(self, number: int, why: str) -> None:
        """Leave a row out."""
        left = self.left.setdefault(why, Left(why))
        left.rows += 1
        if len(left.first) < _FIRST:
            left.first.append(number)

    def coded(self, rows: Iterable[Row], known: Mapping[str, Value] | None = None) -> Iterator[Row]:
        """Yield the rows whose code is one, and a ``known`` one."""
        for number, cells in rows:
            self.rows += 1
            code = cells[CODE]
            if not _CODE.fullmatch(code):
                self.skip(number, _BAD_CODE)
            elif known is not None and code not in known:
                self.unknown.add(code)
                self.skip(number, _UNKNOWN)
            else:
                yield number, cells

    @property
    def report(self) -> TableReport:
        """What became of the rows."""
        skipped = sum(left.rows for left in self.left.values())
        return TableReport(self.table, self.rows, self.rows - skipped, tuple(self.left.values()))


def take_titles(rows: Iterable[Row], sieve: Sieve) -> dict[str, str]:
    """Return the title of every occupation by its code."""
    titles: dict[str, str] = {}
    for number, cells in sieve.coded(rows):
        if not cells[TITLE]:
            sieve.skip(number, "the title is missing")
        elif cells[CODE] in titles:
            sieve.skip(number, _TWICE)
        else:
            titles[cells[CODE]] = cells[TITLE]
    return titles


def take_zones(rows: Iterable[Row], titles: Mapping[str, str], sieve: Sieve) -> dict[str, int]:
    """Return the job zone of every occupation that has one."""
    zones: dict[str, int] = {}
    for number, cells in sieve.coded(rows, titles):
        if not cells[ZONE]:
            sieve.skip(number, "the job zone is n/a")
        elif cells[ZONE] not in _ZONES:
            sieve.skip(number, "the job zone is no whole number from 1 to 5")
        elif cells[CODE] in zones:
            sieve.skip(number, _TWICE)
        else:
            zones[cells[CODE]] = int(cells[ZONE])
    return zones


@dataclass(slots=True)
class Related:
    """The codes related to one occupation by their place in the table's order; supplementary ones apart."""

    close: dict[str, int] = field(default_factory=dict)
    further: dict[str, int] = field(default_factory=dict)


def take_related(rows: Iterable[Row], titles: Mapping[str, str], sieve: Sieve) -> dict[str, Related]:
    """Return what is related to each occupation."""
    related: dict[str, Related] = {}
    for number, cells in sieve.coded(rows, titles):
        code, other = cells[CODE], cells[OTHER]
        kin = related.setdefault(code, Related())
        if why := _fault_of(cells, titles, kin):
            sieve.skip(number, why)
            continue
        tier = kin.close if cells[TIER].casefold().startswith("primary") else kin.further
        tier[other] = int(cells[INDEX])
    return {code: kin for code, kin in related.items() if kin.close or kin.further}


def _fault_of(cells: Mapping[str, str], titles: Mapping[str, str], kin: Related) -> str | None:
    other = cells[OTHER]
    checks = {
        "the related code is not in Occupation Data": other not in titles,
        "it names the occupation itself": other == cells[CODE],
        "the index is no whole number": re.fullmatch(r"[0-9]{1,6}", cells[INDEX]) is None,
        _TWICE: other in kin.close or other in kin.further,
    }
    return next((why for why, is_so in checks.items() if is_so), None)


def take_alternates(rows: Iterable[Row], titles: Mapping[str, str], sieve: Sieve) -> dict[str, set[str]]:
    """Return the codes that bear each alternate or short title."""
    bearers: dict[str, set[str]] = {}
    for number, cells in sieve.coded(rows, titles):
        names = set(_names(cells[ALTERNATE], cells[SHORT]))
        if not names:
            sieve.skip(number, "the title is missing")
        for name in names:
            bearers.setdefault(name, set()).add(cells[CODE])
    return bearers


def _names(title: str, short: str) -> Iterator[str]:
    """Yield a title, its short form, and the title without it: "Chief Executive Officer (CEO)" and "CEO"."""
    yield from filter(None, (title, short))
    if short and title.endswith(f" ({short})"):
        yield title.removesuffix(f" ({short})")
