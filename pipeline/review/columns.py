"""The columns of the review, each known by its header wherever it stands."""

from collections.abc import Mapping
from typing import Literal, get_args

from pipeline.spreadsheets.folding import fold

Column = Literal[
    "client", "name", "send", "note", "drop", "path", "told", "plan", "found", "words", "flags", "chat"
]

COLUMNS: tuple[Column, ...] = get_args(Column)

Send = Literal["yes", "hold"]

SENDS: tuple[Send, ...] = get_args(Send)
"""What the coach may say of sending a report."""

WRITTEN: tuple[Column, ...] = ("send", "note", "drop", "path")
"""The columns that the coach writes; the others are written anew each time."""

HEADERS: Mapping[Column, str] = {
    "client": "Client number",
    "name": "Name",
    "send": "Send",
    "note": "Note for page 2",
    "drop": "Actions to drop",
    "path": "Path",
    "told": "To look at",
    "plan": "Their plan",
    "found": "Path as found",
    "words": "In their own words",
    "flags": "Flags",
    "chat": "Line for a chat",
}

WIDTHS: Mapping[Column, float] = {
    "client": 14,
    "name": 22,
    "send": 8,
    "note": 44,
    "drop": 20,
    "path": 30,
    "told": 44,
    "plan": 48,
    "found": 34,
    "words": 48,
    "flags": 40,
    "chat": 48,
}
"""In characters."""

BY_HEADER: Mapping[str, Column] = {fold(header): column for column, header in HEADERS.items()}
"""Every column by its folded header."""
