"""What a round has read of the disk, so that a change is seen while mails go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pipeline.errors import InputError, SettingsError
from pipeline.intake import find_files
from pipeline.practice import SETTINGS_FILE, Practice, load_practice
from pipeline.workflow.reviewing.store import twins_of

Mark = tuple[int, int, int] | None
"""Size in bytes, last change in nanoseconds, and number of a file; None of one that is not there."""


_OTHER: Mark = (-1, -1, -1)
"""What no file has."""


@dataclass(frozen=True)
class Sources:
    """Inputs, review in any form, and settings as they lay there when ``seen`` was taken: before reading."""

    practice: Practice
    inputs: tuple[Path, ...]
    seen: Mapping[Path, Mark]

    @classmethod
    def look(cls, practice: Practice, inputs: Sequence[Path]) -> Self:
        """Return them as they lie there now.

        The settings were read earlier: if they are others by now, that is a change that is seen.
        """
        seen = _marks(practice, inputs)
        if not _are_as_read(practice):
            seen = {**seen, practice.root / SETTINGS_FILE: _OTHER}
        return cls(practice, tuple(inputs), seen)

    @property
    def have_changed(self) -> bool:
        """Whether a file was changed, added or taken away since."""
        return _marks(self.practice, self.inputs) != self.seen


def _marks(practice: Practice, inputs: Sequence[Path]) -> Mapping[Path, Mark]:
    try:
        found = (*find_files(inputs or [practice.inputs], root=practice.root).paths, *twins_of(practice))
    except InputError:  # whoever reads them tells
        found = ()
    return {path: _mark(path) for path in (*found, practice.review, practice.root / SETTINGS_FILE)}


def _are_as_read(practice: Practice) -> bool:
    try:
        return load_practice(practice.root).settings == practice.settings
    except SettingsError:
        return False


def _mark(path: Path) -> Mark:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns, status.st_ino
