"""E-mail addresses: one plain address is read, everything else is told, look-alikes wait for the coach."""

from datetime import date
from pathlib import Path
from time import process_time

import pytest

from pipeline.models.intake import IntakeSettings
from pipeline.spreadsheets.folding import fold_address, fold_name
from pipeline.spreadsheets.places import Cell
from tests.intake.cells import fault, value
from tests.intake.reading import PERSON, only_problem, read, table, write_csv


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("maya@example.com", " MAYA@Example.COM "),
        ("maya@münchen.de", "maya@xn--mnchen-3ya.de"),
        ("Maya@MÜNCHEN.de", "MAYA@XN--MNCHEN-3YA.DE"),
        ("maya@mu\u0308nchen.de", "maya@münchen.de"),
        ("maya@faß.de", "maya@xn--fa-hia.de"),
        ("josé@example.com", "JOSE\u0301@Example.com"),
    ],
)
def test_two_spellings_of_one_address_are_the_same(one: str, other: str) -> None:
    assert fold_address(one) == fold_address(other)


@pytest.mark.parametrize("text", ["Élodie", "a@\ud800.de", "@", "a@-é.de", f"é@{'é' * 300}.de", ""])
def test_what_is_no_address_is_folded_as_a_name_is(text: str) -> None:
    assert fold_address(text) == fold_name(text)


@pytest.mark.parametrize(
    "cell",
    [
        "maya@example.com",
        " Maya.H+x@mail.example.co.uk ",
        "\N{NO-BREAK SPACE}o'neil@example.com",
        "maya@münchen.de",
        "maya@xn--mnchen-3ya.de",
        "maya@пример.рф",
        "maya@παράδειγμα.ελ",
        "maya@例え.jp",
        "maya@tokyo東京.jp",
        "maya@한국-korea.kr",
        "josé@example.com",
        "MÜLLER.h+x2@example.com",
        "maya@XN--MNCHEN-3YA.de",
        "nguyễn@ơn-việt.vn",
        "łukasz@żółw.pl",
        "ioniță@știri.ro",
        "ərəb@şəhər.az",
        "maya@faß.de",
        "वेद@example.com",
        "иван.петров@пример.рф",
        "сао@пример.рф",
        "田中@例え.jp",
    ],
)
def test_one_plain_address_is_kept_as_typed(cell: str) -> None:
    assert value("A8", cell) == cell.strip()


def test_letters_in_parts_are_put_together() -> None:
    assert value("A8", "maya@mu\u0308nchen.de") == "maya@münchen.de"


