"""No text of a built-in kit predicts, diagnoses, labels, belittles, flatters or claims to be a test."""

import pytest

from tests.wording.rules import Rule, broken, rule_book
from tests.wording.texts import FOR_COACHES, all_texts, languages

LANGUAGES = sorted(languages())
RULES = [(language, rule) for language in sorted({*LANGUAGES, "ar"}) for rule in rule_book(language).rules]
NAMES = [f"{language}: {rule.name}" for language, rule in RULES]


def test_no_text_breaks_a_rule() -> None:
    found = [
        f"{text}\n    {fault}"
        for text in all_texts()
        for fault in broken(text.words, text.language, text.reader)
    ]
    assert not found, "\n" + "\n".join(found)


def test_every_text_is_looked_at() -> None:
    """The walk reaches questions, areas, actions, ladders, fixed words and the page about many clients."""
    places = {text.place for text in all_texts() if text.language == "en"}
    for place in (
        "questions.L03.text",
        "questions.B01.options.salary",
        "scales.agreement.labels.1",
        "dimensions.F1.good_for.2.text",
        "texts.plan.amount.2.text.other",
        "actions.G1.hurdle",
        "actions.L2.variant.why",
        "stages.teacher.evidence.1",
        "positions.blended",
        "quadrants.steady-base",
        "texts.cohort.page.reading",
        "texts.about.limits.text",
    ):
        assert place in places
    assert not [place for place in places if "alias" in place or ".when" in place]


def test_what_only_coaches_read_is_there() -> None:
    for prefix in FOR_COACHES:
        assert any(text.place.startswith(prefix) for text in all_texts())


@pytest.mark.parametrize(("language", "rule"), RULES, ids=NAMES)
def test_a_rule_sees_what_breaks_it(language: str, rule: Rule) -> None:
    for words in rule.caught:
        assert rule.found(words), words
        assert [fault for fault in broken(words, language, "client") if fault.startswith(rule.name)]


@pytest.mark.parametrize("language", sorted({*LANGUAGES, "ar"}))
def test_plain_sentences_break_no_rule(language: str) -> None:
    for words in rule_book(language).fine:
        assert not broken(words, language, "client"), words


@pytest.mark.parametrize("rule", [rule for _, rule in RULES], ids=NAMES)
def test_every_exception_is_needed(rule: Rule) -> None:
    """An exception that no text needs any more would let a later text slip through."""
    strict = Rule.model_validate(rule.model_dump() | {"allowed": ()})
    said = [text.words.casefold() for text in all_texts()]
    for allowed in rule.allowed:
        needing = [words for words in said if allowed.words.casefold() in words and strict.found(words)]
        assert needing, allowed.words


def test_a_rule_that_is_for_clients_lets_coaches_read_of_percentages() -> None:
    assert broken("Alpha, 95 %", "en", "client")
    assert not broken("Alpha, 95 %", "en", "coach")
