"""Everything the page about many clients prints, ready to print. No client is named in it.

Texts are final strings. Points are on 0–100, shares on 0–1. Empty strings and None mean "nothing to say".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pipeline.rendering.views.report import Brand, Lead


@dataclass(frozen=True, slots=True)
class Plot:
    """How scores lie: ten ``heights`` (1 is the highest), the middle half, the median, the two ends."""

    heights: tuple[float, ...]
    low: float
    first: float
    median: float
    third: float
    high: float
    alt: str


@dataclass(frozen=True, slots=True)
class Spread:
    """A row of the table of areas. ``plot`` is None where too few are scored; ``note`` then says so.

    ``missing`` are the numbers of missing answers by reason, empty for an axis.
    """

    name: str
    style: int | None
    is_axis: bool
    clients: str
    plot: Plot | None
    median: str
    middle: str
    deviation: str
    missing: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many are called something, and how long its bar is."""

    name: str
    number: str
    share: float


@dataclass(frozen=True, slots=True)
class Counts:
    """A list of counts with its title, what is counted, and a note under it."""

    title: str
    called: str
    rows: tuple[Count, ...]
    note: str


@dataclass(frozen=True, slots=True)
class ScaleRow:
    """A declared scale with its figures."""

    name: str
    complete: str
    alpha: str
    interval: str
    omega: str
    standard_error: str


@dataclass(frozen=True, slots=True)
class CohortSheet:
    """The whole page. ``few`` is set where the group is too small to be broken down, and says so.

    ``scale_notes`` say why figures of scales are missing, ``more`` how many scores the page has no room for.
    With ``is_tight`` the rows of scores are low.
    """

    language: str
    direction: Literal["ltr", "rtl"]
    page: Literal["A4", "Letter"]
    title: str
    summary: str
    few: str
    foot: str
    brand: Brand
    is_tight: bool
    spreads: tuple[Spread, ...]
    more: str
    positions: Counts | None
    quadrants: Counts | None
    flags: Counts | None
    scales: tuple[ScaleRow, ...]
    scale_notes: tuple[str, ...]
    notes: tuple[Lead, ...]
    texts: Mapping[str, str]
