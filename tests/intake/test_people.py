"""Rows of the same person, in whatever order they come."""

from collections import Counter
from datetime import datetime
from itertools import permutations
from pathlib import Path

import pytest

from pipeline.intake import Intake
from tests.intake.reading import PERSON, messages, read, table, write_csv, write_workbook

EARLY, LATE = "2026-11-01T10:00", "2026-12-01T10:00"


def _read(folder: Path, *people: dict[str, object]) -> Intake:
    """Read the people in one file, and make sure that their order is of no account."""
    columns = dict.fromkeys(key for person in people for key in person)
    results = []
    for number, order in enumerate(permutations(people)):
        path = write_csv(folder / f"{number}.csv", table(*({**dict.fromkeys(columns), **p} for p in order)))
        results.append(read(path))
    first, *others = results
    for other in others:
        assert _gist(other) == _gist(first)
    return first


def _gist(intake: Intake) -> tuple[object, ...]:
    clients = sorted(
        (client.id, client.name, sorted(client.answers.items(), key=str)) for client in intake.clients
    )
    earlier = {key: [str(client.completed_at) for client in told] for key, told in intake.earlier.items()}
    return clients, earlier, sorted(problem.severity for problem in intake.problems)


def test_the_latest_completion_wins(tmp_path: Path) -> None:
    early, late = PERSON | {"A0": EARLY, "L01": 1}, PERSON | {"A0": LATE, "L01": 5}
    intake = _read(tmp_path, early, late)
    assert [client.answers["L01"] for client in intake.clients] == [5]
    (problem,) = intake.problems
    assert problem.message == "A later row of this client is used: row 3 of 0.csv."
    assert (problem.row, problem.severity, problem.client) == (2, "warning", "C-1")
    assert all(row.ok for row in intake.rows)


def test_the_same_id_with_a_new_address_is_the_same_client(tmp_path: Path) -> None:
    early = PERSON | {"A0": EARLY, "A12": "c-1", "A8": "old@example.com"}
    intake = _read(tmp_path, early, PERSON | {"A0": LATE})
    assert [(client.id, client.email) for client in intake.clients] == [("C-1", "maya@example.com")]


def test_one_id_for_two_people_holds_both(tmp_path: Path) -> None:
    other = PERSON | {"A0": EARLY, "A1": "Omar Said", "A8": "omar@example.com"}
    intake = _read(tmp_path, other, PERSON | {"A0": LATE})
    assert intake.clients == ()
    assert {problem.row for problem in intake.problems} == {2, 3}
    assert "another name and address" in intake.problems[0].message


def test_an_id_that_was_derived_before_may_be_typed_later(tmp_path: Path) -> None:
    before = {"A0": EARLY, "A1": "Maya Haddad", "A8": "old@example.com", "L01": 1}
    (derived,) = read(write_csv(tmp_path / "before.csv", table(before))).clients
    after = before | {"A0": LATE, "A8": "new@example.com", "A12": derived.id, "L01": 5}
    intake = _read(tmp_path, before, after)
    assert [(client.id, client.answers["L01"]) for client in intake.clients] == [(derived.id, 5)]


def test_name_and_address_may_change_one_after_the_other(tmp_path: Path) -> None:
    first = PERSON | {"A0": "2026-10-01T10:00", "A1": "Maya H.", "A8": "old@example.com"}
    second = PERSON | {"A0": EARLY, "A8": "old@example.com"}
    intake = _read(tmp_path, first, second, PERSON | {"A0": LATE})
    assert [client.email for client in intake.clients] == ["maya@example.com"]


def test_without_ids_address_and_name_tell_the_same_client(tmp_path: Path) -> None:
    early = {"A0": EARLY, "A1": "maya  HADDAD", "A8": "MAYA@example.com", "L01": 1}
    late = {"A0": LATE, "A1": "Maya Haddad", "A8": "maya@example.com", "L01": 2}
    intake = _read(tmp_path, early, late)
    assert [client.answers["L01"] for client in intake.clients] == [2]


