"""Reports in Arabic: mirrored, whole, tagged as they have to be, addressed as the client chose."""

import io
import re
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from functools import cache
from pathlib import Path

import page as checker
import pikepdf
import pypdf
import pypdfium2
import pytest

from pipeline.models.client import Client
from pipeline.models.settings import Settings
from pipeline.rendering.building.report import build_report
from pipeline.rendering.printing.document import Document
from pipeline.rendering.views.report import Report
from tests.people import client, kit, maya_answers
from tests.rendering.built import assess, extreme, settings, strings_of, whole_maya
from tests.rendering.compared import MODERATE, compare, later
from tests.rendering.prints import pages, print_report

LONG = "أرغب في قيادة فريق صغير يخدم العملاء جيدًا، مع وقت يكفي للتعلّم وللعائلة. " * 4


def arabic(person: Client, chosen: Settings | None = None) -> Report:
    """Build the Arabic report of one client."""
    return build_report(assess(person, kit()), kit(), chosen or settings(), "ar")


def with_arabic_digits() -> Settings:
    """Return the settings of a practice that writes numbers with Arabic digits."""
    chosen = settings()
    return chosen.model_copy(
        update={"reports": chosen.reports.model_copy(update={"numerals": "arabic", "page": "Letter"})}
    )


@cache
def everyone() -> dict[str, Report]:
    """Return reports of clients who answered in full, hardly, at the extremes, in Arabic, and at length."""
    layla = replace(
        whole_maya(G1="قيادة فريق صغير.", G2="إدارة مركز خدمة.", G3="ضيق الوقت."), name="ليلى منصور"
    )
    long = replace(whole_maya(G1=LONG, G2=LONG, G3=LONG), name="عبد الرحمن بن عبد العزيز الأنصاري" * 2)
    few = client({name: answer for name, answer in maya_answers().items() if name[0] == "L"})
    return {
        "maya": arabic(whole_maya()),
        "layla": arabic(layla),
        "long": arabic(long),
        "few": arabic(few),
        "hardly": arabic(client({"L01": 4, "L07": 2})),
        "best": arabic(extreme(best=True)),
        "worst": arabic(extreme(best=False)),
        "digits": arabic(whole_maya(), with_arabic_digits()),
        "since": build_report(compare(later(**MODERATE)), kit(), settings(), "ar"),
    }


@cache
def printed(name: str) -> Document:
    """Return the print of one of them."""
    return print_report(everyone()[name])


@pytest.mark.parametrize("name", everyone())
def test_every_report_passes_the_checker_of_pdf_ua(name: str) -> None:
    report = checker.validate_pdf_bytes(printed(name).content, profile=checker.ValidationProfile.PDF_UA_1)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []


@pytest.mark.parametrize("name", everyone())
def test_every_report_has_all_its_letters_and_pages(name: str) -> None:
    document = printed(name)
    assert (document.lacking, document.findings) == ((), ())
    assert 8 <= document.pages <= 11


def test_the_file_says_that_it_is_arabic() -> None:
    reader = pypdf.PdfReader(io.BytesIO(printed("layla").content))
    assert str(reader.root_object["/Lang"]) == "ar"
    assert reader.metadata is not None
    assert reader.metadata.title == "خارطة الطريق المهنية: ليلى منصور"


LETTERS = re.compile("[\u0621-\u064a]+")


@cache
def read_aloud(name: str) -> str:
    """Return the words from right to left of one of them, in the order of the document's structure."""
    with pikepdf.open(io.BytesIO(printed(name).content)) as pdf:
        return " ".join(" ".join(_spoken(pdf.Root.StructTreeRoot)).split())


def _spoken(element: pikepdf.Object) -> Iterator[str]:
    if "/ActualText" in element:
        yield str(element.ActualText)
    for kid in element.get("/K", pikepdf.Array()):
        if isinstance(kid, pikepdf.Dictionary):
            yield from _spoken(kid)


def test_sentences_are_read_aloud_as_they_were_written() -> None:
    report = everyone()["layla"]
    said = [report.name, report.position, report.wish, *(entry.title for entry in report.contents)]
    assert [words for words in said if words not in read_aloud("layla")] == []
    assert "«قيادة فريق صغير.»" in read_aloud("layla")


