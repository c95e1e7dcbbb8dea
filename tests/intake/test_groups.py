from hypothesis import given
from hypothesis import strategies as st

from pipeline.intake.groups import Group, group_problems, unite_questions
from pipeline.models.problem import Problem
from pipeline.spreadsheets.places import column_name, position_of


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


def test_columns_with_the_same_cells_are_a_block() -> None:
    assert at(*(f"{letter}{row}" for letter in "CDEG" for row in (2, 3))).places(8) == "C2:E3, G2, G3"
    assert at("C2", "D2", "E2", "F3").places(8) == "C2:E2, F3"


def test_questions_with_the_same_fault_are_one_group_if_they_are_many() -> None:
    problems = [
        Problem("a.csv", said, "Mend it.", cell=f"C{row}", row=row, field=f"L0{row}")
        for said, rows in (("Odd.", (1, 2)), ("Bad.", (3, 4, 5)))
        for row in rows
    ]
    groups = unite_questions(group_problems(problems), 2)
    assert [group.fields for group in groups] == [["L03", "L04", "L05"], ["L01"], ["L02"]]


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
        (top, left), (bottom, right) = (position_of(name) or (0, 0) for name in (first, last or first))
        block = {f"{column_name(x)}{y + 1}" for x in range(left, right + 1) for y in range(top, bottom + 1)}
        assert not named & block
        named |= block
    assert named == cells
