"""Whatever the rows, files and call lists: every row is accounted for, and no order changes a result."""

from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pipeline.intake import Intake
from pipeline.models.client import fold_id
from pipeline.models.kit import Kit
from pipeline.models.questionnaire import Questionnaire
from tests.effort import effort
from tests.intake.reading import PERSON, read, table, write_csv, write_workbook
from tests.people import kit

in_a_folder = effort(20)
TAME = {
    "A12": ["C-1", "Ｃ-1", "C-2", "#REF!"],
    "A1": ["Maya", "MAYA", "Ben"],
    "A8": ["m@example.com", "M@example.com", "b@example.com", "nobody"],
    "A0": [
        "2026-11-01",
        "2026-12-01 09:00",
        "2026-12-01T05:00:12Z",
        "2026-12-01T07:00:12+02:00",
        "soon",
    ],
    "A10": ["2026-12-20 10:00", "2026-12-20T06:00Z"],
    "L01": ["1", "5", "9"],
}
wild = (
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.floats() | st.dates() | st.booleans()
)
people = st.fixed_dictionaries({key: st.sampled_from([None, *cells]) for key, cells in TAME.items()})
strangers = st.fixed_dictionaries(
    {key: st.none() | st.sampled_from(cells) | wild for key, cells in TAME.items()}
    | {"Notes": st.none() | wild}
)
calls = st.fixed_dictionaries(
    {
        "E-mail": st.sampled_from([None, "M@example.com", "b@example.com", "x@example.com"]),
        "Client id": st.sampled_from([None, "c-1", "C-2"]),
        "Call time": st.sampled_from(["2026-12-20 11:00", "2026-12-21", None]),
        "Cancelled": st.sampled_from([None, "yes"]),
    }
)
HEADER: dict[str, None] = dict.fromkeys(TAME)
CALLS = dict.fromkeys(["E-mail", "Client id", "Call time", "Cancelled"])


@cache
def _kit() -> Kit:
    """Return the built-in kit with these questions alone, which is read in a moment."""
    asked = kit().questionnaire
    fields = {name: getattr(asked, name) for name in type(asked).model_fields}
    questions = tuple(question for question in asked.questions if question.id in TAME)
    return replace(kit(), questionnaire=Questionnaire(**fields | {"questions": questions}))


def _write(folder: Path, name: str, rows: list[dict[str, object]], header: dict[str, None]) -> Path:
    lines = table(*rows) if rows else [list(header)]
    path = folder / name
    return write_csv(path, lines) if path.suffix == ".csv" else write_workbook(path, {"S": lines})


def _results(intake: Intake) -> tuple[object, ...]:
    """All that may not depend on the order of rows or files, or on how they are cut into files."""
    clients = sorted(
        (
            fold_id(client.id),
            client.name.casefold(),
            str(client.completed_at),
            str(client.call_at),
            str(client.answers.get("L01")),
            [(str(each.completed_at), each.answers.get("L01")) for each in intake.earlier.get(client.id, ())],
        )
        for client in intake.clients
    )
    return clients, Counter(row.status for row in intake.rows)


@in_a_folder
@given(rows=st.lists(people, max_size=6), booked=st.lists(calls, max_size=4), data=st.data())
def test_the_order_and_the_files_of_rows_change_nobodys_result(
    tmp_path: Path, rows: list[dict[str, object]], booked: list[dict[str, object]], data: st.DataObject
) -> None:
    for old in tmp_path.iterdir():
        old.unlink()
    whole = [_write(tmp_path, "a.csv", rows, HEADER), _write(tmp_path, "calls.csv", booked, CALLS)]
    one = read(*whole, kit=_kit())
    mixed, calls = data.draw(st.permutations(rows)), data.draw(st.permutations(booked))
    cut, call_cut = data.draw(st.integers(0, len(rows))), data.draw(st.integers(0, len(booked)))
    files = [
        _write(tmp_path, "z.csv", mixed[:cut], HEADER),
        _write(tmp_path, "b.xlsx", mixed[cut:], HEADER),
        _write(tmp_path, "0.csv", calls[:call_cut], CALLS),
        _write(tmp_path, "y.csv", calls[call_cut:], CALLS),
    ]
    other = read(*data.draw(st.permutations(files)), kit=_kit())
    assert _results(one) == _results(other)
    for intake in (one, other):
        _account(intake, len(rows))


