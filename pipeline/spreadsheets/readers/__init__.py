"""From a file to raw tables.

Whatever a file holds, the answer is a value: tables, or problems that say why there are none.
A further kind of file is one more entry in ``READERS``.
"""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pipeline.models.intake import IntakeLimits
from pipeline.spreadsheets.places import Place
from pipeline.spreadsheets.readers.delimited import read_csv
from pipeline.spreadsheets.readers.workbook import read_workbook
from pipeline.spreadsheets.tables import Contents

Read = Callable[[Path, Place, IntakeLimits, frozenset[str]], Contents]
"""What reads a file: :func:`read_file`, or something that guards it."""

Reader = Callable[[bytes, Place, IntakeLimits, frozenset[str]], Contents]

READERS: dict[str, Reader] = {".csv": read_csv, ".xlsx": read_workbook}

OTHER_SPREADSHEETS = frozenset({".xls", ".xlsm", ".xlsb", ".xltx", ".ods", ".numbers", ".tsv"})
"""Endings of files that are surely meant as input, so that one is told about instead of passed over."""

_MEGABYTE = 1_000_000


def read_file(path: Path, place: Place, limits: IntakeLimits, headers: frozenset[str]) -> Contents:
    """Return the tables of one file; ``headers`` are the folded headers that help to find its separator."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        return _refused(place, "This kind of file is not read.", "Save it as .xlsx or as CSV UTF-8.")
    try:
        size = path.stat().st_size
        if size > limits.file_mb * _MEGABYTE:
            return _refused(
                place,
                f"The file has {size / _MEGABYTE:,.1f} MB; {limits.file_mb:,} MB can be read.",
                "Split it, or raise file_mb under [intake.limits] in roadmap.toml.",
            )
        data = path.read_bytes()
    except OSError:
        return _refused(place, "The file cannot be opened.", "Check that you may read it.")
    if not data.strip(b"\x00\t\n\r "):
        return _refused(place, "The file is empty.", "Export or save it again.")
    return replace(reader(data, place, limits, headers), digest=hashlib.sha256(data).hexdigest())


def _refused(place: Place, message: str, fix: str) -> Contents:
    return Contents(problems=(place.problem(message, fix),))
