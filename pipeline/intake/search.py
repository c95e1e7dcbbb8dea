"""Which files are inputs: found in folders, in the order of their names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InputError
from pipeline.models.problem import Problem
from pipeline.spreadsheets.places import Place
from pipeline.spreadsheets.readers import OTHER_SPREADSHEETS, READERS

_SPREADSHEETS = OTHER_SPREADSHEETS | READERS.keys()


@dataclass(frozen=True, slots=True)
class Found:
    """The files to read, and what was passed over on the way."""

    paths: tuple[Path, ...]
    problems: tuple[Problem, ...] = ()


def find_files(inputs: Sequence[Path], *, root: Path) -> Found:
    """Return the spreadsheets among files and folders, each once; folders are searched to their depths.

    ``root`` is the practice's folder, to which problems name files. Lock files, hidden files and links that
    leave a folder are passed over and told. Raises :class:`InputError` for a path that is not there, and
    when no file is left.
    """
    paths: dict[Path, Path] = {}
    problems: list[Problem] = []
    for path in inputs:
        if not path.exists():
            raise InputError(f"There is no {path}.", "Check the name, or put your spreadsheet there.")
        for found in _search(path) if path.is_dir() else [path]:
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


def _search(folder: Path) -> Iterator[Path]:
    """Yield whatever has the name of a spreadsheet, in the order of names; its reader tells what it is."""
    for path in sorted(folder.rglob("*"), key=lambda path: path.parts):
        if _suffix(path) in _SPREADSHEETS:
            yield path


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
            "This link leads out of the folder and was not followed.", "Copy the file itself into the folder."
        )
    return None


def _stays_inside(path: Path, folder: Path) -> bool:
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):  # a link to nothing, or to itself
        return False
    return target.is_relative_to(folder.resolve()) and target.is_file()
