"""What a round has read of the disk, so that a change is seen while mails go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pipeline.errors import InputError
from pipeline.intake import find_files
from pipeline.practice import Practice

Mark = tuple[int, int, int] | None
"""Size in bytes, last change in nanoseconds, and number of a file; None of one that is not there."""


@dataclass(frozen=True)
class Sources:
    """The inputs and the review as they lay there when ``seen`` was taken: before they were read."""

    practice: Practice
    inputs: tuple[Path, ...]
    seen: Mapping[Path, Mark]

    @classmethod
    def look(cls, practice: Practice, inputs: Sequence[Path]) -> Self:
        """Return them as they lie there now."""
        return cls(practice, tuple(inputs), _marks(practice, inputs))

    @property
    def have_changed(self) -> bool:
        """Whether a file was changed, added or taken away since."""
        return _marks(self.practice, self.inputs) != self.seen


def _marks(practice: Practice, inputs: Sequence[Path]) -> Mapping[Path, Mark]:
    try:
        found = find_files(inputs or [practice.inputs], root=practice.root).paths
    except InputError:
        found = ()
    return {path: _mark(path) for path in (*found, practice.review)}


def _mark(path: Path) -> Mark:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns, status.st_ino
