"""Sheets whose markup means one thing to one reader and another to the next: nobody's answers may move."""

import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from pipeline.models.intake import IntakeLimits
from pipeline.spreadsheets.limits import Limits
from pipeline.spreadsheets.places import Formula, Place
from pipeline.spreadsheets.readers import read_file
from pipeline.spreadsheets.tables import Contents
from tests.intake.reading import archive, write_workbook
from tests.spreadsheets.hostile import SHEET

LIMITS = Limits.of(IntakeLimits())
ROWS: list[Sequence[object]] = [["A1", "A8", "L01"], ["Bob", "bob@x.com", 1], ["Maya", "maya@x.com", 4]]
WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"

Change = Callable[[bytes], bytes]


def _read(folder: Path, changes: dict[str, Change], more: dict[str, bytes] | None = None) -> Contents:
    """Read a workbook of two people, with its parts changed."""
    write_workbook(folder / "whole.xlsx", {"S": ROWS})
    parts = _members(folder) | (more or {})
    for part, change in changes.items():
        changed = change(parts[part])
        assert changed != parts[part]
        parts[part] = changed
    path = folder / "a.xlsx"
    path.write_bytes(archive(parts))
    return read_file(path, Place("a.xlsx"), LIMITS, frozenset())


def _members(folder: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(folder / "whole.xlsx") as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def _swap(old: bytes, new: bytes) -> Change:
    return lambda markup: markup.replace(old, new)


def _prefixed(markup: bytes) -> bytes:
    """Give every tag a prefix, as programs built upon Microsoft's own library do."""
    markup = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", markup)
    return markup.replace(b"xmlns=", b"xmlns:x=")


_UNUSUAL = "no spreadsheet program writes"
_SECOND = b'<sheetData><row r="4"><c r="A4"><v>1</v></c></row></sheetData>'

REFUSED: dict[str, tuple[dict[str, Change], str]] = {
    "answers of another row": ({SHEET: lambda m: m.replace(b'"B3"', b'"B2"')}, "Cell B2 stands"),
    "a row among another": ({SHEET: lambda m: re.sub(rb'"([ABC])3"', rb'"\g<1>2"', m)}, "Cell A2 stands"),
    "a row under no number": ({SHEET: lambda m: re.sub(rb'"([ABC])3"', rb'"\g<1>7"', m)}, "Cell A7 stands"),
    "a cell twice": (
        {SHEET: _swap(b"</row></sheetData>", b'<c r="C3"><v>1</v></c></row></sheetData>')},
        "C3",
    ),
    "cells twice behind one": (
        {SHEET: _swap(b"</sheetData>", b'<row r="3"><c r="A3"><v>1</v></c></row></sheetData>')},
        "Row 3 stands",
    ),
    "a second block": ({SHEET: _swap(b"</sheetData>", b"</sheetData>" + _SECOND)}, _UNUSUAL),
    "a second block before": ({SHEET: _swap(b"<sheetData>", _SECOND + b"<sheetData>")}, _UNUSUAL),
    "a comment before all": (
        {SHEET: lambda m: b"<!-- <z:worksheet > -->" + m.replace(b'<row r="3"', b'<row r="3" hidden="1"')},
        _UNUSUAL,
    ),
    "a comment in a number": ({SHEET: _swap(b"<v>4</v>", b"<v>4<!-- -->2</v>")}, _UNUSUAL),
    "a comment at the end": (
        {SHEET: lambda m: m.replace(b"</sheetData>", b"</sheetData><!-- -->")},
        _UNUSUAL,
    ),
    "unparsed text": ({SHEET: _swap(b"<v>4</v>", b"<v><![CDATA[4]]></v>")}, _UNUSUAL),
    "an instruction": ({SHEET: _swap(b"<v>4</v>", b"<v><?x y?>4</v>")}, _UNUSUAL),
    "a bracket in a tag": ({SHEET: _swap(b'<row r="3"', b'<row r="3" x=">" hidden="1"')}, _UNUSUAL),
    "a number in code": ({SHEET: _swap(b'<row r="3"', b'<row r="3" hidden="&#49;"')}, _UNUSUAL),
    "wide equals signs": ({SHEET: _swap(b'<row r="3"', b'<row r="3" hidden = "1"')}, _UNUSUAL),
    "a word for yes": ({SHEET: _swap(b'<row r="3"', b'<row r="3" hidden=" 1 "')}, _UNUSUAL),
    "a row of another kind": (
        {SHEET: _swap(b'<row r="3">', b'<q:row xmlns:q="urn:q" r="3"></q:row><row r="3">')},
        _UNUSUAL,
    ),
    "a cell of no row": ({SHEET: _swap(b"</sheetData>", b'<c r="A4"><v>1</v></c></sheetData>')}, _UNUSUAL),
    "two values": ({SHEET: _swap(b"<v>4</v>", b"<v>4</v><v>2</v>")}, _UNUSUAL),
    "a name of no cell": ({SHEET: _swap(b'"C3"', b'"c3"')}, _UNUSUAL),
    "a row of no number": ({SHEET: _swap(b'<row r="3"', b'<row r="x3"')}, _UNUSUAL),
    "two bytes a letter": ({SHEET: lambda m: m.decode().encode("utf-16")}, _UNUSUAL),
    "a workbook of two bytes": ({WORKBOOK: lambda m: m.decode().encode("utf-16")}, _UNUSUAL),
    "another encoding": ({SHEET: lambda m: b'<?xml version="1.0" encoding="cp037"?>' + m}, _UNUSUAL),
    "a path with turns": ({RELATIONS: _swap(b"/xl/worksheets/", b"/xl/x/../worksheets/")}, _UNUSUAL),
    "a path from elsewhere": ({RELATIONS: _swap(b"/xl/worksheets/", b"xl/worksheets/")}, _UNUSUAL),
    "a path twice": (
        {
            RELATIONS: _swap(
                b"</Relationships>", b'<Relationship Id="rId1" Target="/xl/styles.xml"/></Relationships>'
            )
        },
        _UNUSUAL,
    ),
    "a sheet twice": (
        {
            WORKBOOK: lambda m: re.sub(rb"(<sheet [^>]*)/>", rb"\1/>\1/>", m, count=1).replace(
                b'"visible"', b'"hidden"', 1
            )
        },
        _UNUSUAL,
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_markup_of_two_meanings_is_refused(tmp_path: Path, name: str) -> None:
    changes, said = REFUSED[name]
    contents = _read(tmp_path, changes)
    (problem,) = contents.problems
    assert said in problem.message
    assert (problem.is_error, contents.tables) == (True, ())


HONEST: dict[str, dict[str, Change]] = {
    "a prefix": {SHEET: _prefixed},
    "a mark and a declaration": {
        SHEET: lambda m: b'\xef\xbb\xbf<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n' + m
    },
    "line ends": {SHEET: lambda m: m.replace(b"</row>", b"</row>\n")},
    "no names": {SHEET: lambda m: re.sub(rb' r="\w+"', b"", m)},
    "single quotes": {SHEET: lambda m: m.replace(b'"', b"'")},
    "Excel's rows": {SHEET: lambda m: m.replace(b'<row r="3"', b'<row r="3" spans="1:3" ht="15.5"')},
    "another case": {RELATIONS: _swap(b"sheet1.xml", b"SHEET1.xml")},
    "from its folder": {RELATIONS: _swap(b"/xl/worksheets/", b"worksheets/")},
}


@pytest.mark.parametrize("name", HONEST)
def test_honest_markup_of_any_form_is_read(tmp_path: Path, name: str) -> None:
    contents = _read(tmp_path, HONEST[name])
    assert contents.problems == ()
    assert [list(cells) for cells in contents.tables[0].rows] == ROWS


@pytest.mark.parametrize("name", ["Excel's rows", "a prefix", "another case", "no names", "single quotes"])
@pytest.mark.parametrize("hidden", [b'hidden="1"', b'hidden="true"'])
def test_hidden_rows_are_found_in_any_form(tmp_path: Path, name: str, hidden: bytes) -> None:
    def hide(markup: bytes) -> bytes:
        return markup.replace(b'<row r="3"', b'<row r="3" ' + hidden)

    changes = {SHEET: lambda markup: HONEST[name].get(SHEET, bytes)(hide(markup))} | {
        part: change for part, change in HONEST[name].items() if part != SHEET
    }
    assert _read(tmp_path, changes).tables[0].hidden == {2}


def test_rows_of_another_prefix_are_rows(tmp_path: Path) -> None:
    def mixed(markup: bytes) -> bytes:
        row = b'<q:row xmlns:q="%s" hidden="1" r="3">' % MAIN
        return markup.replace(b'<row r="3">', row).replace(b"</row></sheetData>", b"</q:row></sheetData>")

    assert _read(tmp_path, {SHEET: mixed}).tables[0].hidden == {2}


@pytest.mark.parametrize("prefix", [b"", b"q:"])
def test_errors_and_formulas_are_no_blanks_in_any_form(tmp_path: Path, prefix: bytes) -> None:
    def change(markup: bytes) -> bytes:
        formula = b'<%sf xmlns:q="%s">1+2</%sf>' % (prefix, MAIN, prefix)
        markup = markup.replace(b'<c r="C2" t="n"><v>1</v>', b"<c r=\"C2\" t='e'><v>#N/A</v>")
        return markup.replace(b"<v>4</v>", formula)

    rows = _read(tmp_path, {SHEET: change}).tables[0].rows
    assert (rows[1][2], rows[2][2]) == ("#N/A", Formula("1+2"))


def test_a_sheet_without_rows_is_plain(tmp_path: Path) -> None:
    contents = _read(tmp_path, {SHEET: lambda m: re.sub(rb"<sheetData>.*</sheetData>", b"<sheetData/>", m)})
    assert (contents.problems, list(contents.tables[0].rows)) == ((), [])


def test_an_empty_shared_text_is_a_blank(tmp_path: Path) -> None:
    def share(markup: bytes) -> bytes:
        return markup.replace(b'<c r="C2" t="n">', b'<c r="C2" t="s">').replace(b"<v>1</v>", b"<v>0</v>")

    texts = b'<sst xmlns="%s"><si><t></t></si></sst>' % MAIN
    relation = b'<Relationship Id="rId9" Type="%s/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    office = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    changes = {SHEET: share, RELATIONS: _swap(b"</Relationships>", relation % office)}
    contents = _read(tmp_path, changes, {"xl/sharedStrings.xml": texts})
    assert contents.problems == ()
    assert [list(cells) for cells in contents.tables[0].rows][1] == ["Bob", "bob@x.com"]


@pytest.mark.parametrize("state", [b"hidden", b"veryHidden"])
@pytest.mark.parametrize(("rows", "told"), [(ROWS, 1), ([["Yes", "Rarely"], ["No", "Often"]], 0)])
def test_a_hidden_sheet_named_as_the_lists_are_is_told_if_it_holds_answers(
    tmp_path: Path, state: bytes, rows: list[Sequence[object]], told: int
) -> None:
    """Office programs that know one way of hiding write it for the other."""
    write_workbook(tmp_path / "whole.xlsx", {"S": ROWS, "roadmap lists": rows}, hidden=["roadmap lists"])
    parts = _members(tmp_path)
    parts[WORKBOOK] = parts[WORKBOOK].replace(b'"hidden"', b'"%s"' % state)
    path = tmp_path / "a.xlsx"
    path.write_bytes(archive(parts))
    contents = read_file(path, Place("a.xlsx"), LIMITS, frozenset({"a1", "a8", "l01"}))
    assert ([table.sheet for table in contents.tables], len(contents.problems)) == (["S"], told)
