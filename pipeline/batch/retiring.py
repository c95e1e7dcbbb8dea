"""Documents that are no longer right under their name: put away, never deleted."""

from itertools import count
from pathlib import Path

from pipeline.files import move


def put_away(pdf: Path, folder: Path) -> Path | None:
    """Move a PDF to ``folder`` under a name that is free there; None if there is no such PDF.

    Raises:
        OutputError: the folder cannot be written.
    """
    if not pdf.is_file():
        return None
    names = (f"{pdf.stem}{f'-{number}' if number > 1 else ''}{pdf.suffix}" for number in count(1))
    target = next(folder / name for name in names if not (folder / name).exists())
    move(pdf, target)
    return target
