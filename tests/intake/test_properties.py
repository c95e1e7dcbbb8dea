"""Whatever a file holds, reading it gives clients and problems, never an exception."""

import io
import random
import zipfile
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.intake import Intake
from pipeline.intake.values import Fault, Parser, parser_for
from pipeline.intake.vocabulary import Vocabulary
from pipeline.models.answers import Missing
from pipeline.models.intake import IntakeSettings
from pipeline.spreadsheets.places import Cell, Formula
from tests.effort import effort
from tests.intake.reading import PERSON, read, table, write_csv, write_workbook
from tests.people import kit

in_a_folder = effort(20)
PIECES = "1|31|2027|٤|-|/|.|,|:|@| |;|(|)|%|am|Oct|Monday|UTC|+4|IST|a|ü|а|xn--|com|=?|?=|agree|studying|N/A"
cells = st.one_of(
    st.none(),
    st.text(max_size=40),
    st.integers(),
    st.floats(),
    st.datetimes(),
    st.dates(),
    st.times(),
    st.timedeltas(),
    st.builds(Formula, st.text(max_size=10)),
    st.sampled_from(
        ["4", "1–4", "02-Mar", "+04:00", "a@b.co", "2027-01-12 10:00", "9/12/2027", "#N/A", "²", "٤"]
    ),
    # what the rules of values look at, in any order
    st.lists(st.sampled_from([*PIECES.split("|"), "|", "\n", "\u200b"]), max_size=9).map("".join),
)


def _told(intake: Intake, rows: int | None = None) -> None:
    """Every row that went in comes out once: as the client's, or with what keeps it from going on.

    ``rows`` are how many went in, where the test knows.
    """
    places = {(row.file, row.sheet, row.row): row.status for row in intake.rows}
    assert len(places) == len(intake.rows) == sum(file.rows for file in intake.files)
    assert rows in {None, len(intake.rows)}
    clients = [*intake.clients, *(client for earlier in intake.earlier.values() for client in earlier)]
    sources = [(client.source.file, client.source.sheet, client.source.row) for client in clients]
    assert len(set(sources)) == len(sources)
    going = [place for place, status in places.items() if status == "client"]
    assert sorted(going) == sorted(sources[: len(intake.clients)])
    assert all(places[source] == "superseded" for source in sources[len(intake.clients) :])
    errors = {(problem.file, problem.sheet, problem.row) for problem in intake.problems if problem.is_error}
    assert all(place in errors for place, status in places.items() if status == "held")
    for problem in intake.problems:
        assert problem.message.strip()
        assert problem.fix.strip()
        assert len(problem.found or "") <= 80


@in_a_folder
@given(data=st.binary(max_size=400), name=st.sampled_from(["a.csv", "a.xlsx"]))
def test_any_bytes_are_read_or_told(tmp_path: Path, data: bytes, name: str) -> None:
    (tmp_path / name).write_bytes(data)
    _told(read(tmp_path / name))


@in_a_folder
@given(text=st.text(max_size=300), encoding=st.sampled_from(["utf-8", "utf-16", "cp1252", "cp1251"]))
def test_any_text_below_a_header_is_read_or_told(tmp_path: Path, text: str, encoding: str) -> None:
    (tmp_path / "a.csv").write_bytes(f"A12,A1,A8,L01,B11\n{text}".encode(encoding, "ignore"))
    _told(read(tmp_path / "a.csv"))


@cache
def _workbook() -> bytes:
    buffer = io.BytesIO()
    path = Path(__file__).parents[2] / "inputs" / "clients.xlsx"
    buffer.write(path.read_bytes())
    return buffer.getvalue()


@in_a_folder
@given(changes=st.lists(st.tuples(st.integers(0, 13_000), st.integers(0, 255)), min_size=1, max_size=30))
def test_a_damaged_workbook_is_read_or_told(tmp_path: Path, changes: list[tuple[int, int]]) -> None:
    data = bytearray(_workbook())
    for position, byte in changes:
        data[position % len(data)] = byte
    (tmp_path / "a.xlsx").write_bytes(data)
    _told(read(tmp_path / "a.xlsx"))


