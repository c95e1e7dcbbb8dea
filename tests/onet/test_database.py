"""The official database in every layout becomes the same occupations, and every row is accounted for."""

import hashlib
import io
import os
import shutil
import time
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipeline.models.occupations import Occupation, Occupations
from pipeline.onet import Database, Left, TableReport, read_database
from pipeline.onet.sources import open_source
from pipeline.scratch import Scratch
from pipeline.workflow.occupations import _read_workbook
from tests.onet.databases import (
    ANAESTHETIST,
    CHIEF,
    HEAD,
    LAYOUTS,
    LEGISLATOR,
    NURSE,
    PRACTITIONER,
    Tables,
    tables,
    text_files,
    workbooks,
    write_folder,
    write_zip,
)


def read(path: Path) -> Database:
    return read_database(path, _read_workbook)


def imported(tmp_path: Path, rows: Tables) -> Database:
    return read(write_folder(tmp_path / "onet", text_files(rows)))


def report(database: Database, table: str) -> TableReport:
    return next(each for each in database.reports if each.table == table)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_holds_the_same_occupations(tmp_path: Path, layout: str) -> None:
    database = read(LAYOUTS[layout](tmp_path))
    first = read(LAYOUTS["text folder"](tmp_path / "again"))
    assert database.occupations.body == first.occupations.body
    assert (database.count, database.with_data, database.occupations.origin.version) == (9, 8, "30.2")
    assert [(each.table, each.rows, each.kept, each.left) for each in database.reports] == [
        ("Occupation Data", 9, 9, ()),
        ("Job Zones", 8, 8, ()),
        ("Related Occupations", 14, 14, ()),
        ("Alternate Titles", 11, 11, ()),
    ]


def test_an_occupation_has_its_zone_and_what_is_related_the_best_first(tmp_path: Path) -> None:
    known = read(LAYOUTS["text zip"](tmp_path)).occupations
    assert known.by_code(NURSE) == Occupation(
        NURSE, "Registered Nurses", 3, ("31-1131.00", PRACTITIONER, HEAD), (ANAESTHETIST,)
    )
    assert known.by_code(LEGISLATOR) == Occupation(LEGISLATOR, "Legislators", None)
    assert known.by_code("00-0000.00") is None


def codes(known: Occupations, title: str) -> tuple[str, ...]:
    found = known.find(title)
    return (found[0], *(each.code for each in found[1])) if found else ()


def test_titles_are_found_folded_and_in_the_singular(tmp_path: Path) -> None:
    known = read(LAYOUTS["text folder"](tmp_path)).occupations
    assert codes(known, "  registered NURSE ") == ("title", NURSE)
    assert codes(known, "Charge nurses") == ("alias", NURSE)
    assert codes(known, "Director") == ("alias", CHIEF, HEAD)
    assert codes(known, "Astronaut") == ()


@pytest.mark.parametrize(
    "title", ["CEO", "Chief executive officer", "chief executive officer (CEO)", "C-E-O's"]
)
def test_short_titles_count_and_so_do_titles_without_them(tmp_path: Path, title: str) -> None:
    known = read(LAYOUTS["text folder"](tmp_path)).occupations
    assert codes(known, title) == (() if "-" in title else ("alias", CHIEF))


def test_an_own_title_goes_before_the_same_other_title(tmp_path: Path) -> None:
    known = read(LAYOUTS["text folder"](tmp_path)).occupations
    assert codes(known, "nurse anesthetist") == ("title", ANAESTHETIST)


def test_the_digest_of_a_zip_is_that_of_its_bytes(tmp_path: Path) -> None:
    path = LAYOUTS["text zip"](tmp_path)
    origin = read(path).occupations.origin
    assert origin.digest == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (origin.file, origin.name) == ("db_30_2_text.zip", "O*NET 30.2 Database")


def test_the_digest_of_a_folder_covers_the_four_tables_alone(tmp_path: Path) -> None:
    path = LAYOUTS["text folder"](tmp_path)
    before = read(path).occupations.origin.digest
    (path / "Read Me.txt").write_text("hello", encoding="utf-8")
    assert read(path).occupations.origin.digest == before
    zones = (path / "Job Zones.txt").read_text(encoding="utf-8")
    (path / "Job Zones.txt").write_text(zones.replace("08/2025", "02/2026"), encoding="utf-8")
    assert read(path).occupations.origin.digest != before


