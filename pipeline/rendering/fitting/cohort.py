"""How much the page about many clients holds: rows are set lower, then left out, until it is one page."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from pipeline.rendering.fitting.widths import lines_of
from pipeline.rendering.views.cohort import CohortSheet, Counts, ScaleRow

_ROOMS = {"A4": 722, "Letter": 702}
"""The height that may be filled, in points, by paper."""

_WIDE, _HALF, _NOTE, _CALLED, _TITLE, _SUMMARY = 136, 59, 58, 30, 26, 78
"""Letters on a line: across the page, in half of it, under scales, beside a bar, in the title, under it."""

_NAME, _ALPHA = 18, 23
"""Letters on a line of two columns of the table of scales."""

_HIGH, _LOW = 18.5, 14.5
"""The heights of a row of scores."""


@dataclass(frozen=True, slots=True)
class Shown:
    """How much stands on the page: how many rows of each table, None for all, and whether rows are low."""

    is_tight: bool = False
    spreads: int | None = None
    scales: int | None = None
    flags: int | None = None


def fit_sheet(build: Callable[[Shown], CohortSheet]) -> CohortSheet:
    """Return the fullest page that ``build`` makes and that fits: low rows first, then fewer.

    The longer of the two lower tables gives way, row by row; then scores do.
    """
    shown = Shown()
    sheet = build(shown)
    while _height(sheet) > _ROOMS[sheet.page] and (less := _show_less(sheet, shown)):
        shown, sheet = less, build(less)
    return sheet


def _show_less(sheet: CohortSheet, shown: Shown) -> Shown | None:
    """Return the next smaller page, None where nothing is left to leave out."""
    flags = sheet.flags.rows if sheet.flags else ()
    if not shown.is_tight:
        return replace(shown, is_tight=True)
    if sheet.scales and _scales_height(sheet) >= _flags_height(sheet):
        return replace(shown, scales=len(sheet.scales) - 1)
    if flags:
        return replace(shown, flags=len(flags) - 1)
    if sheet.scales:
        return replace(shown, scales=len(sheet.scales) - 1)
    return replace(shown, spreads=len(sheet.spreads) - 1) if sheet.spreads else None


def _height(sheet: CohortSheet) -> float:
    """Add up the page from its head to its last note, on the safe side."""
    head = 35 * lines_of(sheet.title, _TITLE) + 15 * lines_of(sheet.summary, _SUMMARY) + 10
    places = [_counts_height(counts, _CALLED) for counts in (sheet.positions, sheet.quadrants) if counts]
    row = _LOW if sheet.is_tight else _HIGH
    spreads = 65 + row * len(sheet.spreads) + 10 * lines_of(sheet.texts["reading"] + sheet.more, _WIDE)
    lower = 10 + max(_scales_height(sheet), _flags_height(sheet))
    notes = 10 + 10 * lines_of(" ".join(f"{note.lead} {note.text}" for note in sheet.notes), _WIDE)
    return head + max(places, default=0) + spreads + lower + notes


def _counts_height(counts: Counts, width: int) -> float:
    rows = sum(3 + 10 * lines_of(row.name, width) for row in counts.rows)
    return 33 + rows + 10 * lines_of(counts.note, _HALF)


def _flags_height(sheet: CohortSheet) -> float:
    return _counts_height(sheet.flags, _HALF) if sheet.flags else 0


def _scales_height(sheet: CohortSheet) -> float:
    said = (*sheet.scale_notes, sheet.texts["hanging"])
    notes = sum(5 + 10 * lines_of(note, _NOTE) for note in said)
    return 40 + sum(map(_scale_height, sheet.scales)) + notes if sheet.scales else 0


def _scale_height(scale: ScaleRow) -> float:
    return 3.5 + 10 * max(lines_of(scale.name, _NAME), lines_of(f"{scale.alpha} {scale.interval}", _ALPHA))
