"""Whether a table of scores has somebody's row: it tells people apart by number, whatever their names are."""

from pathlib import Path

from pipeline.models.client import fold_id
from pipeline.practice import Practice
from pipeline.spreadsheets.guard import read_guarded
from pipeline.spreadsheets.limits import Limits
from pipeline.spreadsheets.places import Place, as_text
from pipeline.spreadsheets.readers import READERS
from pipeline.spreadsheets.tables import Cells
from pipeline.workflow.privacy.people import Person

_HEADERS = ("client", "name")
"""What the first two columns of a table of scores are headed with."""


def has_row_of(practice: Practice, path: Path, person: Person) -> bool:
    """Whether a file is a table of scores in which a person stands, by number and name."""
    if path.suffix.lower() not in READERS:
        return False
    limits = Limits.of(practice.settings.intake.limits)
    tables = read_guarded(path, Place(practice.relative(path)), limits, frozenset(_HEADERS)).tables
    found = (table.rows for table in tables if table.rows and _begin(table.rows[0]) == _HEADERS)
    return any(_is_of(row, person) for rows in found for row in rows[1:])


def _is_of(row: Cells, person: Person) -> bool:
    number, name = _begin(row)
    return fold_id(number) in person.ids and person.may_be(name)


def _begin(row: Cells) -> tuple[str, str]:
    number, name = (*map(as_text, row[:2]), "", "")[:2]
    return number, name