def test_the_coachs_id_stays_when_a_later_row_lacks_it(tmp_path: Path) -> None:
    early, late = PERSON | {"A0": EARLY}, PERSON | {"A0": LATE, "A12": None, "L01": 2}
    intake = _read(tmp_path, early, late)
    assert [(client.id, client.answers["L01"]) for client in intake.clients] == [("C-1", 2)]


@pytest.mark.parametrize(
    ("change", "what", "told"),
    [
        ({"A12": "C-2"}, "client number", ("Maya Haddad, C-2", "Maya Haddad, C-1")),
        ({"A12": None, "A1": "Somebody Else"}, "name", ("Somebody Else", "Maya Haddad")),
    ],
)
def test_one_address_of_two_people_holds_both(
    tmp_path: Path, change: dict[str, object], what: str, told: tuple[str, str]
) -> None:
    intake = _read(tmp_path, PERSON | {"A0": EARLY}, PERSON | {"A0": LATE} | change)
    assert intake.clients == ()
    assert [problem.message for problem in intake.problems] == [
        f"The e-mail address maya@example.com also stands in row {row} of 0.csv ({other}), "
        f"with another {what}."
        for row, other in zip((3, 2), told, strict=True)
    ]
    assert [(each.field, each.cell, each.found) for each in intake.problems] == [
        ("A8", cell, "maya@example.com") for cell in ("C2", "C3")
    ]
    assert not any(row.ok for row in intake.rows)


@pytest.mark.parametrize("times", [(EARLY, EARLY), (None, None), (EARLY, None)])
def test_other_answers_at_no_later_time_hold_both(tmp_path: Path, times: tuple[object, object]) -> None:
    one, other = ({"A0": time, "L01": code} for time, code in zip(times, (1, 2), strict=True))
    intake = _read(tmp_path, PERSON | one, PERSON | other)
    assert intake.clients == ()
    assert "row 3 of 0.csv" in intake.problems[0].message
    assert "row 2 of 0.csv" in intake.problems[1].message
    assert all(problem.is_error for problem in intake.problems)


def test_a_tie_is_told_with_its_time(tmp_path: Path) -> None:
    rows = [PERSON | {"A0": "2026-11-12 10:00", "L01": code} for code in (1, 2)]
    intake = _read(tmp_path, PERSON | {"A0": EARLY}, *rows)
    assert intake.problems[0].message == (
        "The same client has different answers in row 3 of 0.csv and row 4 of 0.csv, "
        "and both say 12 November 2026 10:00."
    )
    assert intake.problems[0].fix == "Change the time of the newer one, or delete one."
    three = _read(tmp_path, *rows, rows[0] | {"L01": 3})
    assert "and all say 12 November 2026 10:00." in three.problems[0].message


def test_a_missing_time_is_told_as_missing(tmp_path: Path) -> None:
    intake = _read(tmp_path, PERSON | {"A0": LATE}, PERSON | {"L01": 2})
    assert "no time of completion says which are newer" in intake.problems[0].message


def test_the_name_of_a_file_is_told_as_it_stands(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "{0}{x}.csv", table(PERSON, PERSON | {"L01": 2}))
    assert "in row 3 of {0}{x}.csv" in read(path).problems[0].message


