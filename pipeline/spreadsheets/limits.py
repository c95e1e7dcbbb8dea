"""How much of a file is read, as the readers know it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a process that reads one file has no use for the settings
    from pipeline.models.intake import IntakeLimits

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest input that is read; the practice's settings say how large, and mean the same.

    ``file_mb`` is the file on disk, ``unpacked_mb`` and ``members`` what a workbook unpacks to, both in
    megabytes of 1,000,000 bytes; ``rows`` and ``columns`` count those of one sheet.
    """

    file_mb: int
    unpacked_mb: int
    members: int
    rows: int
    columns: int
    cell_characters: int

    @classmethod
    def of(cls, chosen: "IntakeLimits") -> "Limits":
        """Return the limits that a practice has chosen."""
        return cls(
            file_mb=chosen.file_mb,
            unpacked_mb=chosen.unpacked_mb,
            members=chosen.members,
            rows=chosen.rows,
            columns=chosen.columns,
            cell_characters=chosen.cell_characters,
        )
