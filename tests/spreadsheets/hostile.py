"""Files that were made to harm whoever opens them, each as small as it can be and real."""

import os
import socket
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.intake.reading import PERSON, archive, table, write_workbook

SHEET = "xl/worksheets/sheet1.xml"
TEXTS = "xl/sharedStrings.xml"
_MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_LAUGHS = (
    b'<!DOCTYPE l [<!ENTITY a0 "lol">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
    + b"]>"
)
_EXTERNAL = b'<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>'

READ = ""
"""What is said of a file that costs no more than it should, and is read: no error."""

Change = Callable[[bytes], bytes]


def whole(folder: Path) -> bytes:
    """Return a workbook of one person, with nothing wrong."""
    return write_workbook(folder / "whole.xlsx", {"S": table(PERSON)}).read_bytes()


def members(folder: Path) -> dict[str, bytes]:
    """Return the parts of a workbook with nothing wrong."""
    whole(folder)
    with zipfile.ZipFile(folder / "whole.xlsx") as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def _swap(old: bytes, new: bytes) -> Change:
    return lambda markup: markup.replace(old, new)


def _sheet_of(rows: bytes) -> Change:
    return lambda _: b"<worksheet %s><sheetData>%s</sheetData></worksheet>" % (_MAIN, rows)


def _texts(item: Callable[[int], bytes], count: int) -> Change:
    return lambda _: b"<sst %s>%s</sst>" % (_MAIN, b"".join(map(item, range(count))))


_NESTED = b"<a>" * 200_000 + b"</a>" * 200_000
_TWICE = b'<row r="2"><c r="A2"><v>4</v></c></row></sheetData>'
_CORNER = b'<row r="200000"><c r="ALL200000"><v>1</v></c></row></sheetData>'
_FAR_ROWS = b"".join(b'<row r="%d"><c r="ALK%d"><v>1</v></c></row>' % (n, n) for n in range(1, 150_000))
_DEEP = _swap(b"<sheets>", _NESTED + b"<sheets>")

CHANGED: dict[str, tuple[str, Change, str]] = {
    "billion laughs": (SHEET, lambda markup: _LAUGHS + markup, "commands that no"),
    "laughs in the workbook": ("xl/workbook.xml", lambda markup: _LAUGHS + markup, "commands that no"),
    "quadratic entity": (
        SHEET,
        lambda markup: (
            b'<!DOCTYPE l [<!ENTITY a "%s">]>' % (b"x" * 100_000)
            + markup.replace(b"<v>4</v>", b"<v>%s</v>" % (b"&a;" * 100_000))
        ),
        "commands that no",
    ),
    "external entity": (SHEET, lambda markup: _EXTERNAL + markup, "commands that no"),
    "late doctype": (
        SHEET,
        lambda markup: b"<!--%s-->" % (b" " * 2_000_000) + _LAUGHS + markup.replace(b"<c ", b'<c t="e" '),
        "commands that no",
    ),
    "last cell there is": (SHEET, _swap(b'r="D2"', b'r="XFD1048576"'), "reaches beyond"),
    "last cell, strangely written": (SHEET, _swap(b'r="D2"', b" r = 'XFD1048576' "), "no spreadsheet"),
    "far corner within the limits": (SHEET, _swap(b"</sheetData>", _CORNER), "more memory"),
    "far corner of another row": (SHEET, _swap(b'r="D2"', b'r="ALL200000"'), "not certain whose"),
    "endless cell": (
        SHEET,
        lambda markup: markup.replace(b"Maya Haddad", os.urandom(6_000_000).hex().encode()),
        "no spreadsheet",
    ),
    "endless attribute of anything": (
        SHEET,
        lambda markup: markup.replace(
            b'<row r="2"', b'<row x="%s" r="2"' % os.urandom(6_000_000).hex().encode()
        ),
        "no spreadsheet",
    ),
    "a row of no sheet": (SHEET, _swap(b'<row r="2"', b'<row r="99999999999"'), "reaches beyond"),
    "a row twice": (SHEET, _swap(b"</sheetData>", _TWICE), "stands in the sheet more than once"),
    "sparse rows": (SHEET, _sheet_of(_FAR_ROWS), "more memory"),
    "ten million texts": (
        TEXTS,
        lambda _: b"<sst %s>%s</sst>" % (_MAIN, b"<si><t/></si>" * 10_000_000),
        "times its size",
    ),
    "texts for no cells": (TEXTS, _texts(lambda n: b"<si><t>%d</t></si>" % n, 400_000), "far more texts"),
    "endless attribute": (
        SHEET,
        _swap(b'<row r="2"', b'<row x="%s" r="2"' % (b"y" * 100_000_000)),
        "times its size",
    ),
    "tags without end": ("xl/workbook.xml", _DEEP, READ),
    "zeros": ("xl/media/a.bin", lambda _: bytes(200_000_000), "times its size"),
}
"""Parts of a workbook that are changed: which, how, and what is said."""


