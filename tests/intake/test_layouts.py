"""Exports of form tools are recognised by themselves, and what they say of clients is all there."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.models.answers import Answer
from pipeline.models.client import Client, Source
from tests.intake.layouts import writers
from tests.intake.reading import DUBAI, read
from tests.strategies import answer_sets

NAMES = st.tuples(
    st.sampled_from(["Maya", "Zoë", "Jean-Luc", "D'Arcy", "محمد", "Анна", "李"]),
    st.sampled_from(["Haddad", "van der Berg", "Núñez", "O’Neil", "العلي", "Иванова", "小龙"]),
).map(" ".join)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2027, 12, 31)).map(  # noqa: DTZ001 - given a zone below
    lambda moment: moment.replace(microsecond=0, tzinfo=DUBAI)
)
ANSWERS = answer_sets().map(lambda answers: answers | {"A7a": "yes", "L04": 4})


@st.composite
def people(draw: st.DrawFn) -> list[Client]:
    """Draw some clients, each with a name and an address of their own, who may all be read."""
    names = draw(st.lists(NAMES, min_size=1, max_size=4, unique=True))
    return [_client(name, number, draw(MOMENTS), draw(ANSWERS)) for number, name in enumerate(names)]


def _client(name: str, number: int, moment: datetime, answers: dict[str, Answer]) -> Client:
    return Client(
        id=f"d-c{number}@example.com",
        name=name,
        source=Source("a.csv", None, number + 2),
        answers=answers,
        email=f"c{number}@example.com",
        completed_at=moment,
    )


MAYA = _client(
    "Maya Haddad",
    1,
    datetime(2026, 9, 13, 18, 5, 12, tzinfo=DUBAI),
    {"A7a": "yes", "L04": 4, "L01": 2, "A4": "full-time", "B01": "self-employed", "B04": "1-4"},
)


def _said(client: Client) -> tuple[object, ...]:
    asked = {question.id for question in writers.ASKED}
    answers = {question: answer for question, answer in client.answers.items() if question in asked}
    moment = client.completed_at.astimezone(UTC) if client.completed_at else None
    return client.name, client.email, moment, answers


@pytest.mark.parametrize("layout", writers.WRITERS)
@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(clients=people())
def test_what_goes_into_a_layout_comes_out_again(tmp_path: Path, layout: str, clients: list[Client]) -> None:
    intake = read(writers.WRITERS[layout](tmp_path, clients))
    assert intake.problems == ()
    assert intake.files[0].layout == layout
    assert list(map(_said, intake.clients)) == list(map(_said, clients))


@pytest.mark.parametrize("language", writers.MICROSOFT)
def test_microsoft_forms_is_known_in_other_languages(tmp_path: Path, language: str) -> None:
    intake = read(writers.microsoft_forms(tmp_path, [MAYA], language))
    assert (intake.problems, intake.files[0].layout) == ((), "microsoft-forms")
    assert list(map(_said, intake.clients)) == [_said(MAYA)]


@pytest.mark.parametrize("language", writers.GOOGLE)
def test_a_google_sheet_is_known_in_other_languages(tmp_path: Path, language: str) -> None:
    intake = read(writers.google_sheet(tmp_path, [MAYA], language))
    assert (intake.problems, intake.files[0].layout) == ((), "google-sheet")
    assert list(map(_said, intake.clients)) == [_said(MAYA)]
