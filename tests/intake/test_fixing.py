"""Fix-its read again as any input: a copy says what the sheet itself says, until somebody mends it."""

import io
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.intake import Intake
from pipeline.intake.additions import EXPLANATIONS, LACKING, SUMMARY, without_additions
from pipeline.intake.fixing import draft_fixit
from pipeline.intake.vocabulary import Vocabulary
from pipeline.models.client import Source
from pipeline.models.problem import Problem
from pipeline.spreadsheets.book import Styled
from pipeline.spreadsheets.limits import Limits
from pipeline.spreadsheets.places import Cell, Formula, Place
from pipeline.spreadsheets.readers import read_file
from pipeline.spreadsheets.tables import Contents, Table
from pipeline.spreadsheets.writing import write_book
from tests.intake.reading import LEFT_OUT, PERSON, read_whole, table, write_csv, write_workbook
from tests.people import kit

LIMITS = Limits(
    file_mb=50, unpacked_mb=500, members=2000, rows=200_000, columns=1_000, cell_characters=32_767
)
BAD = PERSON | {"L01": "eleven", "L02": 9}
Told = tuple[int | None, str | None, str | None, str | None, str, str]


def contents_of(path: Path) -> Contents:
    return read_file(path, Place(path.name), LIMITS, known())


def known() -> frozenset[str]:
    return Vocabulary.of(kit(), {}).known_headers


def fixit(path: Path, *, into: str = "fixed.xlsx") -> Path:
    """Make the fix-it of a file and put it into a folder beside it."""
    problems = read_whole(path).problems
    book = draft_fixit(contents_of(path), problems, known(), kit().wordings["en"])
    assert book
    folder = path.parent / "fixed"
    folder.mkdir(exist_ok=True)
    (folder / into).write_bytes(write_book(book))
    return folder / into


def told(intake: Intake) -> list[Told]:
    """Return what is told, whatever the file and sheet are called."""
    return [(p.row, p.cell, p.field, p.found, p.message, p.severity) for p in intake.problems]


def opened(path: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(path.read_bytes()))


def texts(sheet: Worksheet) -> str:
    return "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)


def mend(path: Path, **cells: str | float | None) -> Path:
    """Mend cells of the first sheet and save, as a coach does."""
    workbook = opened(path)
    for name, value in cells.items():
        workbook.worksheets[0][name] = value
    workbook.save(path)
    return path


SHEETS: dict[str, Sequence[Sequence[object]]] = {
    "Our clients": [
        ["Clients of this autumn"],
        [],
        *table(
            PERSON | {"A12": "C-0", "A8": "maya@example.com", "L02": 3},
            BAD | {"A1": "Eve", "A8": "eve@example.com"},
            BAD | {"A12": "C-2", "A1": "Ben", "A8": "ben@example.com"},
        ),
    ],
    "Notes": [["milk"]],
}


def test_the_sheet_is_the_coachs_own_with_bad_cells_marked(tmp_path: Path) -> None:
    made = opened(fixit(write_workbook(tmp_path / "a.xlsx", SHEETS)))
    assert made.sheetnames == ["Our clients", SUMMARY]
    sheet = made.worksheets[0]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(max_col=5)] == [
        ["Clients of this autumn", None, None, None, None],
        [None] * 5,
        ["A12", "A1", "A8", "L01", "L02"],
        ["C-0", "Maya Haddad", "maya@example.com", 4, 3],
        ["C-1", "Eve", "eve@example.com", "eleven", 9],
        ["C-2", "Ben", "ben@example.com", "eleven", 9],
    ]
    marked = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment}
    assert marked == {"F3", "D5", "E5", "D6", "E6"}
    comment = sheet["D5"].comment
    assert comment
    assert kit().wordings["en"].questions["L01"].text in comment.text
    assert "→ Write 1 (strongly disagree)" in comment.text
    assert sheet["F3"].value == EXPLANATIONS
    assert sheet["F4"].value is None
    lines = str(sheet["F5"].value).splitlines()
    assert [line.split()[0] for line in lines] == ["D5", "E5"]
    assert "found “eleven”. " in lines[0]
    assert sheet.freeze_panes == "A4"