SEVERAL = "There is more than one e-mail address here."
MORE = "There is more than the address here."
BREAK = "There is a line break in this address."
UNSEEN = "There are characters in this address that cannot be seen."
WIDE = "There are wide letters or signs in this address."
CODED = "This is the coded form in which mail programs pass names on."
DOT = "There is a dot in this address where none can be."
LONG = "This address is longer than any that mail can reach."
NUMERIC = "There are numbers where the name of a mail provider belongs."
NO_AT = "There is no @ here, so this is no e-mail address."
NONE = "This is not an e-mail address."
LOOKALIKE = "Letters of this address are unusual and look like plain ones, as in a forged address."


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ('"a@x.com" <evil@y.com>', SEVERAL),
        ("a@x.com, b@y.com", SEVERAL),
        ("a@x.com;b@y.com", SEVERAL),
        ("a@x.com b@y.com", SEVERAL),
        ("a@x.com / b@y.com", SEVERAL),
        ("Maya <maya@example.com>", MORE),
        ("<maya@example.com>", MORE),
        ("a@x.com\r\nBcc: b@y.com", BREAK),
        ("a@x.com\n", BREAK),
        ("a@x.com\u2028", BREAK),
        ("a@exam\u200bple.com", UNSEEN),
        ("a@exam\u00adple.com", UNSEEN),
        ("\u202ea@example.com", UNSEEN),
        ("a\x00@example.com", UNSEEN),
        ("a@ｅxample.com", WIDE),
        ("a＠example.com", WIDE),
        ("a@example。com", WIDE),
        ("=?utf-8?q?a?=@example.com", CODED),
        ("=?utf-8?b?YQ==?= <a@example.com>", CODED),
        ("mailto:a@example.com", "There is a word with a colon before the address."),
        ("E-Mail: a@example.com", "There is a word with a colon before the address."),
        ("anonymous", NO_AT),
        ("TRUE", NO_AT),
        ("a@b@example.com", "There is more than one @ in this address."),
        (f"{'a' * 65}@example.com", LONG),
        (f"a@{'b.' * 130}com", LONG),
        (f"ü@{'b.' * 130}com", LONG),
        ('"a b"@example.com', "There are quotation marks in this address."),
        ("a(Maya)@example.com", "There are brackets in this address."),
        ("a b@example.com", "There is a blank inside this address."),
        ("a@[192.0.2.1]", NUMERIC),
        ("a@192.0.2.1", NUMERIC),
        ("a;b@example.com", "There is a comma, semicolon or colon in this address."),
        ("a@example.com,", "There is a comma, semicolon or colon in this address."),
        (".a@example.com", DOT),
        ("a.@example.com", DOT),
        ("a..b@example.com", DOT),
        ("a@.example.com", DOT),
        ("a@example.com.", DOT),
        ("a@localhost", "The address ends before the dot of its domain, such as .com."),
        ("a@-x.com", NONE),
        ("a@x_y.com", NONE),
        ("a@x.c", NONE),
        ("@example.com", NONE),
        ("a@xn--a.com", NONE),
        ("a@-é.de", NONE),
        (f"{'é' * 33}@example.com", LONG),
        (f"{'é' * 30}@{'é' * 60}.{'é' * 60}.com", LONG),
        ("jos☺@example.com", NONE),
        ("\u0301@example.com", NONE),
        ("josé@localhost.c", NONE),
        (4, "This is a number or a date, not an e-mail address."),
        (date(2026, 1, 1), "This is a number or a date, not an e-mail address."),
        ("#REF!", "The spreadsheet shows an error here."),
    ],
)
def test_what_is_no_plain_address_is_told(cell: Cell, told: str) -> None:
    found = fault("A8", cell)
    assert found.message == told
    assert found.fix


LOOKALIKES = [
    "maya@раураl.com",
    "maya@аррӏе.com",
    "maya@xn--80ak6aa92e.com",
    "maya@ρaypal.com",
    "maya@mail.ехо.com",
    "maya@gmaıl.com",
    "mаya@example.com",
    "аасе@example.com",
    "маya@пример.рф",
    "𝓶𝓪𝔂𝓪@example.com",
    "maya@ᴘaypal.com",
    "maya@ⅽom.com",
    "maya@ﬁ.com",
    "maya@𝖾𝗑.com",
    "maya@ḷidl.com",
    "mɑya@example.com",
    "maya@ſun.com",
    "maya@example.℡",
]


@pytest.mark.parametrize("address", LOOKALIKES)
def test_an_address_with_letters_that_look_like_others_waits_for_the_coach(address: str) -> None:
    found = fault("A8", address)
    assert found.message == LOOKALIKE
    assert "confirmed_addresses" in found.fix
    assert value("A8", address, confirmed_addresses=[address.replace("a", "A")]) == address
    assert fault("A8", address, confirmed_addresses=["maya@example.com"]) == found


@pytest.mark.parametrize(
    "text", ["a@" + "," * 32_000, "=?x" * 10_900, "a@" + "1." * 16_000, "@" + " ," * 16_000]
)
def test_what_is_far_too_long_costs_no_search(text: str) -> None:
    started = process_time()
    assert fault("A8", text).message == LONG
    assert process_time() - started < 0.05


def test_many_addresses_are_told_as_such_however_long() -> None:
    assert fault("A8", ", ".join(f"maya{n}@example.com" for n in range(100))).message == SEVERAL


def test_only_what_mail_can_reach_can_be_confirmed() -> None:
    found = fault("A8", "jos☺@example.com", confirmed_addresses=["jos☺@example.com"])
    assert found.message == NONE


def test_a_confirmed_address_of_a_real_sheet_is_read(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "one.csv", table(PERSON | {"A8": LOOKALIKES[0]}))
    problem = only_problem(read(path))
    assert (problem.field, problem.found, problem.is_error) == ("A8", LOOKALIKES[0], True)
    settings = IntakeSettings(confirmed_addresses=(LOOKALIKES[0],))
    assert read(path, settings=settings).clients[0].email == LOOKALIKES[0]
