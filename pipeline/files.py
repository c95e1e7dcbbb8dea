"""Files that survive a power cut, and the lock of a run."""

import errno
import hashlib
import os
import socket
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePath

from filelock import FileLock, Timeout

from pipeline.errors import LockedError, OutputError

_UNFINISHED = ".part"
_LEFT = (f".*{_UNFINISHED}", f".*{_UNFINISHED}-journal")
"""What interrupted writes leave; the second is SQLite's, beside an unfinished copy of the ledger."""

_LOCK, _HOLDER = ".lock", ".lock-holder"
_WHY = {
    errno.ENOSPC: ("the disk is full", "Make room on the disk"),
    errno.EMFILE: ("this process has too many files open", "Allow it more of them (ulimit -n)"),
    errno.ENFILE: ("too many files are open on this machine", "Close other programs"),
    errno.EDQUOT: ("the disk quota is used up", "Make room on the disk"),
    errno.ENOTDIR: ("a file stands where a folder should be", "Move that file away"),
    errno.EEXIST: ("a file stands where a folder should be", "Move that file away"),
    errno.ENAMETOOLONG: ("its name is too long", "Choose a shorter name"),
    errno.EISDIR: ("a folder stands where a file should be", "Move that folder away"),
}
_NO_RIGHT = ("it may not be written to", "Check the folder's permissions, or that the disk is not read-only")


def output_error(path: Path, error: OSError) -> OutputError:
    """Say in plain words why ``path`` could not be written."""
    why, hint = _WHY.get(error.errno or 0, _NO_RIGHT)
    return OutputError(f"{path} cannot be written: {why}.", f"{hint}, then run the command again.")


def make_folder(folder: Path) -> None:
    """Make ``folder`` and the folders above it that are missing, readable by their owner alone.

    Raises:
        OutputError: it cannot be made, or a file or a link to nothing stands in its place.
    """
    try:
        for missing in reversed([part for part in (folder, *folder.parents) if not part.exists()]):
            if missing.is_symlink():
                raise OutputError(
                    f"{missing} cannot be written: it is a link that leads nowhere.",
                    "Remove the link, or make what it leads to, then run the command again.",
                )
            missing.mkdir(mode=0o700, exist_ok=True)
        if not folder.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, "not a folder")
    except OSError as error:
        raise output_error(folder, error) from error


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all, even after a power cut; readable by its owner.

    The bytes go to a hidden file beside it whose name ends in ``.part``, which then takes its place.

    Raises:
        OutputError: the folder cannot be written, or the disk is full.
    """
    with synced(path.parent):
        write_whole(path, content)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file as :func:`write_atomically` does, into a folder that is :func:`synced` afterwards.

    Raises:
        OutputError: the folder cannot be written, or the disk is full.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=_UNFINISHED)
        try:
            with os.fdopen(handle, "wb") as unfinished:
                unfinished.write(content)
                unfinished.flush()
                os.fsync(unfinished.fileno())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise output_error(path, error) from error


def keep_private(path: Path) -> None:
    """Let a file that another program has saved be read by its owner alone, if the system can do that."""
    with suppress(OSError):
        path.chmod(0o600)


@contextmanager
def synced(folder: Path) -> Iterator[None]:
    """Make ``folder`` if it is not there, and the new names in it durable at the end, once for many files.

    Raises:
        OutputError: it cannot be made or written.
    """
    make_folder(folder)
    yield
    try:
        _sync_folder(folder)
    except OSError as error:
        raise output_error(folder, error) from error


def put_in_place(unfinished: Path, path: Path) -> None:
    """Let a file that is written take the place of ``path`` beside it, durably. Raises :class:`OSError`."""
    with unfinished.open("rb+") as written:
        os.fsync(written.fileno())
    unfinished.replace(path)
    _sync_folder(path.parent)


def try_writing(folder: Path) -> None:
    """Make sure, before work begins, that files can be written into ``folder``.

    Raises:
        OutputError: they cannot.
    """
    make_folder(folder)
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".", suffix=_UNFINISHED) as trial:
            trial.write(b"x")
    except OSError as error:
        raise output_error(folder, error) from error


def move(path: Path, target: Path) -> None:
    """Move a file for good.

    Raises:
        OutputError: the target's folder cannot be written.
    """
    make_folder(target.parent)
    try:
        path.replace(target)
        _sync_folder(target.parent)
        _sync_folder(path.parent)
    except OSError as error:
        raise output_error(target, error) from error


def sweep(folder: Path) -> None:
    """Remove what interrupted writes left in ``folder`` and below it."""
    remove_all(path for left in _LEFT for path in folder.rglob(left))


def remove_all(paths: Iterable[Path]) -> None:
    """Remove those of the files that can be removed."""
    with suppress(OSError):  # a folder that cannot be read is told by whoever has to write there
        for path in paths:
            with suppress(OSError):
                path.unlink()


def is_hidden(inside: PurePath) -> bool:
    """Whether a name in a path begins with a dot; ``inside`` begins in the folder that is looked at."""
    return any(part.startswith(".") for part in inside.parts)


def digest(content: bytes) -> str:
    """Return the SHA-256 of some bytes, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def digest_of_file(path: Path) -> str | None:
    """Return the SHA-256 of a file's bytes, or None if there is no such file to read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


@contextmanager
def run_lock(folder: Path) -> Iterator[None]:
    """Let one run at a time work in ``folder``. The lock of a run that died is taken over by itself.

    What such a run left unfinished in ``folder`` goes; what it left below, see :func:`sweep`.

    Raises:
        LockedError: another run is at work; the message says which process on which machine.
        OutputError: the folder cannot be written.
    """
    make_folder(folder)
    holder = folder / _HOLDER
    lock = FileLock(folder / _LOCK, mode=0o600)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise LockedError(
            f"Another run is at work in {folder} ({_read_holder(holder)}).",
            "Wait until it has finished, then run the command again.",
        ) from None
    except OSError as error:
        raise output_error(folder, error) from error
    try:
        remove_all(path for left in _LEFT for path in folder.glob(left))
        write_atomically(holder, f"process {os.getpid()} on {socket.gethostname()}".encode())
        yield
    finally:
        with suppress(OSError):  # the next run writes it anew; what counts is the lock
            holder.unlink(missing_ok=True)
        lock.release()


def is_run_at_work(folder: Path) -> bool:
    """Whether a run works in ``folder`` at this moment; one that died does not."""
    if not (folder / _HOLDER).exists():
        return False
    lock = FileLock(folder / _LOCK, mode=0o600)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        return True
    except OSError:  # nobody can work in a folder that cannot be written
        return False
    lock.release()
    return False


def _read_holder(holder: Path) -> str:
    try:
        return holder.read_text(encoding="utf-8")
    except OSError:
        return "a process that is just starting"


def _sync_folder(folder: Path) -> None:
    """Make a new name in ``folder`` durable, where the system lets folders be opened (Windows does not)."""
    with suppress(PermissionError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
