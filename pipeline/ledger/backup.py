"""The automatic backup of the ledger: a copy beside it, written whole when a run has changed something."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.files import put_in_place


def backup_of(ledger: Path) -> Path:
    """Return where the backup of a ledger lies."""
    return ledger.with_name(f"{ledger.stem}.backup{ledger.suffix}")


@contextmanager
def replace_backup(backup: Path) -> Iterator[Path]:
    """Give a hidden place to write a backup to; it takes the old one's place, durably, when it is whole."""
    unfinished = backup.with_name(f".{backup.name}.part")
    unfinished.unlink(missing_ok=True)  # a run was stopped at it
    unfinished.touch(mode=0o600)
    try:
        yield unfinished
        put_in_place(unfinished, backup)
    finally:
        unfinished.unlink(missing_ok=True)


def way_back(ledger: Path) -> str:
    """Say how to go on when the ledger at ``ledger`` is gone, is too old or cannot be read."""
    backup = backup_of(ledger)
    if not backup.exists():
        return (
            "Put back a copy from your backup. Without one, move the file away and run `roadmap reports`: "
            "every report is made again, clients without an id of your own count as new, and answers of rows "
            "that are no longer in the inputs are forgotten. So is which mails were sent: send none again."
        )
    away = f"Move {ledger.name} away, with the files beside it whose names begin so, copy"
    return (
        f"{away if ledger.exists() else 'Copy'} {backup.name} to "
        f"{ledger.name}, then run the command again. Mails that were still to go when the copy was made then "
        "count as uncertain, and nobody is mailed before you have looked who was mailed since."
    )
