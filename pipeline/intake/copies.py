"""Mended copies stand for the files of which they were made, as long as those are the same still."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.intake.sheets import FileRead
from pipeline.models.problem import Problem
from pipeline.spreadsheets.places import Place


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file called ``name``, and what it came to; the digests are those of :class:`Contents`."""

    name: str
    found: FileRead
    is_whole: bool
    digest: str | None
    copy_of: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many rows with content it has."""
        return len(self.found.rows) + len(self.found.bookings)


def find_copied(files: Iterable[OpenedFile]) -> dict[str, str]:
    """Return the files for which a copy is read instead, by name, with the copy's name.

    A copy of which not all could be read, or that holds no rows, stands for nothing but itself.
    """
    files = list(files)
    copies = {digest: file.name for file in files if file.is_whole and file.count for digest in file.copy_of}
    return {
        file.name: copies[file.digest]
        for file in files
        if file.digest in copies and copies[file.digest] != file.name
    }


def tell_copied(copied: Mapping[str, str]) -> list[Problem]:
    """Return what is told of the files that are not read."""
    return [
        Place(file).problem(
            f"{copy} is a mended copy of {file} and is read instead.",
            "Nothing needs doing.",
            severity="warning",
            needs_doing=False,
        )
        for file, copy in copied.items()
    ]
