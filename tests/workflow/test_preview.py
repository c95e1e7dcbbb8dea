"""What a preview shows after each change, and that it makes anew only what has changed."""

from pathlib import Path

import pypdfium2
import pytest
from openpyxl import load_workbook

from pipeline.errors import UsageError
from pipeline.models.making import STANDARD_ENGINE
from pipeline.practice import Practice
from pipeline.preview.values import Edition, Leaf, Wish
from pipeline.workflow import studio as studios
from pipeline.workflow.freshness import stamp
from pipeline.workflow.preview import open_preview
from pipeline.workflow.review import refresh
from pipeline.workflow.studio import Studio
from tests.practices import ADA, BEN, SETTINGS, make, new_practice, row, set_wording, tree, write_inputs

PAGES = """<!doctype html>
<html lang="{{ report.language }}"><head><meta charset="utf-8"><title>{{ report.title }}</title>
<style>h1 { color: {{ safe_colour(report.brand.primary).value }}; break-before: page }</style></head><body>
<section id="one"><h1>{{ report.name }}</h1></section>
<section id="two"><h1>{{ t("plan.title") }}</h1>{% include "two.html" %}</section>
<section id="three"><h1>Three</h1></section>
</body></html>
"""
"""Three pages of which the second includes a file of its own."""

STYLE = """
@page { size: 240pt 130pt; margin: 5pt 5pt 25pt; @bottom-right { content: counter(page) } }
section { break-before: page }
"""

FIRST = Wish()


@pytest.fixture
def studio(practice: Practice) -> Studio:
    """Return a studio for a practice with pages of its own."""
    write(practice, "report.html", PAGES)
    write(practice, "two.html", "<p>Second.</p>")
    write(practice, "report.css", STYLE)
    write(practice, "brief.html", PAGES.partition('<section id="two"')[0] + "</body></html>")
    return Studio(practice.root, b"spare", STANDARD_ENGINE)


def write(practice: Practice, name: str, text: str) -> None:
    """Save a file of the practice's own kit."""
    path = practice.own_kit / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def told(edition: Edition) -> str:
    """Return all that an edition says is wrong, a remark a line."""
    return "\n".join(
        f"{remark.where}|{remark.found}|{remark.message}|{remark.fix}"
        for remark in (*edition.remarks, *(edition.findings or ()))
    )


class Reader:
    """Reads the editions of a studio, as the board does."""

    def __init__(self, studio: Studio) -> None:
        self.studio = studio
        self.documents: dict[str, bytes] = {}
        self.leaves: tuple[Leaf, ...] = ()

    def look(self, wish: Wish = FIRST) -> list[Edition]:
        """Return what there is to show now."""
        editions = list(self.studio(wish))
        for edition in editions:
            self.documents |= edition.documents
            self.leaves = edition.leaves or self.leaves
        return editions

    def text(self, leaves: tuple[Leaf, ...] | None = None) -> list[str]:
        """Return the words of each page."""
        return [self._words(leaf) for leaf in leaves or self.leaves]

    def _words(self, leaf: Leaf) -> str:
        with pypdfium2.PdfDocument(self.documents[leaf.document]) as document:
            return " ".join(document[leaf.index].get_textpage().get_text_range().split())


@pytest.fixture
def reader(studio: Studio) -> Reader:
    """Return somebody who has seen the first client's report."""
    made = Reader(studio)
    made.look()
    return made


def test_the_first_clients_report_comes_first(studio: Studio) -> None:
    reader = Reader(studio)
    (edition,) = reader.look()
    assert edition.is_whole
    assert edition.wish == Wish("C-1", "en")
    assert reader.text() == ["Ada Byron 1", "The plan Second. 2", "Three 3"]
    assert [person.label for person in edition.people][:2] == ["Ada Byron (C-1)", "Ben Osei (C-2)"]
    assert edition.languages == ("en", "ar")
    assert told(edition) == ""
    assert {"inputs", "career"} <= {place.name for place in edition.places}


def test_nothing_new_is_nothing_to_show(reader: Reader) -> None:
    assert reader.look() == []
    assert reader.look(Wish(page=2)) == [], "to look at another page changes nothing"