def test_errors_and_warnings_look_different(tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "a.csv", [["A1", "A8", "L01", "L02", "Hobby"], ["Maya", "m@example.com", "x", 2]]
    )
    sheet = opened(fixit(path)).worksheets[0]
    warning, error = sheet["F1"], sheet["C2"]
    assert warning.comment
    assert "Hobby" in warning.comment.text, "what is wrong with the columns stands at the added one"
    assert warning.border.left.style == "mediumDashed"
    assert error.border.left.style == "medium"
    assert warning.fill.fgColor.rgb != error.fill.fgColor.rgb


def test_a_bad_header_is_marked_itself(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [["A1", "A8", "L01", "L01"], ["Maya", "m@example.com", 2, 3]])
    sheet = opened(fixit(path)).worksheets[0]
    assert sheet["D1"].comment
    assert sheet["D1"].border.left.style == "medium"
    assert sheet["E1"].value == EXPLANATIONS


def test_a_problem_of_the_whole_row_marks_its_first_cell(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", table(PERSON, PERSON | {"L01": 2}))
    sheet = opened(fixit(path)).worksheets[0]
    assert sheet["A2"].comment
    assert "other answers" in sheet["A2"].comment.text
    assert "other answers" in str(sheet["E3"].value)


def test_the_summary_counts_and_leads_to_cells(tmp_path: Path) -> None:
    made = opened(fixit(write_workbook(tmp_path / "a.xlsx", SHEETS)))
    sheet = made[SUMMARY]
    words = texts(sheet)
    assert sheet["A1"].value == SUMMARY
    assert "copy of a.xlsx" in words
    assert "were not copied: “Notes”" in words
    rows = [[cell.value for cell in row] for row in sheet.iter_rows() if isinstance(row[0].value, int)]
    assert [row[:2] for row in rows] == [[2, "must be mended"], [2, "must be mended"], [1, "warning"]]
    assert rows[0][4] == "go to D5, D6"
    links = [cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert links == ["'Our clients'!D5", "'Our clients'!E5", "'Our clients'!A3"]


@pytest.mark.parametrize("beside", [False, True])
def test_an_unrepaired_copy_says_the_same(tmp_path: Path, *, beside: bool) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"Our clients": SHEETS["Our clients"]})
    before, copy = told(read_whole(path)), fixit(path)
    assert told(read_whole(copy)) == before
    if beside:
        both = read_whole(path, copy)
        assert [client.id for client in both.clients] == ["C-0"]
        assert EXPLANATIONS not in " ".join(problem.message for problem in both.problems)


def test_a_copy_of_a_copy_says_the_same(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [*table(BAD), ["C-2", "Eve", "e@example.com", 1, 2, "slipped"]])
    first = fixit(path)
    second = fixit(first)
    assert told(read_whole(second)) == told(read_whole(first))
    assert opened(second).sheetnames == opened(first).sheetnames


def test_a_repaired_copy_gives_clients_in_place_of_the_file_and_beside_it(tmp_path: Path) -> None:
    dated = {"A0": "2026-10-01T10:00"}
    other = BAD | {"A12": "C-2", "A1": "Eve", "A8": "eve@example.com"}
    path = write_csv(tmp_path / "a.csv", table(BAD | dated, other | dated))
    copy = mend(fixit(path), D2=4, E2=2, D3=5, E3=1)
    alone, beside = read_whole(copy), read_whole(path, copy)
    assert [client.id for client in alone.clients] == ["C-1", "C-2"]
    assert [client.id for client in beside.clients] == ["C-1", "C-2"]
    for intake in (alone, beside):
        assert not [p for p in intake.problems if p.needs_doing and not p.message.startswith(LEFT_OUT)]


