"""A file's bytes, taken without waiting for anybody: only a real file of a sane size is read."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

from pipeline.models.problem import Problem
from pipeline.spreadsheets.limits import MEGABYTE, Limits
from pipeline.spreadsheets.places import Place

# A named pipe would keep its reader waiting for a writer. Windows has neither flag's opposite.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)


def take_bytes(path: Path, place: Place, limits: Limits) -> bytes | Problem:
    """Return what a file holds, or why it is not read."""
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            return _no_file(mode, place)
        with os.fdopen(os.open(path, _FLAGS), "rb") as file:
            return _content(os.fstat(file.fileno()).st_size, file.read, place, limits)
    except OSError:
        return place.problem("The file cannot be opened.", "Check that you may read it.")


def _content(size: int, read: Callable[[int], bytes], place: Place, limits: Limits) -> bytes | Problem:
    most = limits.file_mb * MEGABYTE
    data = b"" if size > most else read(most + 1)  # a file may grow while it is read
    if max(size, len(data)) > most:
        return place.problem(
            f"The file has {size / MEGABYTE:,.1f} MB; {limits.file_mb:,} MB can be read.",
            "Split it, or raise file_mb under [intake.limits] in roadmap.toml.",
        )
    if not data.strip(b"\x00\t\n\r "):
        return place.problem("The file is empty.", "Export or save it again.")
    return data


def _no_file(mode: int, place: Place) -> Problem:
    if stat.S_ISDIR(mode):
        return place.problem(
            "This is a folder under the name of a spreadsheet.", "Rename the folder, or save it as one file."
        )
    return place.problem(
        "This is no file but a pipe, a socket or a device.", "Put the spreadsheet itself there."
    )
