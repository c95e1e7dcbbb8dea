"""Which files are inputs: found in folders, in the order of their names."""

import errno
import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InputError
from pipeline.models.problem import Problem
from pipeline.spreadsheets.places import Place
from pipeline.spreadsheets.readers import OTHER_SPREADSHEETS, READERS

_Told = tuple[str, str]
"""What is wrong, and what to do."""

_SPREADSHEETS = OTHER_SPREADSHEETS | READERS.keys()
_DEEPEST = 40
"""Folders within folders: as many as anybody keeps files in, and no more than any system can open."""

_CLOSED = ("This folder cannot be opened, so nothing in it was read.", "Check that you may open it.")
_TOO_DEEP = (
    f"This folder lies more than {_DEEPEST} folders deep, so nothing in it was read.",
    "Move what you need out of it.",
)
_UNREACHABLE = (
    "The file cannot be looked at.",
    "Check that you may open it, and that its name, with those of its folders, is not too long.",
)
_LEADS_OUT = (
    "This link leads out of the folder and was not followed.",
    "Copy what it leads to into the folder.",
)
_LEADS_NOWHERE = (
    "This link leads to nothing: what it led to was moved, renamed or deleted.",
    "Put the file itself there, or delete the link.",
)
_LEADS_IN_A_CIRCLE = ("This link leads back to itself.", "Put the file itself there, or delete the link.")
_NO_FILE = (
    "This link leads to no file but to a pipe, a socket or a device.",
    "Put the spreadsheet itself there, or delete the link.",
)


@dataclass(frozen=True, slots=True)
class Found:
    """The files to read, and what was passed over on the way."""

    paths: tuple[Path, ...]
    problems: tuple[Problem, ...] = ()


def find_files(inputs: Sequence[Path], *, root: Path) -> Found:
    """Return the spreadsheets among files and folders, each once; folders are searched to their depths.

    ``root`` is the practice's folder, to which problems name files. Lock files, hidden files, links that
    leave a folder (or the practice, where somebody names the link itself) and folders that cannot be opened
    are passed over and told. Raises :class:`InputError` for
    a path that is not there or cannot be looked at, and when no file is left.
    """
    paths: dict[Path, Path] = {}
    problems: list[Problem] = []
    for path in inputs:
        searched, closed = _search(path) if _is_folder(path) else ([path], {})
        problems += [place_of(each, root).problem(*told) for each, told in closed.items()]
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


def _search(folder: Path) -> tuple[list[Path], dict[Path, _Told]]:
    """Return what has the name of a spreadsheet or links elsewhere, by name, and folders that stay closed.

    What a thing with the name of a spreadsheet is, its reader tells.
    """
    found: list[Path] = []
    closed: dict[Path, _Told] = {}
    ahead = [(folder, 0)]  # a list, since folders may be nested deeper than functions can
    while ahead:
        place, depth = ahead.pop()
        try:
            with os.scandir(place) as entries:
                listed = list(entries)
        except OSError:
            closed[place] = _CLOSED
            continue
        for entry in listed:
            path = place / entry.name
            is_folder = _is_folder_itself(entry)
            if _suffix(path) in _SPREADSHEETS or (entry.is_symlink() and _leads_away(path, folder)):
                found.append(path)
            if is_folder and depth < _DEEPEST:
                ahead.append((path, depth + 1))
            elif is_folder:
                closed[path] = _TOO_DEEP
    return sorted(found, key=lambda path: path.parts), closed


def _is_folder_itself(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:  # it was taken away meanwhile
        return False


def _leads_away(link: Path, folder: Path) -> bool:
    """Whether a link leads to a folder elsewhere, or to nothing: what is missing there may be answers."""
    try:
        return not link.is_file() and not _target(link).is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        return True


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
    told = _led_astray(path, [given] if path != given else [root, path.parent])
    return place.problem(*told) if told else None


def _led_astray(path: Path, folders: Sequence[Path]) -> _Told | None:
    """Why a path is not followed to where it leads: it has to stay inside one of the folders.

    Whoever names a file may name any; but a link that lies in the practice may be another's work.
    """
    try:
        target = _target(path)
        mode = target.stat().st_mode
        homes = [folder.resolve() for folder in folders]
    except FileNotFoundError:
        return _LEADS_NOWHERE
    except (OSError, RuntimeError) as error:
        is_circle = isinstance(error, RuntimeError) or error.errno == errno.ELOOP
        return _LEADS_IN_A_CIRCLE if is_circle else _UNREACHABLE
    if not path.is_symlink() or not path.absolute().is_relative_to(folders[0].absolute()):
        return None
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        return _NO_FILE
    return None if any(map(target.is_relative_to, homes)) else _LEADS_OUT


def _target(path: Path) -> Path:
    """Return where a path leads. Raises :class:`OSError`, or :class:`RuntimeError` for a circle."""
    return path.resolve(strict=True)