def test_one_moment_told_by_two_clocks_is_one_completion(tmp_path: Path) -> None:
    """A form's own export tells the time with its zone, and the sheet that it fills without one."""
    answers = ["C-1", "Maya Haddad", "maya@example.com", 4, "2026/12/01 10:00:00 AM UTC"]
    header = ["Timestamp", "A12", "A1", "A8", "L01", "A10"]
    export = write_csv(tmp_path / "form.csv", [header, ["2026/09/09 2:05:12 PM UTC", *answers]])
    sheet = write_workbook(
        tmp_path / "linked.xlsx",
        {"S": [header, [datetime(2026, 9, 9, 18, 5, 12), *answers[:-1], "2026-12-01 14:00"]]},  # noqa: DTZ001
    )
    intakes = [read(export, sheet), read(sheet, export)]
    for intake in intakes:
        assert messages(intake) == ["This row says the same as row 2 of linked.xlsx, sheet S."]
        assert Counter(row.status for row in intake.rows) == {"client": 1, "superseded": 1}
        assert intake.earlier == {}
    assert _gist(intakes[0]) == _gist(intakes[1])


MINUTE, SECOND = "2026-11-01 18:05", "2026-11-01 18:05:12"


def test_a_completion_told_to_the_minute_is_the_one_told_to_the_second(tmp_path: Path) -> None:
    intake = _read(tmp_path, PERSON | {"A0": MINUTE}, PERSON | {"A0": SECOND})
    assert [str(client.completed_at) for client in intake.clients] == ["2026-11-01 18:05:12+04:00"]
    assert messages(intake) == ["This row says the same as row 3 of 0.csv."]
    assert intake.earlier == {}


def test_of_other_answers_in_one_minute_the_later_ones_are_used(tmp_path: Path) -> None:
    intake = _read(tmp_path, PERSON | {"A0": SECOND, "L01": 5}, PERSON | {"A0": MINUTE, "L01": 1})
    assert [client.answers["L01"] for client in intake.clients] == [5]
    assert [client.answers["L01"] for client in intake.earlier["C-1"]] == [1]


@pytest.mark.parametrize("typed", ["c-1", " Ｃ－１ ", "C-１"])
def test_one_number_typed_in_other_forms_is_one_client(tmp_path: Path, typed: str) -> None:
    early = PERSON | {"A0": EARLY, "A12": typed, "A8": "old@example.com"}
    intake = _read(tmp_path, early, PERSON | {"A0": LATE})
    assert [(client.id, client.email) for client in intake.clients] == [("C-1", "maya@example.com")]


def test_of_equal_rows_one_is_kept(tmp_path: Path) -> None:
    intake = _read(tmp_path, PERSON, PERSON)
    assert [row.status for row in intake.rows] == ["client", "superseded"]
    assert messages(intake) == ["This row says the same as row 2 of 0.csv."]


def test_many_rows_that_are_passed_over_are_told_in_one_sentence_a_file(tmp_path: Path) -> None:
    people = [{"A12": f"C-{n}", "A1": f"Maya {n}", "L01": 4, "A0": EARLY} for n in range(8)]
    months = [table(*people), table(*people), table(*(person | {"A0": LATE} for person in people[:3]))]
    paths = [write_csv(tmp_path / f"{number}.csv", rows) for number, rows in enumerate(months)]
    for order in permutations(paths):
        intake = read(*order)
        assert len(intake.clients) == 8
        assert sorted((problem.file, problem.message, problem.severity) for problem in intake.problems) == [
            (
                "0.csv",
                "3 rows (2, 3 and 4) are older than rows of the same clients in 2.csv, which are used.",
                "warning",
            ),
            (
                "1.csv",
                "3 rows (2, 3 and 4) are older than rows of the same clients in 2.csv, which are used.",
                "warning",
            ),
            ("1.csv", "5 rows (5, 6, 7, 8 and 9) say the same as rows in 0.csv, which are used.", "warning"),
        ]
        assert Counter(row.status for row in intake.rows) == {"client": 8, "superseded": 11}
    monthly = [write_csv(tmp_path / f"m{number}.csv", table(*people)) for number in range(7)]
    assert "8 rows (2, 3, 4, 5, 6 and 3 more) say the same as rows in m0.csv" in messages(read(*monthly))[0]