@in_a_folder
@given(rows=st.lists(strangers, min_size=1, max_size=6))
def test_every_row_is_accounted_for_whatever_it_holds(tmp_path: Path, rows: list[dict[str, object]]) -> None:
    _account(read(_write(tmp_path, "a.csv", rows, HEADER), kit=_kit()), len(rows))


def _account(intake: Intake, written: int) -> None:
    """Rows in are clients, held rows and rows that others stand for; what is held is told where it is."""
    status = Counter(row.status for row in intake.rows)
    assert sum(status.values()) == len(intake.rows) <= written, "blank rows hold nothing"
    assert status["client"] == len(intake.clients)
    told = {(problem.file, problem.row) for problem in intake.problems if problem.is_error}
    for row in intake.rows:
        assert row.status != "held" or (row.file, row.row) in told
        assert row.ok == (row.status != "held")
        if row.status == "repaired":
            assert (row.file, row.row) not in told
    kept = sum(len(earlier) for earlier in intake.earlier.values())
    assert kept <= status["superseded"]


def test_many_exports_of_a_growing_form_are_quiet_and_lose_nothing(tmp_path: Path) -> None:
    """Each month has all rows so far; one was faulty until its repaired copy came, in another layout."""
    months = []
    for month in range(1, 6):
        rows = [
            PERSON
            | {"A12": f"C-{n}", "A1": f"Client {n}", "A8": f"c{n}@example.com", "A0": f"2026-0{n}-10 09:00"}
            for n in range(1, month + 1)
        ]
        rows[0] |= {"L01": "nine"}
        months.append(write_csv(tmp_path / f"export-{month}.csv", table(*rows)))
    assert {row.status for row in read(*months).rows if row.id == "C-1"} == {"held"}
    repaired = PERSON | {"A1": "Client 1", "A8": "c1@example.com", "A0": "2026-01-10 09:00"}
    intake = read(*months, write_workbook(tmp_path / "mended.xlsx", {"S": table(repaired)}))
    assert [client.id for client in intake.clients] == ["C-2", "C-3", "C-4", "C-5", "C-1"]
    assert Counter(row.status for row in intake.rows) == {"client": 5, "repaired": 5, "superseded": 6}
    assert not any(problem.is_error for problem in intake.problems)
    assert len(intake.problems) <= len(months)
    assert all(row.ok for row in intake.rows)


def test_an_older_faulty_row_is_told_in_every_export_and_holds_nobody(tmp_path: Path) -> None:
    old, new = PERSON | {"A0": "2026-01-10", "L01": 9}, PERSON | {"A0": "2026-02-10"}
    files = [write_csv(tmp_path / "1.csv", table(old)), write_csv(tmp_path / "2.csv", table(old, new))]
    intake = read(*files)
    assert [client.source.file for client in intake.clients] == ["2.csv"]
    assert Counter(row.status for row in intake.rows) == {"superseded": 2, "client": 1}
    assert [(problem.file, problem.is_error) for problem in intake.problems] == [
        ("1.csv", False),
        ("2.csv", False),
    ]
    mended = write_csv(tmp_path / "3.csv", table(old | {"L01": 3}))
    later = read(*files, mended)
    assert [problem.message for problem in later.problems] == [
        "A later row of this client is used: row 3 of 2.csv."
    ]
    assert [client.answers["L01"] for client in later.earlier["C-1"]] == [3]
