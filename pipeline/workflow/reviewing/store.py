"""``review.xlsx`` on the disk. It is the coach's: what cannot be read is told and never written over."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InputError, OutputError
from pipeline.files import digest_of_file, write_atomically
from pipeline.models.problem import Problem
from pipeline.practice import Practice
from pipeline.review.columns import BY_HEADER
from pipeline.review.sheet import ReviewSheet, find_review
from pipeline.spreadsheets.guard import read_guarded
from pipeline.spreadsheets.limits import Limits
from pipeline.spreadsheets.places import Place
from pipeline.spreadsheets.readers import OTHER_SPREADSHEETS, READERS

_HEADERS = frozenset(BY_HEADER)
_OWNERS = ("~${}", ".~lock.{}#")
"""What Excel and LibreOffice put beside a file that they have open."""

_FORMS = OTHER_SPREADSHEETS | READERS.keys()
_NOTHING = "Nothing was written, and what stands there stays."


@dataclass(frozen=True, slots=True)
class Stored:
    """The review as it was found; without a sheet there is no file, or ``problems`` say what is wrong."""

    sheet: ReviewSheet | None = None
    problems: tuple[Problem, ...] = ()


def read_review(practice: Practice) -> Stored:
    """Read the review, if there is one; where another form of it lies beside it, neither is relied on.

    Raises:
        InputError: the practice's folder cannot be looked through.
    """
    twins = tuple(_tell_twins(practice))
    return Stored(None, twins) if twins else read_workbook(practice)


def _tell_twins(practice: Practice) -> Iterator[Problem]:
    own = practice.review.name
    for path in twins_of(practice):
        yield Place(path.name).problem(
            f"This may be your review in another form, and {own} alone is read.",
            f"If you decided something here, save it as {own}, an Excel workbook. Then delete it.",
        )


def twins_of(practice: Practice) -> list[Path]:
    """Return files such as ``review.ods``: a hold may stand in them, and they are not read.

    Raises:
        InputError: the practice's folder cannot be looked through.
    """
    own = practice.review
    try:
        named = [path for path in practice.root.iterdir() if path.stem.casefold() == own.stem]
    except OSError as error:
        raise InputError(
            f"{practice.root} cannot be looked through: {error.strerror}.",
            "Check the disk and the folder's permissions, then run the command again.",
        ) from error
    forms = (path for path in named if path.name != own.name and path.suffix.lower() in _FORMS)
    return sorted(path for path in forms if path.is_file() and not _is_same(path, own))


def _is_same(one: Path, other: Path) -> bool:
    """Whether two names are one file's; any of them may go at any time, as programs save by renaming."""
    try:
        return one.samefile(other)
    except OSError:
        return False


def read_workbook(practice: Practice) -> Stored:
    """Read ``review.xlsx`` itself, if it is there, in a process of its own."""
    path = practice.review
    if not path.exists() and not path.is_symlink():
        return Stored()
    limits, name = Limits.of(practice.settings.intake.limits), practice.relative(path)
    found = find_review(read_guarded(path, Place(name), limits, _HEADERS), name)
    return Stored(found) if isinstance(found, ReviewSheet) else Stored(None, found)


def write_review(practice: Practice, content: bytes, before: ReviewSheet | None) -> None:
    """Write the review in the place of the one that was read ``before``, readable by its owner alone.

    Raises:
        OutputError: a program has it open, it has changed meanwhile, or it cannot be written.
    """
    path = practice.review
    if obstacle := _obstacle(path, before):
        raise OutputError(obstacle, _NOTHING)
    write_atomically(path, content)


def owner_of(path: Path) -> Path | None:
    """Return what a program that has the review open has put beside it; None if none has."""
    marks = (path.with_name(mark.format(path.name)) for mark in _OWNERS)
    return next((mark for mark in marks if mark.exists()), None)


def _obstacle(path: Path, before: ReviewSheet | None) -> str:
    """Say what keeps the file from being written, if anything does."""
    if path.is_symlink() or (path.exists() and not path.is_file()):
        return f"{path.name} is no ordinary file. Move it away, then run the command again."
    if owner := owner_of(path):
        return (
            f"{path.name} is open in another program: save and close it there, then run the command again. "
            f"If no program has it open, delete {owner.name}."
        )
    if digest_of_file(path) != (before.digest if before else None):
        return f"{path.name} was changed while it was read. Run the command again."
    return ""
