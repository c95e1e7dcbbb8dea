"""How the cells of a written workbook look. Errors and warnings differ by more than their colour."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pipeline.spreadsheets.book import Look

Line = Literal["thin", "medium", "mediumDashed"]


@dataclass(frozen=True, slots=True)
class Style:
    """Colours are RRGGBB; ``line`` is drawn around the cell, in ``ink`` or black. ``size`` is in points."""

    ink: str | None = None
    paper: str | None = None
    line: Line | None = None
    size: float = 11
    bold: bool = False
    italic: bool = False
    wraps: bool = False


STYLES: Mapping[Look, Style] = {
    "plain": Style(),
    "title": Style(size=14, bold=True),
    "heading": Style(bold=True),
    "header": Style(ink="FFFFFF", paper="1F3864", line="thin", bold=True, wraps=True),
    "label": Style(ink="404040", paper="E7E6E6", italic=True, wraps=True),
    "error": Style(ink="9C0006", paper="FFC7CE", line="medium", bold=True),
    "warning": Style(ink="7F6000", paper="FFF2CC", line="mediumDashed", italic=True),
    "note": Style(wraps=True),
    "link": Style(ink="0563C1", wraps=True),
    "entry": Style(line="thin"),
    "prose": Style(line="thin", wraps=True),
}
