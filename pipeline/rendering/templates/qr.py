"""QR codes as the path of a drawing: the only door to segno."""

from dataclasses import dataclass
from functools import lru_cache

import segno


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code: ``path`` draws the dark modules, one unit each, in a square of ``side`` units.

    The square has no quiet zone: four free units have to be left around it.
    """

    side: int
    path: str


@lru_cache(maxsize=16)  # most pages lead to the same address
def draw_code(content: str) -> Code:
    """Return the QR code of a web address, with error correction of at least level M (15 %)."""
    matrix = segno.make_qr(content, error="m").matrix
    runs = (
        f"M{start} {y}h{length}v1h-{length}z" for y, row in enumerate(matrix) for start, length in _runs(row)
    )
    return Code(len(matrix), "".join(runs))


def _runs(row: bytearray) -> list[tuple[int, int]]:
    """Return start and length of each run of dark modules."""
    runs: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if not dark:
            continue
        if runs and sum(runs[-1]) == x:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((x, 1))
    return runs
