"""Finds the four tables in a zip or folder, and takes no more of it than a real database has."""

import hashlib
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pipeline.errors import InputError
from pipeline.files import digest_of_file, write_atomically
from pipeline.scratch import Scratch
from pipeline.spreadsheets.archives import BROKEN, is_locked
from pipeline.spreadsheets.folding import fold
from pipeline.spreadsheets.limits import MEGABYTE

OCCUPATION_DATA, JOB_ZONES = "Occupation Data", "Job Zones"
RELATED, ALTERNATE_TITLES = "Related Occupations", "Alternate Titles"
TABLES = (OCCUPATION_DATA, JOB_ZONES, RELATED, ALTERNATE_TITLES)

DOWNLOAD = "Download the database as text or Excel from onetcenter.org/database.html, and import the zip."
AGAIN = "Download it again from onetcenter.org/database.html."

_KINDS = (".txt", ".xlsx")
_POINTER = b"version https://git-lfs"
_LARGEST_TABLE = 50 * MEGABYTE
"""Bytes. The largest of the four tables has 5 MB."""
_LARGEST_ZIP = 500 * MEGABYTE
_MOST_MEMBERS = 2_000
"""A database has about 40 files."""
_NAMED_VERSION = re.compile(r"(?:^|[/_ ])db_(\d{1,3})_(\d{1,2})(?:_|$)")

Found = dict[str, str]
"""Where each table lies: its path inside the zip or folder."""


@dataclass(frozen=True, slots=True)
class Source:
    """A database that can be read: its ``name``, SHA-256, version if its names tell it, and its tables."""

    name: str
    digest: str
    version: str | None
    tables: Mapping[str, Path]


@contextmanager
def open_source(path: Path) -> Iterator[Source]:
    """Give the four tables as files; those of a zip lie in a folder that is gone afterwards.

    Raises:
        InputError: this is no O*NET database, or not a whole one.
        OutputError: the temporary folder cannot be written.
    """
    if path.is_dir():
        yield _open_folder(path)
        return
    _check_file(path)
    with Scratch() as scratch:
        yield _open_zip(path, scratch.path)


def _open_folder(path: Path) -> Source:
    files = (*path.glob("*.*"), *path.glob("*/*.*"))
    names = [file.relative_to(path).as_posix() for file in files if file.is_file()]
    found = _find(names, path.name)
    tables = {table: path / name for table, name in found.items()}
    for table in tables.values():
        _check_table(table.name, table.stat().st_size)
        _check_start(table)
    digests = "".join(f"{name} {digest_of_file(tables[name])}\n" for name in TABLES)
    digest = hashlib.sha256(digests.encode()).hexdigest()
    return Source(path.resolve().name, digest, _version((path.resolve().name, *found.values())), tables)


def _check_file(path: Path) -> None:
    """Refuse what is no zip, before anything opens it."""
    if not path.is_file():
        raise InputError(f"There is no file or folder {path}.", DOWNLOAD)
    _check_start(path)
    if path.stat().st_size > _LARGEST_ZIP:
        raise InputError(f"{path.name} is far larger than the O*NET database.", DOWNLOAD)
    if not _start(path).startswith(b"PK"):
        raise InputError(f"{path.name} is neither a zip nor a folder.", DOWNLOAD)


def _open_zip(path: Path, folder: Path) -> Source:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if len(members) > _MOST_MEMBERS:
                raise InputError(f"{path.name} holds far more files than the O*NET database.", DOWNLOAD)
            found = _find((member.filename for member in members if not member.is_dir()), path.name)
            packed = {table: _unpack(archive, name) for table, name in found.items()}
    except BROKEN:
        raise InputError(f"{path.name} is damaged or was cut short.", AGAIN) from None
    tables = {table: folder / PurePosixPath(name).name for table, name in found.items()}
    for table, target in tables.items():
        write_atomically(target, packed[table])
        _check_start(target)
    version = _version((path.name, *found.values()))
    return Source(path.name, digest_of_file(path) or "", version, tables)


def _unpack(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return the content of one member; never more of it than it says to have."""
    member, shown = archive.getinfo(name), PurePosixPath(name).name
    if is_locked(member):
        raise InputError(f"{shown} is protected with a password.", AGAIN)
    _check_table(shown, member.file_size)
    return archive.read(member)


def _find(names: Iterable[str], source: str) -> Found:
    """Return where the tables lie, as text if there are both kinds."""
    found: dict[tuple[str, str], str] = {}
    wanted = {fold(table): table for table in TABLES}
    for name in sorted(names, key=lambda name: (name.count("/"), name), reverse=True):
        path = PurePosixPath(name)
        hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
        table = wanted.get(fold(path.stem))
        if table and path.suffix.lower() in _KINDS and not hidden:
            found[path.suffix.lower(), table] = name
    kinds = [{table: found[kind, table] for table in TABLES if (kind, table) in found} for kind in _KINDS]
    best = max(kinds, key=len)
    missing = [table for table in TABLES if table not in best]
    if missing:
        raise InputError(f"{source} is not the whole O*NET database: {_listed(missing)}.", DOWNLOAD)
    return best


def _listed(missing: list[str]) -> str:
    if len(missing) == len(TABLES):
        return f"it holds none of the tables {', '.join(TABLES)}"
    return f"it does not hold {', '.join(missing)}"


def _check_table(name: str, size: int) -> None:
    if size > _LARGEST_TABLE:
        raise InputError(f"{name} is far larger than a table of the O*NET database.", DOWNLOAD)


def _start(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(len(_POINTER))
    except OSError as error:
        raise InputError(f"{path.name} cannot be read: {error.strerror}.", "Check its permissions.") from None


def _check_start(path: Path) -> None:
    if _start(path) == _POINTER:
        raise InputError(f"{path.name} is a pointer to a file, not the file itself.", DOWNLOAD)


def _version(names: Iterable[str]) -> str | None:
    found = next(filter(None, map(_NAMED_VERSION.search, names)), None)
    return f"{found[1]}.{found[2]}" if found else None
