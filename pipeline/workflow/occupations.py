"""Imports the O*NET database into the practice's own kit."""

from dataclasses import dataclass
from pathlib import Path

from pipeline.files import write_atomically
from pipeline.kit.occupations import OCCUPATIONS, encode
from pipeline.models.intake import IntakeLimits
from pipeline.onet import CREDIT, Database, read_database
from pipeline.practice import Practice
from pipeline.spreadsheets.guard import read_guarded
from pipeline.spreadsheets.limits import Limits
from pipeline.spreadsheets.places import Place
from pipeline.spreadsheets.tables import Contents


@dataclass(frozen=True, slots=True)
class Imported:
    """What was read, the ``credit`` that the licence asks for, and the file it was written to."""

    database: Database
    credit: str
    path: Path


def import_occupations(practice: Practice, source: Path) -> Imported:
    """Read the database in a zip or folder and write its occupations; an earlier import is replaced.

    Raises:
        InputError: it is not the O*NET database, or not a whole one; nothing is written.
        OutputError: the practice's templates cannot be written.
    """
    database = read_database(source, _read_workbook)
    origin = database.occupations.origin
    credit = CREDIT.format(name=origin.name, practice=practice.settings.practice.name)
    path = practice.own_kit / OCCUPATIONS
    write_atomically(path, encode(database.occupations, credit))
    return Imported(database, credit, path)


def _read_workbook(path: Path) -> Contents:
    return read_guarded(path, Place(path.name), Limits.of(IntakeLimits()), frozenset())
