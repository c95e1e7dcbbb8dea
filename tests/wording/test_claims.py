"""No sentence of a report says more of a client than the answers do."""

from dataclasses import replace
from datetime import datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.models.answers import Answer
from pipeline.rendering.building.report import build_report
from tests.effort import effort
from tests.people import client, kit, maya, maya_answers
from tests.rendering.built import DUBAI, assess, build, settings
from tests.wording.claims import Claim, about_the_client, claim_book, claiming_texts, facts, untrue
from tests.wording.people import answers
from tests.wording.texts import Text

many = effort(60)

HOURS = st.none() | st.sampled_from([Fraction(0), Fraction(1), Fraction(6)])
CALLS = st.none() | st.just(datetime(2026, 5, 21, 17, 30, tzinfo=DUBAI))


@many
@given(answers(), HOURS, CALLS)
def test_every_sentence_is_true_of_the_client_who_reads_it(
    given: dict[str, Answer], hours: Fraction | None, call: datetime | None
) -> None:
    person = replace(client(given), hours_a_week=hours, call_at=call)
    assessment = assess(person, kit())
    true = facts(assessment)
    for words in about_the_client(build_report(assessment, kit(), settings(), "en")):
        assert not untrue(words, true), words


@pytest.mark.parametrize("text", claiming_texts(), ids=lambda text: text.place)
def test_it_is_known_what_a_sentence_claims(text: Text) -> None:
    """A new sentence about the client needs its claim in ``claims.en.toml``, or to be neutral there."""
    book = claim_book()
    assert text.words in book.neutral or any(claim.is_in(text.words) for claim in book.claims), text


@pytest.mark.parametrize("claim", claim_book().claims, ids=lambda claim: claim.says)
def test_every_claim_is_made_somewhere(claim: Claim) -> None:
    assert any(claim.is_in(text.words) for text in claiming_texts())


def test_neutral_sentences_are_there_and_claim_nothing() -> None:
    said = {text.words for text in claiming_texts()}
    for words in claim_book().neutral:
        assert words in said
        assert not [claim.says for claim in claim_book().claims if claim.is_in(words)], words


@pytest.mark.parametrize(
    ("words", "changed"),
    [
        ("Pay covers the month; the rest of today’s base has gaps.", {"L01": 2}),
        ("The next role has a name.", {"L18": 3}),
        ("Today’s base is steady.", {"L03": 5}),
        ("Today’s base is steady.", {"A4": "not-working"}),
        ("Your answers match what you asked for.", {"I2": 5}),
        ("There is no record of your results yet.", {"B09": "last-month"}),
    ],
)
def test_an_untrue_sentence_is_seen(words: str, changed: dict[str, Answer]) -> None:
    person = client(maya_answers() | changed)
    assert untrue(words, facts(assess(person, kit())))


def test_true_sentences_pass() -> None:
    true = facts(assess(maya(), kit()))
    for words in about_the_client(build(maya())):
        assert not untrue(words, true)
    assert not untrue("The next role has a name. The way there is not on paper yet.", true)
