"""A faulty row of a person beside good ones of theirs: an outdated answer is never used as if current."""

from itertools import permutations
from pathlib import Path

import pytest

from pipeline.intake import Intake
from tests.intake.reading import PERSON, only_problem, read, table, write_csv, write_workbook

EARLY, MIDDLE, LATE = "2026-11-01T10:00", "2026-11-15T10:00", "2026-12-01T10:00"
BAD = {"L02": 9}


def _read(folder: Path, *people: dict[str, object]) -> Intake:
    """Read the people in one file, and make sure that their order is of no account."""
    columns = dict.fromkeys([*PERSON, "A0", "L02"])
    results = []
    for number, order in enumerate(permutations(people)):
        path = write_csv(folder / f"{number}.csv", table(*({**columns, **person} for person in order)))
        results.append(read(path))
    first, *others = results
    for other in others:
        assert _gist(other) == _gist(first)
    return first


def _gist(intake: Intake) -> tuple[object, ...]:
    """All that may not depend on the order of rows."""
    clients = [(client.id, sorted(client.answers.items(), key=str)) for client in intake.clients]
    problems = sorted((problem.severity, problem.fix) for problem in intake.problems)
    return sorted(clients), problems, sorted(row.ok for row in intake.rows)


def test_a_newer_faulty_row_holds_the_client(tmp_path: Path) -> None:
    intake = _read(tmp_path, PERSON | {"A0": EARLY}, PERSON | BAD | {"A0": LATE})
    assert intake.clients == ()
    told, fault = intake.problems
    assert told.message == "A later row of the same person has a problem: row 3 of 0.csv."
    assert told.fix == "Mend that one, or delete it."
    assert (told.row, told.client, told.is_error) == (2, "C-1", True)
    assert (fault.row, fault.found) == (3, "9")
    assert [row.ok for row in intake.rows] == [False, False]


@pytest.mark.parametrize(
    "theirs",
    [{}, {"A12": None}, {"A12": "c-1", "A8": "old@example.com"}, {"A1": None}, {"A8": None, "A1": "Maya H."}],
)
def test_an_older_faulty_row_is_told_as_passed_over(tmp_path: Path, theirs: dict[str, object]) -> None:
    intake = _read(tmp_path, PERSON | BAD | {"A0": EARLY} | theirs, PERSON | {"A0": LATE})
    assert [client.source.row for client in intake.clients] == [3]
    problem = only_problem(intake)
    assert (problem.row, problem.client, problem.severity) == (2, "C-1", "warning")
    assert (
        problem.message == "This row has a problem, but a later row of this client is used: row 3 of 0.csv."
    )
    assert [(row.id, row.status) for row in intake.rows] == [("C-1", "superseded"), ("C-1", "client")]
    assert intake.earlier == {}


@pytest.mark.parametrize(
    "theirs", [{"A12": None, "A1": None}, {"A12": None, "A8": None}, {"A12": "#REF!", "A8": "broken"}]
)
def test_an_older_faulty_row_of_somebody_uncertain_holds_itself_alone(
    tmp_path: Path, theirs: dict[str, object]
) -> None:
    intake = _read(tmp_path, PERSON | BAD | {"A0": EARLY} | theirs, PERSON | {"A0": LATE})
    assert [client.source.row for client in intake.clients] == [3]
    assert {(problem.row, problem.is_error) for problem in intake.problems} == {(2, True)}
    assert [row.status for row in intake.rows] == ["held", "client"]


def test_older_faulty_rows_are_told_once_a_file(tmp_path: Path) -> None:
    rows = [{"A12": f"C-{n}", "A1": f"Maya {n}", "A0": EARLY} | BAD for n in range(3)]
    export = write_csv(tmp_path / "1.csv", table(*rows))
    later = write_csv(tmp_path / "2.csv", table(*(row | {"A0": LATE, "L02": 3} for row in rows)))
    problem = only_problem(read(export, later))
    assert problem.message == (
        "3 rows (2, 3 and 4) have problems, but are older than rows of the same clients in 2.csv, "
        "which are used."
    )
    assert (problem.file, problem.is_error) == ("1.csv", False)


@pytest.mark.parametrize("times", list(permutations(["2026-11-01 18:05", "2026-11-01 18:05:12"])))
def test_a_repaired_copy_may_have_lost_the_seconds(tmp_path: Path, times: tuple[str, str]) -> None:
    faulty, good = times
    intake = _read(tmp_path, PERSON | BAD | {"A0": faulty}, PERSON | {"A0": good})
    assert intake.problems == ()
    assert [row.status for row in intake.rows] == ["repaired", "client"]


def test_a_faulty_row_some_seconds_later_is_a_later_one(tmp_path: Path) -> None:
    times = "2026-11-01 18:05:12", "2026-11-01 18:05:50"
    assert _read(tmp_path, PERSON | {"A0": times[0]}, PERSON | BAD | {"A0": times[1]}).clients == ()


@pytest.mark.parametrize("times", [(None, None), (EARLY, None), (None, LATE), (LATE, "soon")])
def test_without_both_times_the_client_is_held(tmp_path: Path, times: tuple[object, object]) -> None:
    good, bad = times
    intake = _read(tmp_path, PERSON | {"A0": good}, PERSON | BAD | {"A0": bad})
    assert intake.clients == ()
    assert intake.problems[0].message == (
        "Another row of the same person has a problem, and it may be the newer one: row 3 of 0.csv."
    )