def test_earlier_completions_are_kept_in_their_order(tmp_path: Path) -> None:
    first, second = (
        PERSON | {"A0": "2026-10-01T10:00", "L01": 1},
        PERSON | {"A0": EARLY, "A12": None, "L01": 2},
    )
    intake = _read(tmp_path, first, second, PERSON | {"A0": LATE, "L01": 3})
    assert [client.answers["L01"] for client in intake.earlier["C-1"]] == [1, 2]
    assert {client.id for client in intake.earlier["C-1"]} == {"C-1"}


def test_an_earlier_time_with_two_sets_of_answers_is_no_earlier_completion(tmp_path: Path) -> None:
    rows = [PERSON | {"A0": EARLY, "L01": code} for code in (1, 2)]
    assert _read(tmp_path, *rows, PERSON | {"A0": LATE}).earlier == {}


def test_a_tie_among_earlier_rows_does_not_matter(tmp_path: Path) -> None:
    rows = [PERSON | {"A0": EARLY, "L01": code} for code in (1, 2)]
    assert len(_read(tmp_path, *rows, PERSON | {"A0": LATE}).clients) == 1


def test_a_chain_of_ids_and_addresses_is_judged_as_one(tmp_path: Path) -> None:
    first = PERSON | {"A0": EARLY}
    moved = PERSON | {"A0": LATE, "A8": "new@example.com"}
    other = PERSON | {"A12": "C-2", "A0": EARLY, "A8": "NEW@example.com"}
    again = PERSON | {"A12": "C-2", "A0": LATE, "A8": "third@example.com"}
    intake = _read(tmp_path, first, moved, other, again)
    assert intake.clients == ()
    assert len(intake.problems) == 4


def test_a_row_that_joins_two_chains_joins_all_of_both(tmp_path: Path) -> None:
    numbered = [PERSON | {"A12": "C-2", "A8": address} for address in ("m@example.com", "b@example.com")]
    alone = [row | {"A12": None} for row in numbered]
    assert _read(tmp_path, *numbered, *(row | {"A0": EARLY} for row in alone)).clients == ()


def test_many_places_are_counted_rather_than_listed(tmp_path: Path) -> None:
    people = [PERSON | {"L01": 1 + number % 5, "L02": 1 + number // 5} for number in range(6)]
    intake = read(write_csv(tmp_path / "a.csv", table(*people)))
    assert "row 3 of a.csv and row 4 of a.csv and row 5 of a.csv and 2 more" in intake.problems[0].message


def test_people_are_the_same_across_files_and_sheets_of_any_kind(tmp_path: Path) -> None:
    one = write_csv(tmp_path / "a.csv", table(PERSON | {"A0": EARLY}))
    two = write_csv(tmp_path / "b.csv", table(PERSON | {"A0": LATE, "L01": 2}))
    for order in ([one, two], [two, one]):
        intake = read(*order)
        assert [client.source.file for client in intake.clients] == ["b.csv"]
        assert intake.problems[0].file == "a.csv"
        assert [file.name for file in intake.files] == [path.name for path in order]


def test_one_name_with_two_addresses_is_told_as_two_people(tmp_path: Path) -> None:
    names = {"maya@example.com": "Maya Haddad", "m.h@example.com": "maya  haddad", "ben@example.com": "Ben"}
    intake = _read(tmp_path, *({"A1": name, "A8": email, "L01": 4} for email, name in names.items()))
    assert len(intake.clients) == 3
    assert all(row.ok for row in intake.rows)
    first, second = intake.problems
    assert (first.row, second.row, first.severity) == (2, 3, "warning")
    assert "This name also stands in row 3 of 0.csv" in first.message
    assert "row 2 of 0.csv" in second.message
    assert "client number" in first.fix


def test_ids_tell_people_of_one_name_apart(tmp_path: Path) -> None:
    people = [PERSON, PERSON | {"A12": "C-2", "A8": "m.haddad@example.com"}]
    assert _read(tmp_path, *people).problems == ()