def test_a_person_taken_out_of_the_copy_leaves_no_row(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", table(PERSON | {"L02": 2}, BAD | {"A12": "C-2"}))
    copy = mend(fixit(path), **dict.fromkeys(("A3", "B3", "C3", "D3", "E3")))
    workbook = opened(copy)
    assert workbook.worksheets[0]["F3"].value, "the explanation was left"
    intake = read_whole(copy)
    assert [row.row for row in intake.rows] == [2]
    assert not [problem for problem in intake.problems if problem.is_error]


def test_a_copy_saved_as_csv_is_read_too(tmp_path: Path) -> None:
    copy = fixit(write_csv(tmp_path / "a.csv", table(BAD)))
    rows = [[cell.value for cell in row] for row in opened(copy).worksheets[0].iter_rows()]
    saved = write_csv(tmp_path / "saved.csv", rows)
    assert told(read_whole(saved)) == told(read_whole(tmp_path / "a.csv"))


def test_columns_that_a_coach_adds_behind_the_explanations_are_read(tmp_path: Path) -> None:
    copy = mend(fixit(write_csv(tmp_path / "a.csv", table(BAD))), D2=4, E2=2, G1="L03", G2=5)
    (client,) = read_whole(copy).clients
    assert client.answers["L03"] == 5


@pytest.mark.parametrize("words", [EXPLANATIONS, SUMMARY])
def test_an_answer_that_reads_like_an_addition_is_an_answer(tmp_path: Path, words: str) -> None:
    other = {"A12": "C-2", "A1": "Eve", "A8": "eve@example.com", "G2": "Time."}
    path = write_csv(tmp_path / "a.csv", table(PERSON | {"G2": words}, PERSON | other))
    assert [client.answers["G2"] for client in read_whole(path).clients] == [words, "Time."]


def test_a_column_named_like_the_explanations_is_read_before_the_last_one(tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "a.csv", [["A1", "A8", EXPLANATIONS, "L01"], ["Maya", "m@example.com", "x", 4]]
    )
    assert EXPLANATIONS in " ".join(problem.message for problem in read_whole(path).problems), "it is told"


def test_a_sheet_of_questions_is_read_whatever_stands_above_them(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {SUMMARY: [[SUMMARY], *table(PERSON)]})
    assert [client.id for client in read_whole(path).clients] == ["C-1"]


def test_cells_beyond_the_header_stay_beyond_it(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [*table(PERSON), ["C-2", "Eve", "e@example.com", 1, "slipped"]])
    copy = fixit(path)
    assert [cell.value for cell in opened(copy).worksheets[0][3]][5:] == ["slipped"]
    (problem,) = (problem for problem in read_whole(copy).problems if problem.is_error)
    assert "slipped" in problem.message
    assert problem.row == 3


def test_a_row_cut_short_is_not_taken_for_one_of_blanks(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [*table(PERSON | {"G1": "words"}), ["C-2", "Eve", "e@example.com"]])
    assert [row.ok for row in read_whole(path).rows] == [True, False]
    copy = fixit(path)
    assert [cell.value for cell in opened(copy).worksheets[0][3]][3:5] == [LACKING, LACKING]
    assert [row.ok for row in read_whole(copy).rows] == [True, False]


def test_formulas_to_be_are_text_and_dates_stay_dates(tmp_path: Path) -> None:
    row = ["=cmd|' /C calc'!A0", "+1", "@x", "_x000D_", "x\x07", "y" * 32_767]
    header = ["A12", "A1", "A8", "L01", "G1", "G2"]
    path = write_csv(tmp_path / "a.csv", [header, row])
    sheet = opened(fixit(path)).worksheets[0]
    assert all(cell.data_type in {"s", "n"} for cells in sheet.iter_rows() for cell in cells)
    assert contents_of(tmp_path / "fixed" / "fixed.xlsx").tables[0].rows[1][:6] == [*row[:5], "y" * 32_767]


def test_a_formula_without_a_result_is_held_in_the_copy_too(tmp_path: Path) -> None:
    rows = table(
        PERSON | {"G1": "=UPPER(A2)", "L02": 4},
        BAD | {"A12": "C-2", "A8": "ben@example.com", "G1": "=1+1"},
        PERSON | {"A12": "C-3", "A1": "Eve", "A8": "eve@example.com", "G1": "words"},
    )
    path = write_workbook(tmp_path / "a.xlsx", {"S": rows})
    held = [row.ok for row in read_whole(path).rows]
    assert held == [False, False, True]
    copy = fixit(path)
    cell = opened(copy).worksheets[0]["E2"]
    assert (cell.value, cell.border.left.style) == (LACKING, "medium")
    assert cell.comment
    assert "=UPPER(A2)" in cell.comment.text
    assert [row.ok for row in read_whole(copy).rows] == held
    mended = read_whole(mend(copy, E2="Maya", D3=3, E3="I", F3=2))
    assert [client.answers["G1"] for client in mended.clients] == ["Maya", "I", "words"]


def test_formulas_that_nobody_told_of_are_held_all_the_same() -> None:
    rows = table(PERSON | {"G1": Formula("1+1")}, PERSON | {"G1": Formula("2+2")})
    problem = Problem("a.xlsx", "Bad.", "Mend it.", sheet="S", row=3, cell="D3")
    book = draft_fixit(Contents("workbook", (Table("S", rows),)), [problem], known(), kit().wordings["en"])  # type: ignore[arg-type]
    assert book
    for cells, formula in zip(list(book.sheets[0].rows)[1:], ("=1+1", "=2+2"), strict=True):
        cell = cells[4]
        assert isinstance(cell, Styled)
        assert cell.value == LACKING
        assert formula in cell.comment


def test_what_is_wrong_with_the_file_as_a_whole_is_on_the_summary() -> None:
    contents = Contents("workbook", (Table("S", table(PERSON)),))  # type: ignore[arg-type]
    problems = [
        Problem("a.xlsx", "Bad.", "Mend it.", sheet="S", row=2, cell="D2"),
        Problem("a.xlsx", "502 more problems of this file are counted.", "Check again."),
        Problem("a.xlsx", "Two rows say the same.", "Leave it.", needs_doing=False),
    ]
    book = draft_fixit(contents, problems, known(), kit().wordings["en"])
    assert book
    words = texts(openpyxl.load_workbook(io.BytesIO(write_book(book)))[SUMMARY])
    assert "502 more problems of this file are counted." in words
    assert "the file as a whole" in words
    assert "Two rows say the same." not in words


def test_rows_of_people_who_are_passed_over_stay_blank() -> None:
    maya, eve = PERSON, BAD | {"A12": "C-2", "A1": "Eve", "A8": "eve@example.com"}
    contents = Contents("workbook", (Table("S", table(maya, eve)),))  # type: ignore[arg-type]
    problem = Problem("a.xlsx", "Bad.", "Mend it.", sheet="S", row=3, cell="D3")
    skipped = {Source("a.xlsx", "S", 2), Source("b.xlsx", "S", 3), Source("a.xlsx", "T", 3)}
    book = draft_fixit(contents, [problem], known(), kit().wordings["en"], skipped=skipped)
    assert book
    rows = list(book.sheets[0].rows)
    assert [len(row) for row in rows[1:]] == [0, 6]
    assert rows[2][1] == "Eve"


def test_days_counted_from_1904_stay_the_same_days(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    workbook = openpyxl.Workbook()
    workbook.epoch = CALENDAR_MAC_1904
    done = datetime(2026, 10, 1, 10)  # noqa: DTZ001 - spreadsheets know no zones
    for row in table(BAD | {"A0": done}):
        workbook.worksheets[0].append(list(row))
    workbook.save(path)
    copy = fixit(path)
    assert opened(copy).epoch == workbook.epoch
    assert contents_of(copy).tables[0].rows[1][5] == contents_of(path).tables[0].rows[1][5]


def test_a_sheet_written_from_right_to_left_stays_so(tmp_path: Path) -> None:
    header = ["الاسم", "البريد", "A12", "L01", "العمر", "المدينة", "A1", "A8"]
    path = write_csv(tmp_path / "a.csv", [header, ["", "", "C-1", "x", "", "", "مايا", "m@example.com"]])
    assert not opened(fixit(path)).worksheets[0].sheet_view.rightToLeft, "as many to the left"
    wide = write_csv(
        tmp_path / "b.csv", [["واحد", *header], ["", "", "", "C-1", "x", "", "", "M", "m@example.com"]]
    )
    assert opened(fixit(wide)).worksheets[0].sheet_view.rightToLeft


def test_hidden_rows_and_merged_cells_stay_so() -> None:
    contents = Contents(
        "workbook",
        (Table("S", table(PERSON, BAD), merged=(((1, 0), (1, 1)),), hidden=frozenset({1})),),  # type: ignore[arg-type]
    )
    problem = Problem("a.xlsx", "Bad.", "Mend it.", sheet="S", row=3, cell="D3")
    book = draft_fixit(contents, [problem], known(), kit().wordings["en"])
    assert book
    assert (book.sheets[0].hidden, book.sheets[0].merged) == (frozenset({1}), (((1, 0), (1, 1)),))


def test_a_call_list_is_shown_as_well() -> None:
    rows = [["Our bookings"], ["Invitee Email", "Start Date & Time"], ["ada@example.com", "soon"]]
    contents = Contents("csv", (Table(None, rows),))
    problem = Problem("calls.csv", "This is no time.", "Write one.", row=3, cell="B3", found="soon")
    book = draft_fixit(contents, [problem], known(), kit().wordings["en"])
    assert book
    assert list(book.sheets[0].rows)[1][2] == Styled(EXPLANATIONS, "header")


@pytest.mark.parametrize(
    "problem",
    [
        Problem("a.xlsx", "No header.", "Write one."),
        Problem("a.xlsx", "Of another sheet.", "Mend.", sheet="T", row=3),
        Problem("a.xlsx", "The same.", "Nothing to mend.", sheet="S", row=3, needs_doing=False),
    ],
)
def test_nothing_to_show_is_no_fixit(problem: Problem) -> None:
    contents = Contents("workbook", (Table("S", table(PERSON)),))  # type: ignore[arg-type]
    assert draft_fixit(contents, [problem], known(), kit().wordings["en"]) is None


def test_a_sheet_whose_header_is_gone_is_no_fixit() -> None:
    contents = Contents("workbook", (Table("S", [["a"], ["b"]]),))
    problem = Problem("a.xlsx", "Bad.", "Mend it.", sheet="S", row=2)
    assert draft_fixit(contents, [problem], known(), kit().wordings["en"]) is None


def test_many_problems_of_a_cell_are_cut_in_its_comment() -> None:
    contents = Contents("workbook", (Table("S", table(PERSON)),))  # type: ignore[arg-type]
    problems = [Problem("a.xlsx", "Bad. " * 30, "Mend it.", sheet="S", row=2, cell="D2") for _ in range(30)]
    book = draft_fixit(contents, problems, known(), kit().wordings["en"])
    assert book
    sheet = openpyxl.load_workbook(io.BytesIO(write_book(book))).worksheets[0]
    assert sheet["D2"].comment
    assert len(sheet["D2"].comment.text) == 1_000
    assert sheet["D2"].comment.text.endswith("…")


ANSWERS: st.SearchStrategy[Cell] = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=12),
    st.sampled_from(["=1", "_x000D_", "a\rb", "\x07", EXPLANATIONS + "!"]),
    st.integers(-9, 9).map(float),
)