@pytest.mark.parametrize("name", ["layla", "digits", "since"])
def test_words_are_found_and_copied_as_they_were_written(name: str, tmp_path: Path) -> None:
    """Programs put spaces and marks where they think best: what counts is that no letters change places."""
    file = tmp_path / "report.pdf"
    file.write_bytes(printed(name).content)
    poppler = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True).stdout
    with closing(pypdfium2.PdfDocument(file)) as pdf:
        pdfium = " ".join(page.get_textpage().get_text_range() for page in pdf)
    words = {word for word in re.findall(r"\w+", read_aloud(name)) if LETTERS.fullmatch(word)}
    assert len(words) > 200
    for copied in (poppler, pdfium):
        letters = "".join(LETTERS.findall(copied))
        assert [word for word in words if word not in letters] == []


def test_pages_run_from_right_to_left_with_the_map_mirrored_as_a_whole() -> None:
    markup = pages().markup(everyone()["maya"])
    assert '<html lang="ar" dir="rtl">' in markup
    assert '<g transform="translate(240 0) scale(-1 1)">' in markup


def test_numbers_and_ranges_are_written_in_words_between_them() -> None:
    said = " ".join(strings_of(everyone()["maya"]))
    assert "نحو 41، والمدى من 36 إلى 45" in said
    own = " ".join(strings_of(everyone()["digits"]))
    assert "نحو ٤١، والمدى من ٣٦ إلى ٤٥" in own
    assert "الخطة: ٣٠ و٦٠ و٩٠ يومًا" in own
    assert "من دراسة Schabram وNielsen وThompson (2022)" in own


def test_counted_things_agree_with_their_number() -> None:
    summary = everyone()["maya"].plan.summary
    assert "ست خطوات: 9 ساعات ونصف" in summary
    assert summary.endswith("أربع ساعات")
    assert [stretch.title for stretch in everyone()["maya"].plan.stretches] == [
        "30 يومًا",
        "60 يومًا",
        "90 يومًا",
    ]


@pytest.mark.parametrize(
    ("form", "asked"),
    [
        (None, "ما الذي يستحق أن يُقال عنها؟"),
        ("neutral", "ما الذي يستحق أن يُقال عنها؟"),
        ("feminine", "ماذا تودّين أن تقولي عنها؟"),
        ("masculine", "ماذا تودّ أن تقول عنها؟"),
    ],
)
def test_a_client_is_addressed_as_they_chose(form: str | None, asked: str) -> None:
    person = replace(client({}), address_form=form)
    assert asked in " ".join(strings_of(arabic(person)))


def test_addresses_and_numbers_keep_their_own_direction() -> None:
    markup = pages().markup(arabic(whole_maya(), settings(phone="+971 4 555 0142")))
    assert 'dir="ltr" href="mailto:nadia@example.com"' in markup
    assert 'dir="ltr">+971 4 555 0142' in markup


def test_ticks_moves_and_page_numbers_take_the_digits_of_the_setting() -> None:
    markup = pages().markup(everyone()["digits"])
    assert not re.findall(r'class="(?:t [xy]t small|no|n)"[^>]*>[0-9]', markup)
    assert re.findall(r'<div class="no">(.)</div>', markup)[:3] == ["١", "٢", "٣"]
    assert re.findall(r'class="t xt small"[^>]*>(\S+)</div>', markup) == ["٠", "٥٠", "١٠٠"]
    third = pypdf.PdfReader(io.BytesIO(printed("digits").content)).pages[2]
    assert "٣" in third.extract_text().split()
    assert "3" in pypdf.PdfReader(io.BytesIO(printed("maya").content)).pages[2].extract_text().split()


def test_words_against_the_page_end_their_lines_on_the_right_side() -> None:
    somebody = replace(everyone()["layla"], name="Wilhelmina Featherstonehaugh-Cholmondeley")
    markup = pages().markup(somebody)
    assert f'<p class="who"><span dir="ltr">{somebody.name}</span>' in markup
    assert '<span dir="rtl">«' in markup


@pytest.mark.parametrize("letters", [20, 31, 44, 60])
def test_a_name_of_any_length_leaves_the_cover_on_one_page(letters: int) -> None:
    name = ("Wilhelmina Featherstonehaugh " * 3)[:letters].strip()
    document = print_report(replace(everyone()["layla"], name=name))
    second = pypdf.PdfReader(io.BytesIO(document.content)).pages[1].extract_text()
    assert everyone()["layla"].texts["you.title"] in second


def test_cards_that_few_answers_leave_short_stand_on_one_page() -> None:
    assert printed("maya").pages == printed("hardly").pages + 1
    assert 'id="areas-2"' not in pages().markup(everyone()["hardly"])
    assert 'id="areas-2"' in pages().markup(everyone()["maya"])
