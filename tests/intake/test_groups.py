from hypothesis import given
from hypothesis import strategies as st

from pipeline.intake.groups import Group, group_problems
from pipeline.models.problem import Problem
from pipeline.spreadsheets.places import column_name


def at(*cells: str) -> Group:
    return Group(tuple(Problem("a.csv", "Bad.", "Mend it.", cell=cell, row=int(cell[1:])) for cell in cells))


def in_rows(*rows: int) -> Group:
    return Group(tuple(Problem("a.csv", "Bad.", "Mend it.", row=row) for row in rows))


def test_errors_come_first_and_the_most_frequent_of_them() -> None:
    problems = [
        Problem("a.csv", "Odd.", "Look.", row=1, severity="warning"),
        Problem("a.csv", "Odd.", "Look.", row=2, severity="warning"),
        Problem("a.csv", "Bad.", "Mend it.", row=3, field="L01"),
        Problem("a.csv", "Worse.", "Mend it.", row=4),
        Problem("a.csv", "Worse.", "Mend it.", row=5),
        Problem("a.csv", "Bad.", "Mend it.", row=6, field="L02"),
    ]
    groups = group_problems(problems)
    assert [[problem.row for problem in group.problems] for group in groups] == [[4, 5], [3], [6], [1, 2]]
    assert groups[0].first is problems[3]


def test_cells_below_each_other_are_a_range() -> None:
    assert at("C5", "C6", "C7", "C8", "C9", "C11").places(8) == "C5:C9, C11"
    assert at("C6", "C5").places(8) == "C5, C6"
    assert at("D1", "C3", "C2", "C1").places(8) == "C1:C3, D1"


def test_rows_are_named_without_cells() -> None:
    assert in_rows(7).places(8) == "row 7"
    assert in_rows(3, 4, 5, 9).places(8) == "rows 3–5, row 9"


def test_what_is_left_out_is_counted_by_cells() -> None:
    assert at("C1", "C3", "C5", "C6", "C7").places(2) == "C1, C3 and 3 more"


def test_a_problem_of_the_file_has_no_place() -> None:
    assert Group((Problem("a.csv", "Bad.", "Mend it."),)).places(8) == ""


def test_examples_are_told_once() -> None:
    found = ["x", "y", "x", None, "z"]
    group = Group(tuple(Problem("a.csv", "Bad.", "Mend it.", found=each) for each in found))
    assert group.examples(2) == ["x", "y"]


@given(st.sets(st.tuples(st.integers(0, 40), st.integers(0, 30)), max_size=60))
def test_no_cell_is_left_out(positions: set[tuple[int, int]]) -> None:
    cells = {f"{column_name(column)}{row + 1}" for column, row in positions}
    problems = (Problem("a.csv", "Bad.", "Mend it.", cell=cell, row=1) for cell in sorted(cells))
    named: set[str] = set()
    for place in filter(None, Group(tuple(problems)).places(1_000).split(", ")):
        first, _, last = place.partition(":")
        letters = first.rstrip("0123456789")
        numbers = range(int(first[len(letters) :]), int((last or first)[len(letters) :]) + 1)
        named |= {f"{letters}{number}" for number in numbers}
    assert named == cells
