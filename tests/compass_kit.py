"""A practice with the kit in ``tests/compass``: three axes, points that do not run evenly, its own rules."""

import csv
import shutil
from pathlib import Path

from pipeline.kit import load_kit
from pipeline.models.kit import Kit
from tests.people import BUILT_IN_KITS

FOLDER = Path(__file__).parent / "compass"
SETTINGS = '[practice]\nname = "Harbour"\ncoach = "Noor"\n\n[reports]\nkit = "compass"\n'

_HEADER = "who mail hours s1 s2 s3 f1 f2 l1 l2 c1 c2 r1 r2 r3 d1 v1 v2 v3 weight-of-crew fits".split()  # noqa: SIM905
_ROWS = """
Ada Reef|ada@example.com|4|7|2|3|some|3|1|-2|2|2|9|6|often|0|yes|no|unsure|8|2
Ben Sand|ben@example.com||10|||never|0|rather not say||||6|6||3|||||
Cleo Tide|cleo@example.com|2|5|5|5|daily|5|3|-3|4|4|5|5|seldom|3|yes|yes|yes|3|-3
"""


def compass() -> Kit:
    """Return the kit, read over the base that all kits share."""
    return load_kit("compass", BUILT_IN_KITS / "compass", FOLDER)


def write_practice(root: Path, times: int = 1) -> Path:
    """Write a practice with this kit, and a plain CSV of ids with three people, each so many ``times``."""
    shutil.copytree(FOLDER, root / "templates" / "compass")
    (root / "roadmap.toml").write_text(SETTINGS, encoding="utf-8")
    path = root / "inputs" / "people.csv"
    path.parent.mkdir()
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(_HEADER)
        for time in range(times):
            rows = (row.split("|") for row in _ROWS.split("\n") if row)
            writer.writerows([name, f"{time}{mail}", *answers] for name, mail, *answers in rows)
    return root