def test_of_a_saved_template_the_page_comes_first_that_changed(reader: Reader, practice: Practice) -> None:
    before = reader.leaves
    write(practice, "two.html", "<p>Changed.</p>")
    first, whole = reader.look()[:2]
    assert (first.is_whole, whole.is_whole) == (False, True)
    assert first.leaves is not None
    assert reader.text(first.leaves) == ["Ada Byron 1", "The plan Changed. 2", "Three 3"]
    assert first.leaves[0] == before[0], "the other pages are those that were"
    assert whole.leaves is not None
    assert [leaf.key for leaf in whole.leaves] == [leaf.key for leaf in first.leaves], "no picture twice"


def test_where_all_changed_the_page_that_is_looked_at_comes_first(reader: Reader, practice: Practice) -> None:
    before = reader.leaves
    settings = SETTINGS + '[brand]\nprimary = "#7A1F3D"\n'
    (practice.root / "roadmap.toml").write_text(settings, encoding="utf-8")
    first, whole = reader.look(Wish(page=2))[:2]
    assert first.leaves is not None
    assert whole.leaves is not None
    assert [leaf in before for leaf in first.leaves] == [True, True, False]
    assert not {leaf.key for leaf in whole.leaves} & {leaf.key for leaf in before}
    assert first.leaves[2].key == whole.leaves[2].key


def test_a_document_of_few_sections_is_printed_whole(reader: Reader, practice: Practice) -> None:
    write(practice, "report.html", PAGES.partition('<section id="three"')[0] + "</body></html>")
    assert reader.look()[0].is_whole
    write(practice, "two.html", "<p>Changed.</p>")
    assert reader.look()[0].is_whole


def test_a_file_that_may_not_be_looked_at_is_as_if_it_were_not_there(tmp_path: Path) -> None:
    there = tmp_path / "a"
    there.touch()
    assert [name for name, *_ in stamp([there, tmp_path / "gone"])] == [str(there)]


def test_a_section_may_grow_and_shrink(reader: Reader, practice: Practice) -> None:
    write(practice, "two.html", "<p>Second.</p><h1>More</h1>")
    first, *rest = reader.look()
    assert first.leaves is not None
    assert reader.text(first.leaves) == ["Ada Byron 1", "The plan Second. 2", "More 3", "Three 3"]
    assert rest
    assert rest[-1].is_whole
    write(practice, "two.html", "")
    first, *_ = reader.look()
    assert first.leaves is not None
    assert reader.text(first.leaves) == ["Ada Byron 1", "The plan 2", "Three 4"]


def test_work_that_was_left_off_is_taken_up_again(reader: Reader, practice: Practice) -> None:
    write(practice, "two.html", "<p>Changed.</p>")
    assert not next(reader.studio(Wish())).is_whole
    whole = reader.look()[0]
    assert whole.is_whole
    assert "Changed." in reader.text()[1]


def test_a_name_that_a_template_misspells_is_told_with_its_place(reader: Reader, practice: Practice) -> None:
    write(practice, "two.html", "<p>Second.</p>\n<p>{{ report.nmae }}</p>")
    (broken,) = reader.look()
    assert broken.leaves is None, "the last good pages stay"
    assert "two.html, line 2" in told(broken)
    assert 'report has no "nmae"; did you mean "name"?' in told(broken)
    assert reader.look() == [], "it is told once"
    write(practice, "two.html", "<p>{{ report.name }}</p>")
    assert reader.look()[-1].is_whole
    assert reader.text()[1] == "The plan Ada Byron 2"


def test_what_no_proofreader_can_see_is_told_beside_a_slip_in_a_stylesheet(
    reader: Reader, practice: Practice
) -> None:
    write(practice, "report.css", STYLE + "h1 { colour: red }")
    write(practice, "two.html", '<p>\n{% if report.name == "Ada Byron" %}{{ "x" * 99999999 }}{% endif %}</p>')
    (broken,) = reader.look()
    assert [remark.severity for remark in broken.remarks] == ["error", "warning"]
    assert broken.remarks[0].message.startswith("two.html, line 2: something is repeated 99,999,999 times")


def test_faults_of_pages_that_this_client_does_not_get_are_told_beside_theirs(
    reader: Reader, practice: Practice
) -> None:
    write(practice, "two.html", "<p>Second.</p>{% if report.since %}{{ report.snice }}{% endif %}")
    edition = reader.look()[-1]
    assert edition.leaves is not None
    assert "two.html, line 1" in told(edition)
    assert "snice" in told(edition)


