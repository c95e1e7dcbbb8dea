"""What a file really is, told from its bytes, when it is not what its name says."""

from collections.abc import Collection

Told = tuple[str, str]
"""What is wrong, and what to do."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How old Office files begin, and new ones with a password. MS-CFB 2.2."""

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
PASSWORD: Told = ("The workbook is protected with a password.", "Remove the password and save it again.")
_SAVE_AS = "Open it in your spreadsheet program and save it as an Excel workbook (.xlsx)."
_WEB_PAGE = ("This is a web page saved under the name of a spreadsheet.", _SAVE_AS)
_STARTS = ((b"%PDF-", "a PDF document"), (b"{\\rtf", "a text document"), (b"<?xml", "an XML file"))
_ARCHIVES = (
    ("index/document.iwa", "This is a Numbers file.", "In Numbers, choose File, Export To, Excel."),
    ("content.xml", "This is an OpenDocument file, not an Excel workbook.", _SAVE_AS),
    ("xl/workbook.bin", "This is a binary Excel workbook (.xlsb).", _SAVE_AS),
)


def inspect_ole(data: bytes) -> Told:
    """Tell what an Office file that is no archive is."""
    if _ENCRYPTED in data:
        return PASSWORD
    return "This is an old Excel workbook (.xls) under another name.", _SAVE_AS


def inspect_archive(names: Collection[str]) -> Told | None:
    """Tell what an archive with these parts is; their names are in lower case. None: a workbook."""
    if "xl/workbook.xml" in names:
        return None
    for name, what, fix in _ARCHIVES:
        if name in names:
            return what, fix
    return "This is not an Excel workbook, whatever its name says.", _SAVE_AS


def inspect_text(data: bytes) -> Told:
    """Tell what a file is that should be a workbook and is no archive."""
    if is_web_page(data):
        return _WEB_PAGE
    for start, what in _STARTS:
        if data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(start):
            return f"This is {what} under the name of a workbook.", _SAVE_AS
    return (
        "This is not an Excel workbook, whatever its name says.",
        "Save it as an Excel workbook (.xlsx); a CSV file needs a name that ends in .csv.",
    )


def inspect_csv(data: bytes) -> Told | None:
    """Tell what a file is that should be a CSV file; None if it may be one."""
    if data.startswith((b"PK\x03\x04", OLE)):
        return (
            "This is not a CSV file, whatever its name says.",
            "Save it as CSV UTF-8; an Excel workbook needs a name that ends in .xlsx.",
        )
    return _WEB_PAGE if is_web_page(data) else None


def is_web_page(data: bytes) -> bool:
    """Whether the bytes begin as HTML does."""
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith(b"<") and any(sign in start for sign in (b"<html", b"<table", b"<!doctype html"))
