"""Every language of a built-in kit says the same under the same conditions, nothing more and nothing less."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from babel import Locale
from pydantic import BaseModel

from pipeline.kit import load_kit
from pipeline.models.wording import (
    FORMS,
    PLURALS,
    Text,
    Wording,
    conditions,
    placeholders,
    strings,
    tables_in,
)
from tests.people import BUILT_IN_KITS
from tests.wording.texts import all_texts

KITS = sorted(path.parent.name for path in BUILT_IN_KITS.glob("*/questionnaire.toml"))

COUNTED = {"n", "count", "title_count"}
"""Numbers that a plural may say in a word of its own: "both", "ساعتان"."""

LONGEST_SENTENCE = 18
"""Words."""

OF_THE_LANGUAGE_ALONE = {"language", "aliases", "spare_aliases", "option_aliases", "told", "grades"}
"""Tables that each language fills as it needs: names to recognise, and words that stand in for labels."""


@dataclass(frozen=True)
class Pair:
    """One language of a kit beside the first one."""

    kit: str
    code: str
    first: Wording
    other: Wording

    def __str__(self) -> str:
        return f"{self.kit} {self.code}"


@cache
def pairs() -> tuple[Pair, ...]:
    """Return every further language of every built-in kit."""
    spoken = {name: load_kit(name, BUILT_IN_KITS / name).wordings for name in KITS}
    return tuple(
        Pair(name, code, next(iter(wordings.values())), wording)
        for name, wordings in spoken.items()
        for code, wording in list(wordings.items())[1:]
    )


def texts_of(wording: Wording) -> dict[str, Text]:
    """Return every text that may have variants, by its place."""
    areas = {
        f"dimensions.{name}.{key}": getattr(area, key)
        for name, area in wording.dimensions.items()
        for key in ("good_for", "strength", "ask")
    }
    return {**wording.texts, **areas}


def shape(value: object, place: str = "") -> Iterator[str]:
    """Yield each place of a wording that says something; one that is empty or absent is not there."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name not in {*OF_THE_LANGUAGE_ALONE, "texts", "missing_aliases"}:
                yield from shape(getattr(value, name), f"{place}.{name}")
    elif isinstance(value, Mapping) and not set(value) <= PLURALS | FORMS:
        for key, part in value.items():
            yield from shape(part, f"{place}.{key}")
    elif value:
        yield place


def test_the_built_in_kit_speaks_english_and_arabic() -> None:
    assert {str(pair) for pair in pairs()} == {"career ar"}
    assert {pair.first.language.code for pair in pairs()} == {"en"}


@pytest.mark.parametrize("pair", pairs(), ids=str)
def test_no_text_is_missing_or_too_many(pair: Pair) -> None:
    assert set(texts_of(pair.other)) == set(texts_of(pair.first))
    assert set(shape(pair.other)) == set(shape(pair.first))


@pytest.mark.parametrize("pair", pairs(), ids=str)
def test_texts_name_the_same_values(pair: Pair) -> None:
    others = texts_of(pair.other)
    for place, text in texts_of(pair.first).items():
        asked, said = placeholders(text), placeholders(others[place])
        counted = COUNTED if any("one" in table for table in tables_in(text)) else set()
        assert said <= asked | (counted & {"n"}), place
        assert asked <= said | counted, place


def silent(text: Text) -> list[bool]:
    """Say of each variant of a text whether it says nothing."""
    variants = text if isinstance(text, tuple) else ()
    return [not any(strings(variant.text)) for variant in variants]


@pytest.mark.parametrize("pair", pairs(), ids=str)
def test_texts_depend_on_the_same_answers(pair: Pair) -> None:
    """A sentence of one language holds for the answers for which it holds in the other."""
    others = texts_of(pair.other)
    for place, text in texts_of(pair.first).items():
        assert list(conditions(others[place])) == list(conditions(text)), place
        assert silent(others[place]) == silent(text), place


@pytest.mark.parametrize("pair", pairs(), ids=str)
def test_plurals_have_every_category_of_the_language(pair: Pair) -> None:
    needed = {*Locale.parse(pair.code).plural_form.rules, "other"} - {"zero"}
    for place, text in texts_of(pair.other).items():
        for table in tables_in(text):
            if not set(table) <= FORMS:
                assert set(table) - {"zero"} == needed, place


@pytest.mark.parametrize("pair", pairs(), ids=str)
def test_no_text_was_left_in_the_first_language(pair: Pair) -> None:
    firsts = texts_of(pair.first)
    same = [
        f"{place}: {words}"
        for place, text in texts_of(pair.other).items()
        for words in set(strings(text)) & set(strings(firsts[place]))
        if re.search("[A-Za-z]{2}", re.sub(r"\{[a-z_]+\}|[A-Z]+", "", words))
        and not place.startswith("dates.")
    ]
    assert same == []


# ---------- Arabic ----------

ARABIC = [text for text in all_texts() if text.language == "ar"]

ADDRESSED = frozenset(
    word
    for line in Path(__file__).with_name("addressed.ar.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)
"""Words of address that fit a man or a woman alone: they stand only where the form of address was chosen."""

VOWELS = re.compile("[\u064b-\u0652]")
BY_FORM = (".feminine", ".masculine")


def said_by(place: str) -> str:
    """Return the end of a place, under which the form of address stands."""
    return place[place.rfind(".") :]


@pytest.mark.parametrize("sign", ["\u0640", ",", ";", "?", "“", "”", "…،"])
def test_arabic_is_set_with_its_own_signs(sign: str) -> None:
    assert [str(text) for text in ARABIC if sign in re.sub(r"\{[a-z_]+\}", "", text.words)] == []


def test_nobody_is_addressed_as_man_or_woman_who_did_not_ask_for_it() -> None:
    found = [
        f"{text}: {word}"
        for text in ARABIC
        if said_by(text.place) not in BY_FORM
        for word in map(strip_vowels, re.findall(r"\w+", VOWELS.sub("", text.words)))
        if word in ADDRESSED
    ]
    assert found == []


def strip_vowels(word: str) -> str:
    """Return a word without the one-letter words that Arabic joins to it."""
    return word[1:] if word[:1] in "وف" and word[1:] in ADDRESSED else word


def test_some_texts_differ_by_form_of_address() -> None:
    assert {said_by(text.place) for text in ARABIC} >= {".neutral", *BY_FORM}


def test_arabic_sentences_are_short() -> None:
    long = [
        f"{text}: {sentence}"
        for text in ARABIC
        for sentence in re.split(r"[.؟!:؛](?:\s|$)", text.words)
        if len(sentence.split()) > LONGEST_SENTENCE
    ]
    assert long == []


def test_ranges_are_written_in_words() -> None:
    """A dash between two numbers would change their order where the line runs from right to left."""
    printed = [text for text in ARABIC if ".options." not in text.place]
    assert [str(text) for text in printed if re.search(r"[\d}]\s*[-–−]\s*[\d{]", text.words)] == [
        str(text) for text in printed if "2027-03-31" in text.words
    ]
