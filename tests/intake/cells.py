"""Single cells, read as the column of a question reads them."""

from functools import cache

from pipeline.intake.values import Fault, Parser, Value, parser_for
from pipeline.intake.vocabulary import Vocabulary
from pipeline.models.intake import IntakeSettings
from pipeline.spreadsheets.places import Cell
from tests.people import kit


@cache
def _vocabulary() -> Vocabulary:
    return Vocabulary.of(kit(), {})


def parser(question: str, *, from_1904: bool = False, **settings: object) -> Parser:
    """Return the parser of a question of the built-in kit."""
    chosen = IntakeSettings.model_validate(settings)
    return parser_for(kit().questionnaire.by_id[question], _vocabulary(), chosen, from_1904=from_1904)


def value(question: str, cell: Cell, *, from_1904: bool = False, **settings: object) -> Value:
    """Return what a cell comes to."""
    return parser(question, from_1904=from_1904, **settings)(cell)


def fault(question: str, cell: Cell, **settings: object) -> Fault:
    """Return what is wrong with a cell that must be faulty."""
    found = value(question, cell, from_1904=False, **settings)
    assert isinstance(found, Fault), found
    return found


def message(question: str, cell: Cell, **settings: object) -> str:
    """Return what is said of a cell that must be faulty."""
    return fault(question, cell, **settings).message
