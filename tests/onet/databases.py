"""Small databases in the official layouts: a folder or a zip, text or Excel."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

Rows = list[list[str]]
Tables = Mapping[str, Rows]

NURSE, CHIEF, ANAESTHETIST = "29-1141.00", "11-1011.00", "29-1151.00"
WAITER, ASSISTANT, SURGEON, LEGISLATOR = "35-3031.00", "31-1131.00", "29-1248.00", "11-1031.00"
PRACTITIONER, HEAD = "29-1171.00", "11-9111.00"

_OCCUPATIONS = [
    [CHIEF, "Chief Executives", "Determine and formulate policies."],
    [LEGISLATOR, "Legislators", "Develop laws."],
    [HEAD, "Medical and Health Services Managers", "Plan and direct medical services."],
    [NURSE, "Registered Nurses", "Assess patient health problems."],
    [ANAESTHETIST, "Nurse Anesthetists", "Administer anesthesia."],
    [PRACTITIONER, "Nurse Practitioners", "Diagnose and treat."],
    [SURGEON, "Surgeons", "Operate on people."],
    [ASSISTANT, "Nursing Assistants", "Provide basic care."],
    [WAITER, "Waiters and Waitresses", "Take orders and serve."],
]
_ZONES = {CHIEF: 5, HEAD: 5, NURSE: 3, ANAESTHETIST: 5, PRACTITIONER: 5, SURGEON: 5, ASSISTANT: 2, WAITER: 1}
_RELATED = [
    [ASSISTANT, WAITER, "Primary-Short", "1"],
    [ASSISTANT, ANAESTHETIST, "Primary-Short", "2"],
    [ASSISTANT, NURSE, "Primary-Long", "6"],
    [NURSE, ASSISTANT, "Primary-Short", "1"],
    [NURSE, PRACTITIONER, "Primary-Short", "2"],
    [NURSE, HEAD, "Primary-Short", "3"],
    [NURSE, ANAESTHETIST, "Supplemental", "11"],
    [ANAESTHETIST, NURSE, "Primary-Short", "1"],
    [PRACTITIONER, NURSE, "Primary-Short", "1"],
    [HEAD, CHIEF, "Primary-Short", "1"],
    [CHIEF, HEAD, "Primary-Short", "1"],
    [SURGEON, ANAESTHETIST, "Primary-Short", "1"],
    [WAITER, CHIEF, "Supplemental", "11"],
    [WAITER, ASSISTANT, "Supplemental", "12"],
]
_ALTERNATES = [
    [CHIEF, "Chief Executive Officer (CEO)", "CEO", "02,08"],
    [CHIEF, "Director", "n/a", "08"],
    [HEAD, "Clinic Director", "n/a", "08"],
    [HEAD, "Director", "n/a", "08"],
    [NURSE, "Charge Nurse", "n/a", "02"],
    [ANAESTHETIST, "Nurse Anesthetist", "n/a", "02"],
    [PRACTITIONER, "Nurse Practitioner (NP)", "NP", "02"],
    [SURGEON, "General Surgeon", "n/a", "02"],
    [ASSISTANT, "Certified Nursing Assistant (CNA)", "CNA", "02"],
    [WAITER, "Waiter", "n/a", "02"],
    [LEGISLATOR, "Senator", "n/a", "02"],
]


def tables(*, excel: bool = False) -> dict[str, Rows]:
    """Return the four tables with their headers; the Excel layout has titles beside the codes."""
    title = {code: name for code, name, _ in _OCCUPATIONS}

    def beside(rows: Sequence[Sequence[str]], *columns: int) -> Rows:
        if not excel:
            return [list(row) for row in rows]
        return [
            [
                part
                for at, cell in enumerate(row)
                for part in ([cell, title[cell]] if at in columns else [cell])
            ]
            for row in rows
        ]

    coded = ["O*NET-SOC Code", "Title"] if excel else ["O*NET-SOC Code"]
    other = ["Related O*NET-SOC Code", *(["Related Title"] if excel else []), "Relatedness Tier", "Index"]
    zones = [[code, str(zone), "08/2025", "Analyst"] for code, zone in _ZONES.items()]
    return {
        "Occupation Data": [
            ["O*NET-SOC Code", "Title", "Description"],
            *(list(row) for row in _OCCUPATIONS),
        ],
        "Job Zones": [[*coded, "Job Zone", "Date", "Domain Source"], *beside(zones, 0)],
        "Related Occupations": [[*coded, *other], *beside(_RELATED, 0, 1)],
        "Alternate Titles": [
            [*coded, "Alternate Title", "Short Title", "Source(s)"],
            *beside(_ALTERNATES, 0),
        ],
    }


def text_files(rows: Tables) -> dict[str, bytes]:
    """Return the tables as tab-delimited text, by file name."""
    return {
        f"{table}.txt": "".join("\t".join(row) + "\r\n" for row in lines).encode()
        for table, lines in rows.items()
    }


def workbooks(rows: Tables) -> dict[str, bytes]:
    """Return the tables as Excel workbooks, by file name; zones and indices are numbers."""
    found = {}
    for table, lines in rows.items():
        book = Workbook()
        sheet = book.worksheets[0]
        sheet.title = table
        for row in lines:
            sheet.append([int(cell) if cell.isdecimal() else cell for cell in row])
        stream = io.BytesIO()
        book.save(stream)
        found[f"{table}.xlsx"] = stream.getvalue()
    return found


def write_folder(path: Path, files: Mapping[str, bytes]) -> Path:
    """Write files into a folder and return it."""
    path.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (path / name).write_bytes(content)
    return path


def write_zip(path: Path, files: Mapping[str, bytes], folder: str = "") -> Path:
    """Write files into a zip and return it; ``folder`` is the folder inside."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(f"{folder}{name}", content)
    return path


Layout = Callable[[Path], Path]


LAYOUTS: dict[str, Layout] = {
    "text folder": lambda path: write_folder(path / "db_30_2_text", text_files(tables())),
    "text zip": lambda path: write_zip(path / "db_30_2_text.zip", text_files(tables()), "db_30_2_text/"),
    "Excel folder": lambda path: write_folder(path / "db_30_2_excel", workbooks(tables(excel=True))),
    "Excel zip": lambda path: write_zip(
        path / "db_30_2_excel.zip", workbooks(tables(excel=True)), "db_30_2_excel/"
    ),
}
"""Writes a database in each official layout below a folder and returns where."""