@in_a_folder
@given(
    part=st.sampled_from(
        ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml", "xl/styles.xml"]
    ),
    cut=st.tuples(st.integers(0, 40_000), st.integers(0, 200)),
    put=st.sampled_from(
        [b"", b"<", b'"', b' t="e"', b"<c/>", b"<v>nan</v>", b"&bad;", b"\xff", b"<!DOCTYPE x>"]
    ),
)
def test_a_workbook_of_broken_markup_is_read_or_told(
    tmp_path: Path, part: str, cut: tuple[int, int], put: bytes
) -> None:
    with (
        zipfile.ZipFile(io.BytesIO(_workbook())) as whole,
        zipfile.ZipFile(tmp_path / "a.xlsx", "w") as broken,
    ):
        for name in whole.namelist():
            data = whole.read(name)
            start = cut[0] % max(1, len(data))
            broken.writestr(name, data[:start] + put + data[start + cut[1] :] if name == part else data)
    _told(read(tmp_path / "a.xlsx"))


@cache
def _parsers() -> dict[str, Parser]:
    vocabulary = Vocabulary.of(kit(), {})
    return {q.id: parser_for(q, vocabulary, IntakeSettings()) for q in kit().questionnaire.questions}


@settings(deadline=None, max_examples=300)
@given(cell=cells)
def test_any_cell_is_a_value_or_a_fault(cell: Cell) -> None:
    for question, parse in _parsers().items():
        value = parse(cell)
        if isinstance(value, Fault):
            assert value.message
            assert value.fix
        elif value is not None and kit().questionnaire.by_id[question].kind == "count":
            assert value in (*kit().questionnaire.by_id[question].option_ids, *Missing)


@settings(deadline=None, max_examples=300)
@given(cell=cells)
def test_a_value_written_back_as_text_reads_the_same(cell: Cell) -> None:
    for question, parse in _parsers().items():
        value = parse(cell)
        written = None if value is None or isinstance(value, Fault) else _written(value)
        if written is not None:
            assert parse(written) == value, (question, cell)


def _written(value: object) -> str | None:
    """Return a value as a person would type it; None for a number with more decimals than a sheet has."""
    if isinstance(value, Fraction):
        written = f"{Decimal(value.numerator) / Decimal(value.denominator):f}"
        decimals = len(written.partition(".")[2])
        return None if decimals > 15 else written + "0" * (decimals == 3)  # 1.000 may be a thousand
    return value.isoformat() if isinstance(value, datetime) else str(value)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_columns_changes_nothing(tmp_path: Path, seed: int) -> None:
    person = PERSON | {"L02": 2, "G1": "words", "B11": "2–3", "A0": "2026-12-01"}
    keys = random.Random(seed).sample(list(person), len(person))  # noqa: S311 - no secret
    one = read(write_csv(tmp_path / "a.csv", table(person))).clients
    assert read(write_csv(tmp_path / "a.csv", table({key: person[key] for key in keys}))).clients == one


people = st.fixed_dictionaries(
    {
        "A12": st.sampled_from([None, "C-1", "c-1", "C-2"]),
        "A1": st.sampled_from(["Maya", "MAYA", "Ben", None]),
        "A8": st.sampled_from([None, "m@example.com", "M@example.com", "b@example.com", "nobody"]),
        "A0": st.sampled_from([None, "2026-11-01", "2026-12-01"]),
        "L01": st.sampled_from([None, "1", "5", "9"]),
    }
)


@in_a_folder
@given(rows=st.lists(people, min_size=1, max_size=6), data=st.data())
def test_the_order_of_rows_changes_nobodys_result(
    tmp_path: Path, rows: list[dict[str, object]], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(rows))
    one = read(write_workbook(tmp_path / "a.xlsx", {"S": table(*rows)}))
    other = read(write_workbook(tmp_path / "a.xlsx", {"S": table(*shuffled)}))
    _told(one, sum(any(value is not None for value in row.values()) for row in rows))
    assert _results(one) == _results(other)


def _results(intake: Intake) -> list[tuple[object, ...]]:
    return sorted(
        (
            client.id.casefold(),
            client.name.casefold(),
            str(client.completed_at),
            str(client.answers.get("L01")),
        )
        for client in intake.clients
    )
