"""Sentences of a kit, resolved for one client."""

import pytest

from pipeline.errors import KitError, TemplateError
from pipeline.models.condition import Facts
from pipeline.models.wording import Wording
from pipeline.rendering.text.language import Language
from pipeline.rendering.text.words import Words


def words(texts: dict[str, object], *, form: str = "neutral", code: str = "en", **states: str) -> Words:
    wording = Wording.model_validate(
        {
            "language": {"code": code, "name": "Test", "direction": "ltr"},
            "missing": {},
            "questions": {},
            "dimensions": {},
            "levels": {},
            "texts": texts,
        }
    )
    facts = Facts({}, lambda _: None, lambda _: None, lambda _: None, states)
    return Words(wording, facts, form, Language(code), {"name": "Maya Haddad"})


def test_a_plain_text_is_filled_with_what_is_given_and_what_is_common_to_all() -> None:
    said = words({"greeting": "{name}, {count} of 5"})
    assert said.say("greeting", count=3) == "Maya Haddad, 3 of 5"


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, "0 actions"), (1, "1 action"), (2, "2 actions"), (21, "21 actions")],
)
def test_english_counts_one_and_other(count: int, expected: str) -> None:
    assert words({"n": {"one": "{n} action", "other": "{n} actions"}}).say("n", n=count) == expected


@pytest.mark.parametrize(
    ("count", "expected"), [(0, "zero"), (1, "one"), (2, "two"), (3, "few"), (11, "many"), (100, "other")]
)
def test_arabic_counts_in_six_categories(count: int, expected: str) -> None:
    categories = {name: name for name in ("zero", "one", "two", "few", "many", "other")}
    assert words({"n": categories}, code="ar").say("n", n=count) == expected


def test_zero_says_none_at_all_even_in_a_language_without_such_a_category() -> None:
    said = words({"n": {"zero": "none", "one": "{n}", "other": "{n}"}})
    assert (said.say("n", n=0), said.say("n", n=1)) == ("none", "1")


def test_the_form_of_address_chooses_and_neutral_stands_in() -> None:
    texts: dict[str, object] = {"t": {"neutral": "yours", "feminine": "hers"}}
    forms = [words(texts, form=form).say("t") for form in ("feminine", "masculine", "neutral")]
    assert forms == ["hers", "yours", "yours"]


def test_the_first_variant_that_holds_is_used_and_may_itself_be_a_plural() -> None:
    text = [
        {"when": {"state": "hours", "is": ["zero"]}, "text": {"one": "{n} step", "other": "{n} steps"}},
        {"text": "{n} actions"},
    ]
    assert words({"t": text}, hours="zero").say("t", n=1) == "1 step"
    assert words({"t": text}, hours="given").say("t", n=1) == "1 actions"


def test_nothing_is_said_where_no_variant_holds() -> None:
    text = [{"when": {"state": "hours", "is": ["zero"]}, "text": "none"}]
    assert words({"t": text}).say("t") == ""


def test_a_clients_own_curly_brackets_are_left_alone() -> None:
    assert words({"quote": "“{words}”"}).say("quote", words="{name} {0} {") == "“{name} {0} {”"


@pytest.mark.parametrize("text", ["{nobody}", "{Name}", "{0}", "{}", "a { b", "a } b", "{name!r}"])
def test_a_placeholder_that_nothing_fills_names_the_text_and_what_it_may_use(text: str) -> None:
    with pytest.raises(TemplateError) as caught:
        words({"page": {"title": text}}).say("page.title", other=1)
    assert 'wording.en.toml, "texts.page.title"' in caught.value.message
    assert caught.value.hint == "This text may use: {name}, {other}."


def test_a_plural_without_a_number_is_told() -> None:
    with pytest.raises(TemplateError, match="to choose the plural by"):
        words({"t": {"one": "a", "other": "b"}}).say("t", n="two")


def test_a_missing_text_is_told_with_its_language() -> None:
    with pytest.raises(KitError) as caught:
        words({"a": "b"}, code="ar").say("page.title")
    assert caught.value.message == 'The wording for "ar" has no text "page.title".'
    assert "wording.ar.toml" in caught.value.hint


def test_small_numbers_are_written_in_words_where_there_are_any() -> None:
    said = words({"number": {"6": "six"}})
    assert [said.count(6), said.count(7), said.count(2.5)] == ["six", "7", "2.5"]


def test_the_keys_of_a_table_come_in_the_order_of_the_file() -> None:
    said = words({"start": {"wish": "a", "hours": "b"}, "started": "c"})
    assert list(said.under("start")) == ["start.wish", "start.hours"]