@settings(max_examples=25, deadline=None)
@given(
    rows=st.lists(st.lists(ANSWERS, min_size=4, max_size=4), min_size=1, max_size=6),
    bad=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3)), max_size=4),
)
def test_a_fixit_read_again_holds_the_same_cells(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[Cell]], bad: list[tuple[int, int]]
) -> None:
    own = Table("S", [["A12", "A1", "A8", "L01"], *rows, ["C-1", "Eve", "e@example.com", 4.0]])
    problems = [Problem("a", "Bad.", "Mend it.", sheet="S", row=len(own.rows), cell="D2")]
    problems += [
        Problem("a", "Bad.", "Mend it.", sheet="S", row=row + 2, cell=f"{'ABCD'[column]}{row + 2}")
        for row, column in bad
        if row < len(rows)
    ]
    book = draft_fixit(Contents("workbook", (own,)), problems, known(), kit().wordings["en"])
    assert book
    path = tmp_path_factory.mktemp("fixit") / "a.xlsx"
    path.write_bytes(write_book(book))
    (back,) = without_additions(contents_of(path), known()).tables
    shutil.rmtree(path.parent)
    assert replace(back, rows=[_padded(cells) for cells in back.rows]) == replace(
        own, rows=[_padded(cells) for cells in own.rows]
    )


def _padded(cells: Sequence[Cell]) -> list[Cell]:
    row = [None if cell == "" else cell for cell in cells]
    return row + [None] * (4 - len(row))


def test_notes_beside_a_sheet_stay_where_they_are_and_hold_no_row_of_the_copy(tmp_path: Path) -> None:
    header, good = table(PERSON)
    rows = [header, [*good, None, "call her"], ["C-2", "Eve", "e@example.com", 9]]
    path = write_workbook(tmp_path / "a.xlsx", {"S": rows})
    copy = fixit(path)
    assert [cell.value for cell in opened(copy).worksheets[0][2]][4:6] == [None, "call her"]
    assert [cell.value for cell in opened(copy).worksheets[0][1]][5:] == [None, EXPLANATIONS]
    assert [row.ok for row in read_whole(copy).rows] == [True, False]
    told = [problem.cell for problem in read_whole(copy).problems if "beside the table" in problem.message]
    assert told == ["F2"]