def changed(folder: Path, name: str) -> bytes:
    """Return the workbook of that name in ``CHANGED``."""
    part, change, _ = CHANGED[name]
    parts = members(folder)
    parts[part] = change(parts.get(part, b""))
    return archive(parts)


def _lying(folder: Path) -> bytes:
    parts = members(folder)
    parts[TEXTS] = _texts(lambda _: b"<si><t>a</t></si>", 1_000_000)(b"")
    true = len(parts[TEXTS]).to_bytes(4, "little")
    return archive(parts).replace(true, (1_000).to_bytes(4, "little"))


def _renamed(old: bytes, new: bytes) -> Callable[[Path], bytes]:
    """Give two parts of an archive the same name, or one a strange name, behind the archiver's back."""

    def make(folder: Path) -> bytes:
        parts = members(folder) | {"xl/worksheets/sheet9.xml": b"<x/>"}
        return archive(parts).replace(old, new)

    return make


WHOLE: dict[str, tuple[str, Callable[[Path], bytes], str]] = {
    "lying size": ("a.xlsx", _lying, "damaged"),
    "a part twice": ("a.xlsx", _renamed(b"sheet9.xml", b"SHEET1.xml"), "damaged"),
    "a part elsewhere": ("a.xlsx", _renamed(b"xl/worksheets/sheet9", b"../../../../etc/a9x"), "damaged"),
    "too many parts": (
        "a.xlsx",
        lambda folder: archive(members(folder) | {f"x/{n}": b"" for n in range(3_000)}),
        "2,000 can be read",
    ),
    "cut short": ("a.xlsx", lambda folder: whole(folder)[:3_000], "damaged"),
    "numbers": ("a.xlsx", lambda _: archive({"Index/Document.iwa": b""}), "Numbers"),
    "open document": ("a.xlsx", lambda _: archive({"content.xml": b""}), "OpenDocument"),
    "binary workbook": ("a.xlsx", lambda _: archive({"xl/workbook.bin": b""}), ".xlsb"),
    "pdf": ("a.xlsx", lambda _: b"%PDF-1.7", "PDF"),
    "web page as csv": ("a.csv", lambda _: b"<html><table></table></html>", "web page"),
    "commas": ("a.csv", lambda _: b"," * 5_000_000, "1,000 columns"),
    "line ends": ("a.csv", lambda _: b"\n" * 5_000_000 + b"a", "200,000 rows"),
    "quotation marks": ("a.csv", lambda _: b"A1,A8,L01\n" + b'"' * 5_000_001, "quotation mark"),
    "junk": ("a.csv", lambda _: os.urandom(3_000_000), "not a CSV file"),
    "one long line": ("a.csv", lambda _: b"a" * 5_000_000 + b"\xe9" + b"a" * 5_000_000, READ),
}
"""Whole files: under which name, how they are made, and what is said."""


def make_pipe(path: Path) -> None:
    """Make a named pipe that nobody writes to."""
    os.mkfifo(path)


def make_socket(path: Path) -> None:
    """Make a socket that nobody answers."""
    with socket.socket(socket.AF_UNIX) as one:
        here = Path.cwd()
        os.chdir(path.parent)  # the name of a socket may have no more than some 100 characters
        try:
            one.bind(path.name)
        finally:
            os.chdir(here)
