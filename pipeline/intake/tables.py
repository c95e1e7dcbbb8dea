"""What a reader gives: raw tables, before anybody asks what their columns mean."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from pipeline.intake.places import Cell
from pipeline.models.problem import Problem

Layout = Literal["workbook", "csv"]

Cells = Sequence[Cell]

Range = tuple[tuple[int, int], tuple[int, int]]
"""The first and last cell of a block, each as row and column from 0."""


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet from its cell A1 on: ``rows[6][1]`` is B7. ``sheet`` is None for a CSV file.

    Rows of a CSV file may be of any length. ``merged`` are blocks of cells that the sheet shows as one.
    """

    sheet: str | None
    rows: Sequence[Cells]
    merged: tuple[Range, ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """All that could be read of one file. ``layout`` is None when nothing could."""

    layout: Layout | None = None
    tables: tuple[Table, ...] = ()
    problems: tuple[Problem, ...] = field(default=())


def is_blank(cell: Cell) -> bool:
    """Whether a cell holds nothing, or white space alone."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def is_empty(cells: Cells) -> bool:
    """Whether a row holds nothing at all."""
    return all(map(is_blank, cells))
