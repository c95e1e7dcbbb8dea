"""A client's own words stand alone, in quotation marks, at most 220 characters, never inside a sentence."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.models.answers import Answer
from pipeline.models.client import Client
from tests.effort import effort
from tests.people import client
from tests.rendering.built import build, whole_maya
from tests.rendering.prints import pages
from tests.wording.people import answers, sentences
from tests.wording.texts import Text, all_texts

LONGEST = 220
GOALS = ("G1", "G2", "G3")
MARK = "zyx"
"""Letters that no sentence of the kit has: they show where the client's words went."""

WORDS = st.text(st.sampled_from("ab {}\n"), max_size=400).map(lambda text: f"{MARK} {text} {MARK}")
BLOCKS = {"p", "h1", "h2", "h3", "li", "td", "th", "div", "section"}
VOID = {"meta", "link", "br", "img", "path", "circle", "rect", "ellipse"}

many = effort(40)


def quotes(person: Client) -> list[str]:
    """Return every text of a report that holds the client's words, without marks of direction."""
    found = [text for text in sentences(build(person)) if MARK in text]
    return [re.sub("[\u200e\u200f]", "", text) for text in found]


@many
@given(answers(), st.fixed_dictionaries(dict.fromkeys(GOALS, WORDS)))
def test_goals_are_quoted_whole_and_alone(given: dict[str, Answer], goals: dict[str, str]) -> None:
    for text in quotes(client({**given, **goals})):
        assert re.fullmatch(r"“[^“”]+”", text), text
        said = text[1:-1]
        assert len(said) <= LONGEST
        assert any(" ".join(goal.split()).startswith(said.removesuffix("…")) for goal in goals.values())


@pytest.mark.parametrize("name", GOALS)
def test_long_words_are_cut_between_words(name: str) -> None:
    given: dict[str, Answer] = {name: f"{MARK} " * 90}
    for text in quotes(whole_maya(**given)):
        said = text[1:-1]
        assert len(said) <= LONGEST
        assert said == " ".join([MARK] * (LONGEST // 4)) + "…"


def test_each_goal_is_quoted_somewhere() -> None:
    goals: dict[str, Answer] = {name: f"{MARK} {name}" for name in GOALS}
    assert {f"“{MARK} {name}”" for name in GOALS} == set(quotes(whole_maya(**goals)))


def test_a_role_stands_alone() -> None:
    assert quotes(replace(whole_maya(), role_title=f"{MARK} of {MARK}")) == [f"{MARK} of {MARK}"]


class Blocks(HTMLParser):
    """Collects the whole text of every innermost block of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in BLOCKS:
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.texts.append("")

    def handle_data(self, data: str) -> None:
        if self.texts:
            self.texts[-1] += data


def blocks(markup: str) -> list[str]:
    """Return the text of each paragraph of a page, with plain blanks."""
    page = Blocks()
    page.feed(markup)
    return [" ".join(text.split()) for text in page.texts]


def test_no_template_puts_the_clients_words_into_a_sentence() -> None:
    goals: dict[str, Answer] = {name: f"{MARK} {name}" for name in GOALS}
    found = [text for text in blocks(pages().markup(build(whole_maya(**goals)))) if MARK in text]
    assert found
    for text in found:
        assert re.fullmatch(rf"“{MARK} G\d”", text), text


def test_words_inside_a_sentence_of_a_template_are_seen() -> None:
    assert blocks("<p>You want <b>“zyx”</b> soon.</p>") == ["You want “zyx” soon.", ""]


@pytest.mark.parametrize("text", [text for text in all_texts() if "{words}" in text.words], ids=str)
def test_marks_of_quotation_hold_nothing_but_the_words(text: Text) -> None:
    """The one text into which a client's free words go has a mark on either side and nothing else."""
    assert re.fullmatch(r"[“«]\{words\}[”»]", text.words), text
