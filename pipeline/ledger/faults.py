"""What SQLite could not do, in plain words."""

from pathlib import Path

from pipeline.errors import LedgerError, OutputError, PipelineError
from pipeline.ledger.backup import way_back


def explain(path: Path, error: Exception, *, writing: bool) -> PipelineError:
    """Return what to tell of an error at the ledger at ``path``, which was opened for ``writing`` or not."""
    name = str(getattr(error, "sqlite_errorname", ""))
    if name.startswith("SQLITE_FULL"):
        return OutputError(
            f"{path} cannot be written: the disk is full.", "Make room, then run the command again."
        )
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")) or isinstance(error, OSError):
        said = "written: it, or its folder, may not be written to" if writing else "read: it cannot be opened"
        return OutputError(
            f"{path} cannot be {said}.",
            "Check the permissions, or that the disk is not read-only, then run the command again.",
        )
    if name.startswith("SQLITE_IOERR") and name != "SQLITE_IOERR_SHORT_READ":
        return OutputError(
            f"{path} could not be read or written: the disk is full or failing.",
            "Make room or look after the disk, then run the command again; leave the file where it is.",
        )
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return LedgerError(
            f"{path} is in use by another program.", "Close it there, then run the command again."
        )
    if name.startswith("SQLITE_CONSTRAINT"):
        return LedgerError(
            f"{path} refused a change that must not be: {error}.",
            "Nothing was changed. Run the command again.",
        )
    return LedgerError(f"{path} is damaged and cannot be read.", way_back(path))