@pytest.mark.parametrize(
    "fault",
    [BAD, {"A8": "maya at example.com", "A12": None}, {"A1": None, "A12": None}, {"A12": "#REF!"}],
)
def test_a_repaired_copy_silences_the_row_that_it_repairs(tmp_path: Path, fault: dict[str, object]) -> None:
    intake = _read(tmp_path, PERSON | fault | {"A0": EARLY}, PERSON | {"A0": EARLY})
    assert intake.problems == ()
    assert [client.source.row for client in intake.clients] == [3]
    assert all(row.ok for row in intake.rows)


def test_a_form_that_grows_keeps_its_repaired_rows_silent(tmp_path: Path) -> None:
    """The whole form is exported again each month, with the row that was repaired in a copy."""
    november = write_csv(tmp_path / "1.csv", table(PERSON | BAD | {"A0": EARLY}))
    repaired = write_workbook(tmp_path / "2.xlsx", {"S": table(PERSON | {"A0": EARLY, "L02": 3})})
    december = [PERSON | BAD | {"A0": EARLY}, PERSON | {"A0": LATE, "L02": 4}]
    again = write_csv(tmp_path / "3.csv", table(*december))
    for files in permutations([november, repaired, again]):
        intake = read(*files)
        assert [client.answers["L02"] for client in intake.clients] == [4]
        assert [problem.severity for problem in intake.problems] == ["warning"]
    newest = write_csv(tmp_path / "4.csv", table(*december, PERSON | BAD | {"A0": "2026-12-20"}))
    for files in permutations([november, repaired, newest]):
        assert read(*files).clients == ()


def test_a_faulty_row_between_two_good_ones_does_not_matter(tmp_path: Path) -> None:
    rows = [PERSON | {"A0": EARLY}, PERSON | BAD | {"A0": MIDDLE}, PERSON | {"A0": LATE}]
    assert len(_read(tmp_path, *rows).clients) == 1


def test_every_good_row_of_a_held_client_names_the_faulty_ones(tmp_path: Path) -> None:
    rows = [PERSON | {"A0": EARLY}, PERSON | {"A0": MIDDLE}, PERSON | BAD | {"A0": LATE}]
    intake = _read(tmp_path, *rows)
    assert intake.clients == ()
    named = [problem.row for problem in intake.problems if "row 4 of 0.csv" in problem.message]
    assert named == [2, 3]


@pytest.mark.parametrize(
    "theirs",
    [
        {"A12": "c-1", "A8": "new@example.com", "A1": "Maya H."},
        {"A12": None, "A8": "MAYA@example.com", "A1": "maya  haddad"},
        {"A12": "C-9"},
        {"A12": None, "A1": None},
        {"A12": None, "A8": None},
        {"A12": None, "A8": "maya at example.com"},
    ],
)
def test_whose_a_faulty_row_is_counts_as_far_as_it_can_be_read(
    tmp_path: Path, theirs: dict[str, object]
) -> None:
    intake = _read(tmp_path, PERSON | {"A0": EARLY}, PERSON | BAD | {"A0": LATE} | theirs)
    assert intake.clients == ()
    assert sum("row 3 of 0.csv" in problem.message for problem in intake.problems) == 1


@pytest.mark.parametrize(
    "theirs",
    [
        {"A12": "C-2", "A8": "ben@example.com"},
        {"A12": None, "A8": "other@example.com"},
        {"A12": "C-2", "A8": None},
        {"A12": None, "A1": None, "A8": None},
    ],
)
def test_a_faulty_row_of_somebody_else_does_not_matter(tmp_path: Path, theirs: dict[str, object]) -> None:
    intake = _read(tmp_path, PERSON | {"A0": EARLY}, PERSON | BAD | {"A0": LATE} | theirs)
    assert [client.id for client in intake.clients] == ["C-1"]


@pytest.mark.parametrize("time", [EARLY, LATE, None])
@pytest.mark.parametrize(
    ("theirs", "shared", "what"),
    [
        ({"A12": None, "A1": "Ben Carter"}, "e-mail address maya@example.com", "name"),
        ({"A12": "C-2"}, "e-mail address maya@example.com", "client number"),
        ({"A12": "C-2", "A1": "Ben Carter"}, "e-mail address maya@example.com", "client number"),
        (
            {"A1": "Ben Carter", "A8": "ben@example.com"},
            "client number C-1",
            "name and address",
        ),
    ],
)
def test_a_faulty_row_that_contradicts_a_good_one_holds_both(
    tmp_path: Path, theirs: dict[str, object], shared: str, what: str, time: str | None
) -> None:
    """Whose answers they are is not known, whichever row is the newer one."""
    intake = _read(tmp_path, PERSON | {"A0": LATE}, PERSON | BAD | {"A0": time} | theirs)
    assert intake.clients == ()
    assert [row.status for row in intake.rows] == ["held", "held"]
    told = [each for each in intake.problems if "also stands" in each.message]
    assert [each.row for each in told] == [2, 3]
    for each, other in zip(told, (3, 2), strict=True):
        assert each.message.startswith(f"The {shared} also stands in row {other} of 0.csv (")
        assert each.message.endswith(f"), with another {what}.")


def test_a_faulty_row_with_a_number_and_a_new_address_is_no_stranger(tmp_path: Path) -> None:
    moved = PERSON | BAD | {"A0": EARLY, "A8": "new@example.com"}
    assert len(_read(tmp_path, moved, PERSON | {"A0": LATE}).clients) == 1
