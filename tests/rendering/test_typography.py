"""The small rules of setting type."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.rendering.text.typography import (
    Direction,
    clean_family,
    direction_of,
    give_breaks,
    join_ending,
    strip_controls,
    turn,
    write_css_text,
    write_number,
)

CUT = "\u200c\u200b"


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("to lead a team", "to lead a\u00a0team"),
        ("write a five-year role", "write a five\u2011year\u00a0role"),
        ("nadia@a-b.example is who to ask about it", "nadia@a\u2011b.example is who to ask about\u00a0it"),
        ("to choose a time: nadia@a.example", "to choose a time: nadia@a.example"),
        ("one", "one"),
        ("", ""),
        ("an extraordinarily incomprehensible", "an extraordinarily incomprehensible"),
        ("دور بعد خمس-سنوات هنا", "دور بعد خمس-سنوات\u00a0هنا"),
    ],
)
def test_the_last_two_words_stay_together(text: str, joined: str) -> None:
    assert join_ending(text) == joined


def test_a_word_that_no_line_can_hold_is_given_places_to_break() -> None:
    joined = join_ending("a " + "W" * 100 + " bird")
    assert joined == "a " + "W" * 30 + ("\u200b" + "W" * 30) * 2 + "\u200b" + "W" * 10 + " bird"


@given(st.text())
def test_joining_adds_and_loses_no_letters(text: str) -> None:
    joined = join_ending(text)
    assert joined.replace("\u200b", "").replace("\u00a0", " ").replace("\u2011", "-") == text.replace(
        "\u200b", ""
    ).replace("\u00a0", " ").replace("\u2011", "-")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Maya\x00 Haddad\x07", "Maya Haddad"),
        ("one\ntwo\tthree\u2028four", "one two three four"),
        ("\u202eevil\u202c", "evil"),
        ("a\ud800b\ufffe", "ab"),
        ("مايا\u200f حدّاد", "مايا\u200f حدّاد"),
        ("👩🏽‍💻 Zoë", "👩🏽‍💻 Zoë"),
    ],
)
def test_characters_that_are_no_text_are_left_out(text: str, kept: str) -> None:
    assert strip_controls(text) == kept


@given(st.text(st.characters(exclude_categories=()), max_size=50))
def test_what_is_left_can_be_written_and_is_left_alone(text: str) -> None:
    kept = strip_controls(text)
    kept.encode()
    assert strip_controls(kept) == kept
    assert not set(kept) & set("\x00\x1b\u202a\u202e\u2066\n")


@pytest.mark.parametrize(
    ("value", "written"),
    [(1, "1"), (0.1 + 0.2, "0.3"), (-0.001, "0"), (2.345678, "2.35"), (100.0, "100"), (-1.5, "-1.5")],
)
def test_a_coordinate_is_short(value: float, written: str) -> None:
    assert write_number(value) == written


def test_the_name_of_a_typeface_cannot_leave_its_quotation_marks() -> None:
    assert clean_family('Lora"; } * { display: none') == "Lora    display none"
    assert clean_family("Source Serif 4") == "Source Serif 4"


RTL, LTR = "\u200f", "\u200e"


@pytest.mark.parametrize(
    ("text", "page", "turned"),
    [
        ("“ضيق الوقت.”", "ltr", f"{RTL}“ضيق الوقت.”{RTL}"),
        ("“3 שנים.”", "ltr", f"{RTL}“3 שנים.”{RTL}"),
        ("“I get busy.”", "rtl", f"{LTR}“I get busy.”{LTR}"),
        ("“I get busy.”", "ltr", "“I get busy.”"),
        ("“ضيق الوقت.”", "rtl", "“ضيق الوقت.”"),
        ("“12.”", "ltr", "“12.”"),
    ],
)
def test_words_against_the_page_run_their_own_way_to_both_ends(
    text: str, page: Direction, turned: str
) -> None:
    assert turn(text, page) == turned


def test_words_without_letters_run_as_the_page_does() -> None:
    assert direction_of("Bo Li", "rtl") == "ltr"
    assert direction_of("(ليلى)", "ltr") == "rtl"
    assert direction_of("12 + 3", "rtl") == "rtl"


@given(st.text())
def test_a_text_in_a_stylesheet_ends_neither_its_quotation_marks_nor_its_element(text: str) -> None:
    written = write_css_text(text)
    assert re.fullmatch(r"(?:[\w ]|\\[0-9a-f]{1,6} )*", written)
    assert re.sub(r"\\([0-9a-f]+) ", lambda mark: chr(int(mark[1], 16)), written) == text


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("ض" * 15, "ض" * 15),
        ("ض" * 16, f"{'ض' * 8}{CUT}{'ض' * 8}"),
        ("ضَّ" * 17, f"{'ضَّ' * 8}{CUT}{'ضَّ' * 8}{CUT}ضَّ"),
        ("“" + "ب" * 70 + "…”", "“" + CUT.join(["ب" * 8] * 8) + CUT + "بببببب…”"),
        ("كلمة وكلمة", "كلمة وكلمة"),
    ],
)
def test_words_of_letters_that_join_are_broken_where_each_part_ends_as_at_the_end_of_a_line(
    text: str, broken: str
) -> None:
    assert give_breaks(text) == broken
