"""What the fonts lack is known beforehand exactly as the printer finds it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.rendering.assets.brand import covered_by
from pipeline.rendering.assets.coverage import SIGN, Coverage, name_letters
from pipeline.rendering.printing.document import Metadata
from pipeline.rendering.printing.pdf import Printer
from tests.people import kit
from tests.rendering.prints import printer

FONTS = covered_by(kit().folders)
NOBODY = Metadata("a", "b", "en", "c", "d", "e", "1", None)


def coverage() -> Coverage:
    return Coverage(lambda: FONTS)


def boxes(words: str, using: Printer) -> set[str]:
    """The characters that the printer finds in no font."""
    return set(using.print(f"<!doctype html><p>{words}</p>", NOBODY).lacking)


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("水野 Ada", "水野"),
        ("Ada 🎉🎉", "🎉"),
        ("👩🏽\u200d💻", "👩🏽💻"),
        ("☺\ufe0f", "☺"),
        ("José Ångström, Łódź, Đặng, مايا حدّاد, Ελένη? Жанна", ""),
        ("a\u200bb\u00adc\u2028d\u034fe\u3164f\U000e0041g\u00a0h\u2009i", ""),
        ("a\ufff9b\U000110bdc", "\ufff9\U000110bd"),
        ("tab\tline\nbell\x07", ""),
    ],
)
def test_only_what_cannot_be_drawn_is_lacking(text: str, lacking: str) -> None:
    assert "".join(coverage().lacking(text)) == lacking


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("水野 Ada", "�� Ada"),
        ("Ada 👩🏽\u200d💻!", "Ada �!"),
        ("🇦🇪🇱🇧", "��"),
        ("☺\ufe0f 1\ufe0f\u20e3", "� 1�"),
        ("हिन्दी", "���"),
        ("q\u0301 e\u1ab0\u0301, \u1ab0", "q\u0301 e\u0301�, �"),
        ("José é\ufe0f a\u3164b c\u034fd", "José é ab cd"),
        ("مي\u200cخواهم \U000e0041 a\u00adb", "مي\u200cخواهم \U000e0041 a\u00adb"),
        ("", ""),
    ],
)
def test_what_a_reader_takes_for_one_letter_gets_one_sign(text: str, printed: str) -> None:
    assert coverage().replace(text) == printed


@given(st.text(max_size=30))
def test_nothing_is_lacking_after_that_and_all_else_stays(text: str) -> None:
    using = coverage()
    printed = using.replace(text)
    assert using.lacking(printed) == ()
    assert using.replace(printed) == printed
    assert (printed == text) or using.lacking(text) or len(printed) < len(text)
    kept = [letter for letter in printed if letter != SIGN]
    assert kept == [letter for letter in text if letter in printed and letter != SIGN]


@pytest.mark.parametrize(
    "words",
    ["水野🎉 กขค 안녕 a\u0301 q\u0301 x\u20e3 ☺ ½ € ﷼ ₿ → ✓ Ǆ ﬁ ș Ḿ ḍ̇", "שלום עולם Жанна Ελένη ʻ ’ ‑ – —"],
)
def test_the_printer_finds_the_same(words: str) -> None:
    assert boxes(words, printer()) == set(coverage().lacking(words))


@given(st.text(st.characters(max_codepoint=0x7F)))
def test_plain_text_opens_no_font(text: str) -> None:
    def refuse() -> frozenset[int]:
        raise AssertionError("a font was opened")

    assert Coverage(refuse).lacking(text) == ()


def test_the_fonts_are_opened_once() -> None:
    opened: list[bool] = []

    def load() -> frozenset[int]:
        opened.append(True)
        return FONTS

    coverage = Coverage(load)
    assert [coverage.lacking(text) for text in ("é", "水", "水")] == [(), ("水",), ("水",)]
    assert len(opened) == 1


def test_characters_are_named_so_that_they_can_be_found() -> None:
    assert name_letters(("水", "\u20e3")) == "水 (U+6C34), \u20e3 (U+20E3)"
    assert name_letters(("\u0f39",)) == "◌\u0f39 (U+0F39)"
    assert name_letters(tuple("水野山川田中木林")).endswith("中 (U+4E2D) and 2 more")
