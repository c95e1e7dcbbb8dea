"""By what somebody is known in a text, and what is another's."""

import gzip
import io
import zipfile
from collections.abc import Iterable
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.workflow.privacy.people import Person
from pipeline.workflow.privacy.signs import Signs, signs_of
from pipeline.workflow.privacy.views import UnreadableError, form_of, views_of
from tests.posting import pdf_of

ANN = Person(
    "C-1",
    frozenset({"c-1"}),
    "Ann Lee",
    frozenset({"Ann Lee", "ann lee"}),
    frozenset({"ann@example.com"}),
    frozenset({"I want to open a guest house by the sea with my sister Eve", "yes"}),
)
OTHERS = ("C-10", "Ann Leeds", "Joann Lee", "Mary Ann Lee", "joann@example.com", "C-12")


def of(person: Person = ANN, others: Iterable[str] = OTHERS, ordinary: str = "") -> Signs:
    return signs_of(person, others, ordinary)


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("Dear Ann  Lee,", "name"),
        ("DEAR ANN\nLEE", "name"),
        ("ann\u00a0l\u00adee", "name"),
        ("to: <Ann@Example.com>", "e-mail address"),
        ("row c-1 was held", "number"),
        ("…open a guest house by the sea…: i want to open a guest house by", "own words"),
    ],
)
def test_it_is_found_however_it_is_written(text: str, sort: str) -> None:
    assert of().in_text(text) == {sort}


@pytest.mark.parametrize(
    "text",
    [
        "Ann Leeds",
        "Joann Lee",
        "Mary Ann Lee",
        "Ann Leeward",
        "C-10",
        "C-12",
        "ABC-1",
        "C-15",
        "joann@example.com",
        "yes",
        "a guest house",
    ],
)
def test_what_is_a_part_of_anothers_is_no_find(text: str) -> None:
    assert not of().in_text(text)
    assert not of().in_bytes(text.encode()) or text == "Ann Leeward"


def test_theirs_is_found_beside_anothers() -> None:
    assert of().in_text("Mary Ann Lee and Ann Lee") == {"name"}
    assert of().in_bytes(b"MaryMary Ann LeeAnn Lee") == {"name"}


def test_bytes_are_searched_wherever_words_begin() -> None:
    assert of().in_bytes(b"\x00\xffc-1reportC-1Ann Leeenoutputs") == {"name"}
    assert not of().in_bytes(b"c-1"), "so few letters stand in any bytes by chance"


@pytest.mark.parametrize(
    ("person", "others", "ordinary", "told"),
    [
        (Person("7", frozenset({"7"})), (), "", "number is too short"),
        (Person("C-1", frozenset({"c-1"})), ("c-1",), "", "another client has the same number"),
        (
            Person("x-77", frozenset({"x-77"}), "Will", frozenset({"Will"})),
            (),
            "You will see",
            "pages have the same name",
        ),
        (
            Person("x-77", frozenset({"x-77"}), words=frozenset({"a store manager"})),
            (),
            "As a store manager you plan",
            "everybody's pages have some of the words that they wrote: where that stands",
        ),
        (
            Person("x-77", frozenset({"x-77"}), words=frozenset({"a store manager"})),
            ("A store manager",),
            "",
            "another client wrote some of the same words: where that stands",
        ),
    ],
)
def test_what_tells_nobody_apart_is_told(
    person: Person, others: tuple[str, ...], ordinary: str, told: str
) -> None:
    signs = of(person, others, ordinary)
    assert told in signs.untold[0]
    assert len(signs.untold) == 1


def test_long_words_are_known_by_their_parts() -> None:
    words = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    signs = of(Person("C-1", frozenset({"c-1"}), words=frozenset({words})))
    assert signs.count("own words") == 2
    assert signs.in_text("… nine ten eleven twelve thirteen fourteen fifteen sixteen.") == {"own words"}


@given(st.text(min_size=6, max_size=30), st.text(max_size=20), st.text(max_size=20))
def test_a_name_between_spaces_is_found_in_every_text(name: str, before: str, after: str) -> None:
    person = Person("C-1", frozenset(), name, frozenset({name}))
    signs = of(person, ())
    text = f"{before} {name} {after}"
    if signs.count("name") and signs.signs[0].text.strip():
        assert signs.in_text(text)
        assert (
            signs.in_bytes(text.encode("utf-8", "replace"))
            or len(signs.signs[0].text) < 6
            or max(text) >= "\ud800"
        )


