"""Every text that a client reads can be read at grade eight: each alone, and a report as a whole."""

from functools import reduce
from operator import add

import pytest
from hypothesis import given

from pipeline.models.answers import Answer
from tests.effort import effort
from tests.people import client
from tests.rendering.built import build
from tests.wording.people import answers, sentences
from tests.wording.readability import GRADE, SHORTEST, count, grade, syllables, too_hard, words_of
from tests.wording.texts import Text, all_texts, filled

SYLLABLES = {
    1: "the year pay asked called roles names guard friend hours tried whole names don’t 12 needs quick",
    2: "started handled covered tables courses changes people useful statement going create quiet client",
    3: "somebody beginner credential employer earlier created period actual energy promotion area idea",
    4: "variable material portfolio situation certificate experience security preparation realistic",
}


def text_of(place: str) -> Text:
    return next(text for text in all_texts() if text.place == place)


@pytest.mark.parametrize(
    ("word", "expected"), [(word, n) for n, words in SYLLABLES.items() for word in words.split()]
)
def test_syllables_are_counted(word: str, expected: int) -> None:
    assert syllables(word) == expected


def test_a_passage_is_counted_as_its_readers_have_counted_it() -> None:
    """Sixteen words, 23 syllables, one sentence: often given as an example, with a reading ease of 69."""
    passage = count("This sentence, taken as a reading passage unto itself, is being used to prove a point.")
    assert (passage.sentences, passage.words, passage.syllables) == (1, 16, 23)
    assert 206.835 - 1.015 * 16 - 84.6 * passage.syllables / passage.words == pytest.approx(69, abs=0.05)
    assert passage.grade == pytest.approx(0.39 * 16 + 11.8 * 23 / 16 - 15.59)


def test_the_grade_rises_with_long_sentences_and_long_words() -> None:
    assert grade("The cat sat on the mat.") == pytest.approx(-1.45)
    short = grade("You can name a next role. You have told no one. Two talks would help.")
    assert grade("You can name a next role and you have told no one and two talks would help.") > short
    assert grade("Organisational capability development necessitates considerable deliberation.") > 20


def test_addresses_are_no_words_and_a_point_in_a_number_ends_no_sentence() -> None:
    assert words_of("Write to nadia@example.com or see onetonline.org for well-known roles.") == [
        *("Write", "to", "or", "see", "for", "well", "known", "roles")
    ]
    assert count("Under CC BY 4.0 or later.").sentences == 1


def test_every_text_for_clients_can_be_read_at_grade_eight() -> None:
    found = {
        str(text): why
        for text in all_texts()
        if (text.language, text.reader) == ("en", "client") and not is_a_role(text)
        if (why := too_hard(filled(text.words)))
    }
    assert not found


def is_a_role(text: Text) -> bool:
    """Whether a text is the title of a role: it is called what it is called."""
    return text.place.startswith("stages.") and text.place.endswith(".title")


@pytest.mark.parametrize("place", ["questions.L18.text", "questions.B11.text", "questions.B02d.text"])
def test_the_questions_are_graded(place: str) -> None:
    assert len(words_of(text_of(place).words)) >= SHORTEST


@pytest.mark.parametrize(
    ("hard", "why"),
    [
        (
            "Career opportunities at this organisation necessitate examining individual priorities.",
            "grade",
        ),
        ("Interdepartmental contacts", "long words: Interdepartmental"),
    ],
)
def test_a_hard_text_is_seen(hard: str, why: str) -> None:
    assert too_hard(hard).startswith(why)


@effort(40)
@given(answers())
def test_a_whole_report_and_each_of_its_paragraphs_stay_below_grade_eight(given: dict[str, Answer]) -> None:
    paragraphs = [text for text in sentences(build(client(given))) if len(words_of(text)) >= SHORTEST]
    for text in paragraphs:
        assert not too_hard(text), text
    assert reduce(add, map(count, paragraphs)).grade <= GRADE
