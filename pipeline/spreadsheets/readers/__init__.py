"""From a file to raw tables.

Whatever a file holds, the answer is a value: tables, or problems that say why there are none.
A further kind of file is one more entry in ``READERS``.
"""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pipeline.models.problem import Problem
from pipeline.spreadsheets.limits import Limits
from pipeline.spreadsheets.places import Place
from pipeline.spreadsheets.readers.delimited import read_csv
from pipeline.spreadsheets.readers.opening import take_bytes
from pipeline.spreadsheets.readers.workbook import read_workbook
from pipeline.spreadsheets.tables import Contents

Read = Callable[[Path, Place, Limits, frozenset[str]], Contents]
"""What reads a file: :func:`read_file`, or something that guards it."""

Reader = Callable[[bytes, Place, Limits, frozenset[str]], Contents]

READERS: dict[str, Reader] = {".csv": read_csv, ".xlsx": read_workbook}

OTHER_SPREADSHEETS = frozenset({".xls", ".xlsm", ".xlsb", ".xltx", ".ods", ".numbers", ".tsv"})
"""Endings of files that are surely meant as input, so that one is told about instead of passed over."""


def read_file(path: Path, place: Place, limits: Limits, headers: frozenset[str]) -> Contents:
    """Return the tables of one file; ``headers`` are the folded headers that help to find its separator."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        told = place.problem("This kind of file is not read.", "Save it as .xlsx or as CSV UTF-8.")
        return Contents(problems=(told,))
    data = take_bytes(path, place, limits)
    if isinstance(data, Problem):
        return Contents(problems=(data,))
    return replace(reader(data, place, limits, headers), digest=hashlib.sha256(data).hexdigest())