def texts(content: bytes) -> str:
    """All that can be read in a file."""
    return "\n".join(view.text for view in views_of(content) if view.text is not None)


def zipped(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def mailed(content: bytes) -> bytes:
    message = EmailMessage()
    message["To"] = "=?utf-8?b?QW5uIExlZQ==?= <ann@example.com>"
    message.set_content("Für Ann\n", cte="base64")
    message.add_attachment(content, maintype="application", subtype="pdf", filename="x.pdf")
    return message.as_bytes()


def test_a_mail_is_decoded_and_what_is_attached_is_read() -> None:
    mail = mailed(pdf_of("C-77", "digest"))
    assert form_of(mail) == "mail"
    assert b"C-77" not in mail
    read = texts(mail)
    for part in ("Ann Lee", "Für Ann", "C-77"):
        assert part in read


def test_a_workbook_is_unpacked_and_its_markup_taken_off() -> None:
    book = zipped(**{"xl/sheet1.xml": b"<c><t>Ann</t><t> Lee &amp; Eve</t></c>", "Ann Lee.txt": b"x"})
    assert form_of(book) == "archive"
    assert "Ann Lee & Eve" in texts(book)
    assert "Ann Lee.txt" in texts(book)


def test_what_lies_in_what_lies_in_it_is_read() -> None:
    assert "C-77" in texts(zipped(mail=mailed(pdf_of("C-77", "digest"))))


OLD = b"\xd0\xcf\x11\xe0" + bytes(9)
"""How the files of old office programs begin."""


@pytest.mark.parametrize(
    "content",
    [
        "Ann Lee".encode("utf-16"),
        OLD + "x Ann Lee".encode("utf-16-le"),
        OLD + b"Ann Lee",
        gzip.compress(zipped(a=b"Ann Lee")),
        "Für Ann Lee".encode("cp1252"),
    ],
    ids=["wide", "old", "old and narrow", "gzip", "western"],
)
def test_a_text_is_read_however_programs_write_it(content: bytes) -> None:
    signs, found = of(), set[str]()
    for view in views_of(content):
        found |= signs.in_bytes(view.content) if view.text is None else signs.in_text(view.text)
    assert found == {"name"}


def test_old_codes_of_arabic_and_western_letters_are_read() -> None:
    assert "ليلى" in texts("ليلى".encode("cp1256"))
    assert "Inês" in texts("Inês".encode("cp1252"))


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7 and no more",
        b"PK\x03\x04 and no more",
        zipped(a=b"x" * 100)[:-40],
        b"\x1f\x8b and no more",
        b"7z\xbc\xaf\x27\x1c\0",
        OLD + "EncryptedPackage".encode("utf-16-le"),
    ],
    ids=[
        "PDF",
        "archive",
        "cut off",
        "gzip",
        "7z",
        "locked",
    ],  # an archive holds the time at which it was made
)
def test_what_cannot_be_taken_apart_is_told(content: bytes) -> None:
    with pytest.raises(UnreadableError):
        list(views_of(content))


def test_archives_in_archives_end_somewhere() -> None:
    nested = b"at the bottom"
    for _ in range(12):
        nested = zipped(inner=nested)
    with pytest.raises(UnreadableError):
        list(views_of(nested))


def test_an_archive_that_unfolds_to_too_much_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.workflow.privacy.views._MOST_BYTES", 10)
    with pytest.raises(UnreadableError):
        list(views_of(zipped(a=b"x" * 11)))
    with pytest.raises(UnreadableError):
        list(views_of(gzip.compress(b"x" * 11)))


def test_a_mail_with_a_header_that_nobody_can_read_is_searched_all_the_same() -> None:
    broken = b'From: a\r\nContent-Type: text/plain; charset="no such"\r\nX: =?no?q?such?=\r\n\r\nAnn Lee\r\n'
    assert "Ann Lee" in texts(broken)


def test_a_database_is_bytes_alone() -> None:
    content = b"SQLite format 3\x00Ann"
    assert form_of(content) == "database"
    assert [view.content for view in views_of(content)] == [content]