def test_a_renamed_source_has_no_version(tmp_path: Path) -> None:
    origin = imported(tmp_path, tables()).occupations.origin
    assert (origin.version, origin.name) == (None, "O*NET Database")


def test_hidden_copies_in_a_zip_are_passed_over_and_text_goes_before_excel(tmp_path: Path) -> None:
    files = text_files(tables())
    copies = {f"__MACOSX/._{name}": b"\0" for name in files} | {"db/Job Zones.xlsx": b"not a workbook"}
    inside = {f"db/{name}": content for name, content in files.items()}
    assert read(write_zip(tmp_path / "onet.zip", inside | copies)).count == 9


def test_a_folder_around_the_folder_will_do(tmp_path: Path) -> None:
    LAYOUTS["Excel folder"](tmp_path / "downloads")
    database = read(tmp_path / "downloads")
    assert (database.count, database.occupations.origin.version) == (9, "30.2")


def test_order_of_columns_case_of_headers_and_other_columns_do_not_matter(tmp_path: Path) -> None:
    turned = {table: [[*row[::-1], "more"] for row in rows] for table, rows in tables().items()}
    for rows in turned.values():
        rows[0] = [f" {header.upper()} " for header in rows[0]]
    assert imported(tmp_path, turned).occupations.body == read(LAYOUTS["text zip"](tmp_path)).occupations.body


def test_text_from_windows_is_read(tmp_path: Path) -> None:
    rows = tables()
    rows["Alternate Titles"].append([NURSE, "Infirmière", "n/a", "09"])
    files = {
        name: content.decode().encode("cp1252" if name.startswith("Alt") else "utf-8-sig")
        for name, content in text_files(rows).items()
    }
    assert codes(read(write_folder(tmp_path / "onet", files)).occupations, "infirmiere") == ("alias", NURSE)


def test_text_in_two_bytes_a_letter_is_read(tmp_path: Path) -> None:
    files = {name: content.decode().encode("utf-16") for name, content in text_files(tables()).items()}
    database = read(write_folder(tmp_path / "onet", files))
    assert database.occupations.body == read(LAYOUTS["text zip"](tmp_path)).occupations.body


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_ends_of_lines_and_blank_lines_do_not_matter(tmp_path: Path, end: str) -> None:
    files = {
        name: (content.decode("utf-8").replace("\r\n", end) + end * 2).encode()
        for name, content in text_files(tables()).items()
    }
    database = read(write_folder(tmp_path / "onet", files))
    assert database.occupations.body == read(LAYOUTS["text zip"](tmp_path)).occupations.body


def test_a_workbook_with_a_title_above_and_another_sheet_before_is_read(tmp_path: Path) -> None:
    files = workbooks(tables(excel=True))
    book = load_workbook(io.BytesIO(files["Job Zones.xlsx"]))
    book.worksheets[0].insert_rows(1, 2)
    book.worksheets[0]["A1"] = "Job Zones, with our notes"
    book.worksheets[0].append([LEGISLATOR, "Legislators", "n/a", "08/2025", "Analyst"])
    book.create_sheet("Notes", 0)["A1"] = "Nothing to see"
    stream = io.BytesIO()
    book.save(stream)
    database = read(write_folder(tmp_path / "onet", files | {"Job Zones.xlsx": stream.getvalue()}))
    assert database.occupations.body == read(LAYOUTS["text zip"](tmp_path)).occupations.body
    zones = report(database, "Job Zones")
    assert (zones.rows, zones.kept, zones.left) == (9, 8, (Left("the job zone is n/a", 1, [12]),))


