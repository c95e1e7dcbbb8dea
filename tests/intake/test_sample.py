"""The sample inputs that come with the project."""

from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path

from fontTools.ttLib import TTFont

from pipeline.intake import Intake
from tests.intake.reading import DUBAI, read_found
from tests.people import BUILT_IN_KITS, maya_answers

INPUTS = Path(__file__).parents[2] / "inputs"


def _sample() -> Intake:
    return read_found(INPUTS)


def test_every_row_of_the_sample_is_a_client() -> None:
    intake = _sample()
    assert intake.problems == ()
    assert len(intake.clients) == len(intake.rows) >= 14
    assert all(row.ok for row in intake.rows)
    assert {file.layout for file in intake.files} == {"workbook", "csv"}


def test_the_sample_names_nobody_real() -> None:
    assert all((client.email or "").endswith("@example.com") for client in _sample().clients)


def test_maya_gives_the_agreed_answers() -> None:
    (maya,) = (client for client in _sample().clients if client.id == "maya")
    answers = maya_answers()
    assert {question: maya.answers[question] for question in answers} == answers
    assert (maya.name, maya.hours_a_week) == ("Maya Haddad", Fraction(4))


def test_one_client_of_the_sample_reads_arabic() -> None:
    asked = [client.id for client in _sample().clients if client.language == "ar"]
    assert asked == ["layla-mansour"]


def test_every_character_of_the_sample_can_be_printed() -> None:
    known: set[int] = set()
    for font in (BUILT_IN_KITS / "base" / "fonts").glob("*-Regular.ttf"):
        known.update(TTFont(font).getBestCmap())
    texts = [str(answer) for client in _sample().clients for answer in client.answers.values()]
    assert {character for text in texts for character in text if ord(character) not in known} <= {"\n"}


def test_every_call_of_the_sample_is_soon_after_the_answers() -> None:
    first, last = datetime(2026, 11, 9, tzinfo=DUBAI), datetime(2026, 11, 21, tzinfo=DUBAI)
    clients = _sample().clients
    assert all(client.completed_at and first <= client.completed_at < last for client in clients)
    waits = [c.call_at - c.completed_at for c in clients if c.call_at and c.completed_at]
    assert len(waits) >= 10
    assert all(timedelta(days=3) <= wait <= timedelta(days=21) for wait in waits)
