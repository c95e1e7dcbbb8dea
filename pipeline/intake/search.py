"""Which files are inputs: found in folders, in the order of their names."""

import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InputError
from pipeline.models.problem import Problem
from pipeline.spreadsheets.places import Place
from pipeline.spreadsheets.readers import OTHER_SPREADSHEETS, READERS

_SPREADSHEETS = OTHER_SPREADSHEETS | READERS.keys()
_CLOSED = ("This folder cannot be opened, so nothing in it was read.", "Check that you may open it.")


@dataclass(frozen=True, slots=True)
class Found:
    """The files to read, and what was passed over on the way."""

    paths: tuple[Path, ...]
    problems: tuple[Problem, ...] = ()


def find_files(inputs: Sequence[Path], *, root: Path) -> Found:
    """Return the spreadsheets among files and folders, each once; folders are searched to their depths.

    ``root`` is the practice's folder, to which problems name files. Lock files, hidden files, links that
    leave a folder and folders that cannot be opened are passed over and told. Raises :class:`InputError` for
    a path that is not there or cannot be looked at, and when no file is left.
    """
    paths: dict[Path, Path] = {}
    problems: list[Problem] = []
    for path in inputs:
        searched, closed = _search(path) if _is_folder(path) else ([path], [])
        problems += [place_of(each, root).problem(*_CLOSED) for each in closed]
        for found in searched:
            problem = _passed_over(found, path, root)
            if problem:
                problems.append(problem)
            else:
                paths.setdefault(found.resolve(), found)
    if not paths:
        names = ", ".join(map(str, inputs))
        told = "".join(f"\n  {one.file}: {one.message} → {one.fix}" for one in dict.fromkeys(problems))
        raise InputError(f"There is no spreadsheet in {names}.{told}", "Put an .xlsx or .csv file there.")
    return Found(tuple(paths.values()), tuple(dict.fromkeys(problems)))


def place_of(path: Path, root: Path) -> Place:
    """Return the file's place: relative to the practice if it lies inside, else absolute."""
    absolute = path.absolute()
    inside = absolute.is_relative_to(root.absolute())
    return Place((absolute.relative_to(root.absolute()) if inside else absolute).as_posix())


def _is_folder(given: Path) -> bool:
    """Whether a path that somebody gave is a folder, and not a file."""
    try:
        return stat.S_ISDIR(given.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError, ValueError):  # no path holds a zero byte
        raise InputError(f"There is no {given}.", "Check the name, or put your spreadsheet there.") from None
    except OSError as error:
        told = f"{given} cannot be opened: {error.strerror}."
        raise InputError(told, "Check the name, and that you may open it.") from None


def _search(folder: Path) -> tuple[list[Path], list[Path]]:
    """Return what has the name of a spreadsheet or links elsewhere, by name, and folders that stay closed.

    What a thing with the name of a spreadsheet is, its reader tells.
    """
    found: list[Path] = []
    closed: list[Path] = []
    for place, folders, files in os.walk(folder, onerror=lambda error: closed.append(Path(error.filename))):
        paths = map(Path(place).joinpath, (*folders, *files))
        found += [path for path in paths if _suffix(path) in _SPREADSHEETS or _leads_away(path, folder)]
    return sorted(found, key=lambda path: path.parts), closed


def _leads_away(path: Path, folder: Path) -> bool:
    """Whether this is a link to a folder elsewhere, or to nothing: what is missing there may be answers."""
    try:
        return path.is_symlink() and not path.is_file() and not _stays_inside(path, folder)
    except OSError:  # it lies too deep to be looked at
        return False


def _suffix(path: Path) -> str:
    # LibreOffice locks clients.xlsx with a file named .~lock.clients.xlsx#
    return Path(path.name.rstrip("#")).suffix.lower()


def _passed_over(path: Path, given: Path, root: Path) -> Problem | None:
    place = place_of(path, root)
    inside = path.relative_to(given).parts if path != given else (path.name,)
    if path.name.startswith(("~$", ".~lock.")):
        return place.problem(
            "This is a lock file of an open spreadsheet and was not read.",
            "Nothing needs doing; it goes when the spreadsheet is closed.",
            severity="warning",
            needs_doing=False,
        )
    if any(part.startswith(".") for part in inside):
        return place.problem(
            "This file is hidden and was not read.", "Rename it if it holds answers.", severity="warning"
        )
    if path != given and not _stays_inside(path, given):
        return place.problem(
            "This link leads out of the folder and was not followed.",
            "Copy what it leads to into the folder.",
        )
    return None


def _stays_inside(path: Path, folder: Path) -> bool:
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):  # a link to nothing, or to itself
        return False
    return target.is_relative_to(folder.resolve())
