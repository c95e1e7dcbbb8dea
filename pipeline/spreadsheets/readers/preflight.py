"""A look at a workbook's bytes before anything opens it: whether it is one, and of a sane size."""

import io
import zipfile

from pipeline.models.intake import IntakeLimits
from pipeline.models.problem import Problem
from pipeline.spreadsheets.places import Place

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PASSWORD_BIT = 1
_MEGABYTE = 1_000_000
_LOCKED = ("The workbook is protected with a password.", "Remove the password and save it again.")
_SAVE_AS = "Open it in your spreadsheet program and save it as an Excel workbook (.xlsx)."


def inspect(data: bytes, place: Place, limits: IntakeLimits) -> Problem | None:
    """Return what keeps these bytes from being opened as a workbook, or None."""
    if data.startswith(_OLE):
        return _inspect_ole(data, place)
    if not data.startswith(b"PK"):
        return _inspect_text(data, place)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _inspect_members(archive.infolist(), place, limits)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, RuntimeError, EOFError):
        return place.problem("The workbook is damaged or incomplete.", "Download or save it again.")


def _inspect_ole(data: bytes, place: Place) -> Problem:
    if _ENCRYPTED in data:
        return place.problem(*_LOCKED)
    return place.problem("This is an old Excel workbook (.xls) under another name.", _SAVE_AS)


def _inspect_text(data: bytes, place: Place) -> Problem:
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"<") and (b"<html" in start or b"<table" in start or b"<!doctype" in start):
        return place.problem("This is a web page saved under the name of a workbook.", _SAVE_AS)
    if start.startswith(b"<?xml"):
        return place.problem("This is an XML file under the name of a workbook.", _SAVE_AS)
    return place.problem(
        "This is not an Excel workbook, whatever its name says.",
        "Save it as an Excel workbook (.xlsx); a CSV file needs a name that ends in .csv.",
    )


def _inspect_members(members: list[zipfile.ZipInfo], place: Place, limits: IntakeLimits) -> Problem | None:
    names = {member.filename for member in members}
    unpacked = sum(member.file_size for member in members)
    if len(members) > limits.members:
        return place.problem(
            f"The workbook holds {len(members):,} parts; {limits.members:,} can be read.",
            "Save it again without pictures, or raise members under [intake.limits] in roadmap.toml.",
        )
    if unpacked > limits.unpacked_mb * _MEGABYTE:
        return place.problem(
            f"The workbook unpacks to {unpacked / _MEGABYTE:,.0f} MB; {limits.unpacked_mb:,} MB can be read.",
            "Delete what is not needed, or raise unpacked_mb under [intake.limits] in roadmap.toml.",
        )
    if any(member.flag_bits & _PASSWORD_BIT for member in members):
        return place.problem(*_LOCKED)
    if "xl/workbook.xml" not in names:
        return place.problem("This is not an Excel workbook, whatever its name says.", _SAVE_AS)
    return None
