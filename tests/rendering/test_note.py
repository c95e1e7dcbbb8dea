"""A coach's note on page 2: literal, in its own direction, and on that page."""

import io

import page as checker
import pypdf
import pytest

from tests.crowd import crowd
from tests.rendering.built import extreme
from tests.rendering.notes import ARABIC, FULL, NOTES, ODD, print_note, report_with
from tests.rendering.prints import pages, print_report


@pytest.mark.parametrize("name", NOTES)
def test_a_note_stands_on_page_two_and_nothing_slips_over(name: str) -> None:
    document = print_note(*NOTES[name])
    assert (document.findings, document.lacking) == ((), ())
    report = checker.validate_pdf_bytes(document.content, profile=checker.ValidationProfile.PDF_UA_1)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []


def test_notes_are_of_the_most_letters_there_may_be() -> None:
    assert 380 <= len(FULL) <= 400
    assert 380 <= len(ARABIC) <= 400


def test_what_looks_like_markup_is_printed_as_it_was_written() -> None:
    found = pypdf.PdfReader(io.BytesIO(print_note(ODD, "en").content)).pages[1].extract_text()
    assert "A note from" in found
    for words in ("<b>one</b>", "{{ 7 * 7 }}", '& a "wish".', "See you on Thursday"):
        assert words in " ".join(found.split())


def test_each_line_is_a_paragraph_that_runs_its_own_way() -> None:
    markup = pages().markup(report_with("أهلًا بك\n\nSee you", "en"))
    assert '<p dir="rtl">أهلًا' in markup
    assert '<p class="mt5" dir="ltr">See\N{NO-BREAK SPACE}you</p>' in markup


def test_a_note_of_many_lines_runs_on() -> None:
    assert len(report_with("\n".join("abcd")).note) == 4
    assert [each.text for each in report_with("\n".join("abcde")).note] == ["a b c d e"]
    assert report_with(" \n ").note == ()


@pytest.mark.parametrize(("note", "language"), [(FULL, "ar"), ("WIDE WORDS " * 36, "en")])
def test_a_full_page_has_room_for_it(note: str, language: str) -> None:
    """A page over which something of it had slipped would be nearly blank, which is told."""
    assert print_report(report_with(note[:400], language, extreme(best=True))).findings == ()


@pytest.mark.parametrize(("count", "seed"), [(27, 7), (39, 20260)])
def test_a_page_that_is_all_but_full_keeps_a_short_note(count: int, seed: int) -> None:
    *_, (person, _) = crowd(count, seed)
    assert print_report(report_with(FULL[:160], person=person)).findings == ()


def test_a_page_without_a_note_says_nothing_of_one() -> None:
    markup = pages().markup(report_with(""))
    assert "A note from" not in markup
    assert 'class="letter' not in markup