def test_a_slip_in_a_stylesheet_is_told_once(reader: Reader, practice: Practice) -> None:
    write(practice, "report.css", STYLE + "h1 { colour: red }")
    (remark,) = reader.look()[-1].remarks
    assert (remark.severity, "colour" in remark.message) == ("warning", True)
    assert "Line 4" in remark.message
    write(practice, "report.css", STYLE)
    assert told(reader.look()[-1]) == ""


def test_words_are_changed_without_reading_the_answers_first(
    reader: Reader, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(studios, "read_by", lambda *_: pytest.fail("the answers are read"))
    set_wording(practice, '[texts.page.plan]\ntitle = "My plan"\n')
    editions = reader.studio(Wish())
    first = next(editions)
    reader.documents |= first.documents
    assert first.leaves is not None
    assert reader.text(first.leaves)[1] == "My plan Second. 2"


def test_a_faulty_wording_is_told_with_its_line_and_heals(reader: Reader, practice: Practice) -> None:
    set_wording(practice, '[texts.page.plan]\ntitle = "My plan\n')
    (broken,) = reader.look()
    assert "wording.en.toml" in told(broken)
    assert "line 2" in told(broken)
    assert broken.leaves is None
    assert broken.wish.client == "C-1"
    set_wording(practice, '[texts.page.plan]\ntitle = "My plan"\n')
    healed = reader.look()[-1]
    assert (healed.is_whole, told(healed)) == (True, "")
    assert reader.text()[1] == "My plan Second. 2"


def test_faulty_settings_are_told_with_their_line_and_heal(reader: Reader, practice: Practice) -> None:
    path = practice.root / "roadmap.toml"
    path.write_text(SETTINGS + '[brand]\nprimary = "red"\n', encoding="utf-8")
    (broken,) = reader.look()
    assert "brand.primary" in told(broken)
    assert reader.look() == []
    path.write_text(SETTINGS, encoding="utf-8")
    assert told(reader.look()[-1]) == ""


def test_a_light_colour_is_told(reader: Reader, practice: Practice) -> None:
    (practice.root / "roadmap.toml").write_text(SETTINGS + '[brand]\naccent = "#EEEE00"\n', encoding="utf-8")
    assert "roadmap.toml, brand.accent|#EEEE00|" in told(reader.look()[-1])


def test_a_stylesheet_of_ones_own_makes_a_new_printer(reader: Reader, practice: Practice) -> None:
    before = reader.leaves
    write(practice, "report.css", STYLE.replace("240pt 130pt", "300pt 140pt"))
    reader.look()
    assert [(leaf.width, leaf.height) for leaf in reader.leaves] == [(300, 140)] * 3
    write(practice, "report.css", STYLE)
    reader.look()
    assert [leaf.width for leaf in reader.leaves] == [leaf.width for leaf in before]


def test_changed_answers_change_the_pages(reader: Reader, practice: Practice) -> None:
    write_inputs(practice.root, row("C-1", "Ada Lovelace"), BEN)
    reader.look()
    assert reader.text()[0] == "Ada Lovelace 1"


def test_faults_in_the_row_of_the_client_are_told_and_those_of_others_are_not(
    reader: Reader, practice: Practice
) -> None:
    write_inputs(practice.root, ADA, row("C-2", "Ben Osei", L07="eleven"))
    assert "eleven" not in told(reader.look()[-1])
    (held,) = reader.look(Wish("C-2"))
    assert "|eleven|" in told(held)
    assert "clients.csv" in told(held)
    assert held.leaves is None
    assert held.wish == Wish("C-2")


def test_a_letter_that_no_font_has_is_told(reader: Reader, practice: Practice) -> None:
    write_inputs(practice.root, row("C-1", "Ada 丈"))
    assert "U+4E08" in told(reader.look()[-1])
    write(practice, "two.html", "<p>丂</p>")
    assert "U+4E02" in told(reader.look()[-1])


def test_what_is_found_in_the_pages_is_told(reader: Reader, practice: Practice) -> None:
    write(practice, "two.html", '<p><a href="#nowhere">x</a></p>')
    first, whole = reader.look()[:2]
    assert told(first) == ""
    assert "#nowhere" in told(whole)


def test_another_client_kind_and_language(reader: Reader) -> None:
    edition = reader.look(Wish("C-2"))[-1]
    assert (edition.wish, reader.text()[0]) == (Wish("C-2", "en"), "Ben Osei 1")
    edition = reader.look(Wish("C-2", "ar"))[-1]
    assert edition.wish == Wish("C-2", "ar")
    edition = reader.look(Wish("C-2", kind="brief"))[-1]
    assert edition.wish == Wish("C-2", "en", "brief")
    assert len(reader.leaves) == 1
    edition = reader.look(Wish("C-2", "xx"))[-1]
    assert edition.wish.language == "en", "a language that the kit does not speak"


def test_pages_of_two_people_never_stand_side_by_side(reader: Reader) -> None:
    for edition in reader.look(Wish("C-2")):
        assert edition.leaves is not None
        assert "Ada" not in " ".join(reader.text(edition.leaves))


@pytest.mark.parametrize(("wanted", "message"), [("Zoe", 'No client is "Zoe"'), ("b", "more than one")])
def test_somebody_unknown_is_told(reader: Reader, practice: Practice, wanted: str, message: str) -> None:
    (edition,) = reader.look(Wish(wanted))
    assert message in told(edition)
    with pytest.raises(UsageError, match=message):
        open_preview(practice, wanted)


def test_without_clients_it_says_so_and_waits_for_some(tmp_path: Path) -> None:
    practice = new_practice(tmp_path, {"A1": "", "A12": ""})
    write(practice, "report.html", PAGES)
    write(practice, "two.html", "")
    reader = Reader(Studio(practice.root, b"spare", STANDARD_ENGINE))
    edition = reader.look()[0]
    assert "There are no clients" in told(edition)
    write_inputs(practice.root, ADA)
    reader.look()
    assert reader.text()[0] == "Ada Byron 1"


def test_a_practice_whose_rows_are_all_held_shows_why(tmp_path: Path) -> None:
    practice = new_practice(tmp_path, row("C-1", "Ada", L07="eleven"))
    for edition in Studio(practice.root, b"spare", STANDARD_ENGINE)(Wish()):
        assert "|eleven|" in told(edition)
        assert edition.leaves is None


def test_what_nobody_foresaw_is_told_without_a_clients_words(
    reader: Reader, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("Ada Byron")

    monkeypatch.setattr(studios, "check_brand", fail)
    write(practice, "two.html", "<p>Changed.</p>")
    (edition,) = reader.look()
    assert "ZeroDivisionError" in told(edition)
    assert "Ada" not in told(edition)


def test_nothing_is_written(practice: Practice, studio: Studio) -> None:
    write_inputs(practice.root, row("", "Ada Byron", A8="ada@example.com"), BEN)
    before = tree(practice.root)
    reader = Reader(studio)
    reader.look()
    assert reader.text()[0] == "Ada Byron 1"
    assert tree(practice.root) == before, "no ledger is made, not even for an id"


def test_the_ledger_is_read_and_not_changed(practice: Practice, studio: Studio) -> None:
    make(practice)
    before = tree(practice.root)
    write_inputs(practice.root, row("C-1", "Ada Byron", A0="2026-11-02"), BEN)
    assert Reader(studio).look()[-1].is_whole
    after = tree(practice.root)
    assert {name: after[name] for name in after if "inputs" not in name} == {
        name: before[name] for name in before if "inputs" not in name
    }


def test_ids_without_a_ledger_are_the_same_while_it_is_open(practice: Practice, studio: Studio) -> None:
    write_inputs(practice.root, row("", "Ada Byron", A8="ada@example.com"))
    first = Reader(studio).look()[-1].wish.client
    assert Reader(Studio(practice.root, b"spare", STANDARD_ENGINE)).look()[-1].wish.client == first
    desk = open_preview(practice, "ada")
    assert desk.address.startswith("http://127.0.0.1:")
    desk.close()
    desk.run()


def test_a_note_of_the_review_shows_once_it_is_saved(practice: Practice, studio: Studio) -> None:
    write(practice, "two.html", "{% for line in report.note %}<p>{{ line.text }}</p>{% endfor %}")
    reader = Reader(studio)
    reader.look()
    refresh(practice, ())
    book = load_workbook(practice.review)
    book.worksheets[0]["D2"] = "See you soon"
    book.worksheets[0]["F3"] = "a path of another client that is wrong"
    book.save(practice.review)
    editions = reader.look()
    assert "See you soon" in " ".join(reader.text())
    assert "No path" not in told(editions[-1])
    twin = practice.root / "review.ods"
    twin.touch()
    assert "may be your review in another form" in told(reader.look()[-1])
    twin.unlink()
    assert "review.ods" not in told(reader.look()[-1])
    practice.review.write_bytes(b"damaged")
    assert "review.xlsx" in told(reader.look()[-1])
