"""A ledger as another version of the program left it."""

import sqlite3
from pathlib import Path

from pipeline.ledger.schema import STEPS
from pipeline.models.client import fold_id


def write_old(path: Path, version: int) -> None:
    """Write an empty ledger of a version; one that is not known yet has the tables of the latest."""
    path.parent.mkdir(parents=True, exist_ok=True)
    old = sqlite3.connect(path)
    old.create_function("fold_id", 1, fold_id)
    for step in STEPS[:version]:
        old.executescript(step)
    old.execute("PRAGMA journal_mode = WAL")
    old.execute(f"PRAGMA user_version = {version}")
    old.commit()
    old.close()
