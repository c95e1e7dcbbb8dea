"""What the PDF of a mail is called on every system, and names that tell nothing about a client."""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given

from pipeline.delivery.names import event_uid, message_id, pdf_name
from tests.delivery.letters import texts

DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
REFUSED = set('<>:"/\\|?*.')


@pytest.mark.parametrize(
    ("person", "name"),
    [
        ("Maya Haddad", "Maya Haddad - Career Roadmap.pdf"),
        ("  Maya \n Haddad ", "Maya Haddad - Career Roadmap.pdf"),
        ("Dr. Maya O’Neill-Haddad (née Karam)", "Dr Maya O’Neill-Haddad (née Karam) - Career Roadmap.pdf"),
        ("مايا حداد", "مايا حداد - Career Roadmap.pdf"),
        ("Zoe\u0308", "Zoë - Career Roadmap.pdf"),
        ("../../etc/passwd", "etc passwd - Career Roadmap.pdf"),
        ("Maya\u202efdp.exe", "Mayafdp exe - Career Roadmap.pdf"),
        ("aux.h", "aux h - Career Roadmap.pdf"),
        ("CON", "CON - Career Roadmap.pdf"),
        ("C:\\x", "C x - Career Roadmap.pdf"),
        ("-rf", "rf - Career Roadmap.pdf"),
        ("-_ ('Maya'_", "Maya - Career Roadmap.pdf"),
        ("👩🏽\u200d🚀", "Career Roadmap.pdf"),
        ("\u0301", "Career Roadmap.pdf"),
        ("\ud800", "Career Roadmap.pdf"),
        ("", "Career Roadmap.pdf"),
    ],
)
def test_a_name_is_safe_and_can_be_read(person: str, name: str) -> None:
    assert pdf_name(person, "Career Roadmap") == name


def test_opaque_names_leave_the_person_out() -> None:
    assert pdf_name("Maya Haddad", "Career Roadmap", opaque=True) == "Career Roadmap.pdf"


@pytest.mark.parametrize(
    ("document", "name"),
    [("a/b: c.exe", "Maya - a b c exe.pdf"), ("", "Maya - PDF.pdf"), ("...", "Maya - PDF.pdf")],
)
def test_a_practice_may_call_it_anything(document: str, name: str) -> None:
    assert pdf_name("Maya", document) == name


def test_a_long_name_is_cut_between_letters() -> None:
    name = pdf_name("ح" * 200, "خارطة الطريق المهنية")
    assert name == f"{'ح' * 40} - خارطة الطريق المهنية.pdf"


@given(texts(), texts())
def test_no_name_is_refused_by_a_system_or_means_another_place(person: str, document: str) -> None:
    name = pdf_name(person, document)
    stem = name.removesuffix(".pdf")
    assert name.endswith(".pdf")
    assert stem
    assert not set(stem) & REFUSED
    assert all(unicodedata.category(sign)[0] in "LMN" or sign in " -_'’()" for sign in stem)
    assert stem == stem.strip()
    assert stem[0] not in "-_"
    assert len(name.encode()) <= 180
    assert not DEVICES.match(name)
    assert Path(name).name == name
    assert unicodedata.is_normalized("NFC", name)


def test_names_can_be_written_as_files(tmp_path: Path) -> None:
    for number, person in enumerate(("Maya Haddad", "مايا", "ح" * 200)):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / pdf_name(person, "Career Roadmap")).write_bytes(b"%PDF")


KEY = b"k" * 32


def test_a_message_id_is_the_same_for_ever_and_differs_for_every_mail() -> None:
    usual = message_id(KEY, "c-1", "report", 1, "example.com")
    assert re.fullmatch(r"<[0-9a-f]{32}@example\.com>", usual)
    assert usual == message_id(KEY, "c-1", "report", 1, "example.com")
    others = {
        message_id(KEY, "c-1", "report", 2, "example.com"),
        message_id(KEY, "c-1", "report1", 1, "example.com"),
        message_id(KEY, "c-1r", "eport", 1, "example.com"),
        message_id(KEY, "\ud800", "report", 1, "example.com"),
        message_id(b"j" * 32, "c-1", "report", 1, "example.com"),
    }
    assert len({usual, *others}) == 6


def test_an_event_is_the_same_for_all_revisions() -> None:
    assert event_uid(KEY, "c-1", "example.com") == event_uid(KEY, "c-1", "example.com")
    assert event_uid(KEY, "c-1", "example.com") != event_uid(KEY, "c-2", "example.com")