def full_size() -> Tables:
    """Return tables as large as the real ones: 1,016 occupations, 93 of them without data."""
    codes = [f"{11 + at // 40}-{1000 + at % 40:04}.00" for at in range(1016)]
    known = codes[:923]
    headers = {table: rows[0] for table, rows in tables().items()}
    tiers = ["Primary-Short"] * 5 + ["Primary-Long"] * 5 + ["Supplemental"] * 10
    return {
        "Occupation Data": [
            headers["Occupation Data"],
            *([code, f"Workers of kind {at}", "Do it. " * 30] for at, code in enumerate(codes)),
        ],
        "Job Zones": [
            headers["Job Zones"],
            *([code, str(1 + at % 5), "08/2025", "Analyst"] for at, code in enumerate(known)),
        ],
        "Related Occupations": [
            headers["Related Occupations"],
            *(
                [code, known[(at + step) % 923], tier, str(step)]
                for at, code in enumerate(known)
                for step, tier in enumerate(tiers, 1)
            ),
        ],
        "Alternate Titles": [
            headers["Alternate Titles"],
            *([code, f"Title {at} {n}", "n/a", "02"] for at, code in enumerate(codes) for n in range(56)),
        ],
    }


def test_a_database_of_the_real_size_is_read_in_seconds(tmp_path: Path) -> None:
    begun = time.process_time()
    database = read(write_zip(tmp_path / "db_30_2_text.zip", text_files(full_size()), "db_30_2_text/"))
    assert time.process_time() - begun < 10
    assert (database.count, database.with_data, database.titles) == (1016, 923, 1016 * 56)
    assert [each.rows for each in database.reports] == [1016, 923, 18_460, 56_896]
    assert not any(each.left for each in database.reports)
    assert codes(database.occupations, "title 7 9") == ("alias", "11-1007.00")


def test_every_row_that_is_left_out_is_counted_with_its_reason(tmp_path: Path) -> None:
    rows = tables()
    rows["Occupation Data"] += [
        ["29-9999.00", "n/a", "Nothing."],
        [NURSE, "Nurses", "Again."],
        ["x", "X", "X"],
    ]
    rows["Job Zones"] += [
        [LEGISLATOR, "n/a", "08/2025", "Analyst"],
        [LEGISLATOR, "6", "08/2025", "Analyst"],
        [NURSE, "4", "08/2025", "Analyst"],
    ]
    rows["Related Occupations"] += [
        [NURSE, NURSE, "Primary-Short", "4"],
        [NURSE, "99-9999.00", "Primary-Short", "4"],
        [NURSE, CHIEF, "Primary-Short", "n/a"],
        [NURSE, HEAD, "Supplemental", "12"],
    ]
    rows["Alternate Titles"] += [[NURSE, "N/A", "n/a", "08"]] + [["99-9999.00", "Ghost", "n/a", "08"]] * 4
    rows["Alternate Titles"].append(["", "", "", ""])
    database = imported(tmp_path, rows)
    assert database.occupations.body == read(LAYOUTS["text zip"](tmp_path)).occupations.body
    assert report(database, "Occupation Data").left == (
        Left("the title is missing", 1, [11]),
        Left("the row says again what an earlier one says", 1, [12]),
        Left("the code is not written like 11-1011.00", 1, [13]),
    )
    assert report(database, "Job Zones").left == (
        Left("the job zone is n/a", 1, [10]),
        Left("the job zone is no whole number from 1 to 5", 1, [11]),
        Left("the row says again what an earlier one says", 1, [12]),
    )
    assert report(database, "Related Occupations").left == (
        Left("it names the occupation itself", 1, [16]),
        Left("the related code is not in Occupation Data", 1, [17]),
        Left("the index is no whole number", 1, [18]),
        Left("the row says again what an earlier one says", 1, [19]),
    )
    titles = report(database, "Alternate Titles")
    assert titles.left == (
        Left("the title is missing", 1, [13]),
        Left("the code is not in Occupation Data", 4, [14, 15, 16]),
    )
    assert (titles.rows, titles.kept) == (16, 11)


def test_the_same_database_gives_the_same_bytes(tmp_path: Path) -> None:
    path = LAYOUTS["Excel zip"](tmp_path)
    copy = shutil.copy(path, tmp_path / "db_30_2_excel-copy.zip")
    one, other = read(path).occupations, read(Path(copy)).occupations
    assert replace(one, origin=replace(one.origin, file="")) == replace(
        other, origin=replace(other.origin, file="")
    )


def test_what_a_zip_is_unpacked_into_stays_as_long_as_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with open_source(LAYOUTS["text zip"](tmp_path)) as source:
        (folder,) = {table.parent for table in source.tables.values()}
        os.utime(folder / ".owner", (0, 0))
        Scratch().remove()
        assert folder.is_dir()
    assert not folder.exists()
