"""How much of a file is read, as the readers know it."""

from dataclasses import dataclass

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
