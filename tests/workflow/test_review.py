"""The review as a coach uses it: written, edited in a spreadsheet program, refreshed, and never lost."""

import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.errors import InputError, OutputError, UsageError
from pipeline.ledger import Ledger, mark_of
from pipeline.practice import Practice, load_practice
from pipeline.rendering.printing.preflight import Finding
from pipeline.review.columns import HEADERS, Column
from pipeline.spreadsheets.readers import read_file
from pipeline.workflow.candidates import Desk, Wish
from pipeline.workflow.checking import check_review
from pipeline.workflow.explaining import explain
from pipeline.workflow.holds import hold_back
from pipeline.workflow.people import key_of
from pipeline.workflow.reading import check
from pipeline.workflow.review import Refreshed
from pipeline.workflow.review import refresh as refresh_review
from pipeline.workflow.reviewing.store import read_review, write_review
from tests.practices import (
    ADA,
    BEN,
    CLEO,
    FakePress,
    make,
    new_practice,
    reasons,
    row,
    statuses,
    write_inputs,
)

NEAR = {"A2": "Retail supervisr"}
"""A role that comes near to one on a ladder."""


@pytest.fixture(autouse=True)
def read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read files in this process, which is faster; that each gets a process of its own is shown elsewhere."""
    for room in ("reading", "reviewing.store"):
        monkeypatch.setattr(f"pipeline.workflow.{room}.read_guarded", read_file)


def refresh(practice: Practice, *accept: str, accept_all: bool = False) -> Refreshed:
    """Refresh the review, with the settings as they stand on the disk."""
    return refresh_review(load_practice(practice.root), (), accept, accept_all=accept_all)


def edit(practice: Practice, change: Callable[[Worksheet], object]) -> None:
    """Change the review as a spreadsheet program does: read, changed, saved whole."""
    book = load_workbook(practice.review)
    change(book.worksheets[0])
    book.save(practice.review)


def write(practice: Practice, client: str, **cells: str) -> None:
    """Write into cells of a client's row, by column."""

    def change(sheet: Worksheet) -> None:
        header = [cell.value for cell in sheet[1]]
        (number,) = (at for at, found in enumerate(sheet.values, 1) if client in found)
        for column, value in cells.items():
            place = header.index(next(name for key, name in HEADERS.items() if key == column))
            sheet.cell(number, place + 1, value)

    edit(practice, change)


def told(practice: Practice) -> list[dict[str, object]]:
    """Return the rows of the review by their headers."""
    header, *rows = load_workbook(practice.review).worksheets[0].iter_rows(values_only=True)
    return [dict(zip(map(str, header), cells, strict=True)) for cells in rows]


def cells_of(practice: Practice, client: str, *columns: Column) -> list[object]:
    found = next(one for one in told(practice) if one[HEADERS["client"]] == client)
    return [found[HEADERS[column]] for column in columns]


def sends(refreshed: Refreshed) -> dict[str, str]:
    return {each.client.id: each.send for each in refreshed.clients}


def messages(refreshed: Refreshed) -> list[str]:
    return [f"{each.cell} {each.message}" for each in refreshed.problems]


def holds(practice: Practice, *clients: str) -> list[str | None]:
    with desk_of(practice) as desk:
        reason = hold_back(desk)
        return [reason(client.casefold()) for client in clients]


@contextmanager
def desk_of(practice: Practice) -> Iterator[Desk]:
    with Ledger(practice.ledger, passing=True) as ledger:
        yield Desk(practice, check(practice), Wish(), ledger)


def test_there_is_a_row_for_each_client_with_all_that_a_coach_needs(practice: Practice) -> None:
    refreshed = refresh(practice)
    assert refreshed.is_written
    assert sends(refreshed) == {"C-1": "yes", "C-2": "yes", "C-3": "yes"}
    assert [one[HEADERS["name"]] for one in told(practice)] == ["Ada Byron", "Ben Osei", "Cleo Marsh"]
    plan, send = cells_of(practice, "C-1", "plan", "send")
    assert "G1: Write a 12-month goal and a five-year role (30 days)" in str(plan)
    assert send == "yes"
    assert stat.S_IMODE(practice.review.stat().st_mode) == 0o600


def test_who_gets_no_mail_is_promised_none(practice: Practice) -> None:
    write_inputs(practice.root, ADA | {"A7b": "no"}, BEN | {"A7b": "yes"}, CLEO)
    refresh(practice)
    assert cells_of(practice, "C-1", "chat") == [None]
    (promised,) = cells_of(practice, "C-2", "chat")
    assert str(promised).startswith("Dear Ben Osei, your report comes to you by mail.")


def test_a_second_refresh_leaves_the_file_as_it_is(practice: Practice) -> None:
    refresh(practice)
    before = practice.review.read_bytes()
    practice.review.chmod(0o644)
    assert not refresh(practice).is_written
    assert practice.review.read_bytes() == before
    assert stat.S_IMODE(practice.review.stat().st_mode) == 0o600, "for its owner's eyes again"


def test_what_a_coach_writes_survives_sorting_moving_and_new_answers(practice: Practice) -> None:
    refresh(practice)
    write(practice, "C-2", note="See you <b>soon</b>", drop="G1", send="hold")

    def rearrange(sheet: Worksheet) -> None:
        rows = [list(cells) for cells in sheet.iter_rows(values_only=True)]
        swapped = [[cells[3], *cells[:3], *cells[4:], own] for cells, own in zip(rows, "x123", strict=True)]
        swapped[0][-1] = "My mark"
        for number, cells in enumerate([swapped[0], *reversed(swapped[1:])], 1):
            for column, value in enumerate(cells, 1):
                sheet.cell(number, column).value = value
        sheet.column_dimensions["A"].width = 99

    edit(practice, rearrange)
    write_inputs(practice.root, ADA, BEN | {"L07": "1"}, CLEO, row("C-4", "Dan Poe"))
    refreshed = refresh(practice)
    rows = told(practice)
    assert [one["Client number"] for one in rows] == ["C-3", "C-2", "C-1", "C-4"]
    assert next(iter(rows[0])) == HEADERS["note"]
    assert [one["My mark"] for one in rows] == ["3", "2", "1", None]
    assert cells_of(practice, "C-2", "note", "drop", "send") == ["See you <b>soon</b>", "G1", "hold"]
    assert sends(refreshed)["C-2"] == "hold"


def test_rows_above_and_other_sheets_are_kept(practice: Practice) -> None:
    refresh(practice)
    book = load_workbook(practice.review)
    book.worksheets[0].insert_rows(1)
    book.worksheets[0]["A1"] = "Week 41"
    book.create_sheet("Mine")["B2"] = "call the printer"
    book.save(practice.review)
    write_inputs(practice.root, ADA, BEN)
    refresh(practice)
    book = load_workbook(practice.review)
    assert book.worksheets[0]["A1"].value == "Week 41"
    assert book["Mine"]["B2"].value == "call the printer"


def test_rows_of_clients_who_are_gone_stay_for_what_the_coach_wrote(practice: Practice) -> None:
    refresh(practice)
    write(practice, "C-2", note="Ask about the studio")
    write_inputs(practice.root, ADA)
    refreshed = refresh(practice)
    assert messages(refreshed) == ["A3 This row is about nobody in the inputs, so nothing in it counts."]
    assert not refreshed.problems[0].is_error
    assert check_review(practice, check(practice, [practice.inputs])) == (), "not all was to be read"
    assert [one["Client number"] for one in told(practice)] == ["C-1", "C-2"]
    assert "No longer" in str(cells_of(practice, "C-2", "told")[0])
    write_inputs(practice.root, ADA, BEN)
    refresh(practice)
    assert cells_of(practice, "C-2", "note", "told") == ["Ask about the studio", None]


def test_a_row_that_a_coach_typed_for_nobody_is_told_and_kept(practice: Practice) -> None:
    refresh(practice)
    edit(practice, lambda sheet: sheet.append(["C-77", "Zoe Lund", "yes"]))
    for _ in range(2):
        refreshed = refresh(practice)
        (problem,) = refreshed.problems
        assert (problem.file, problem.sheet, problem.cell) == ("review.xlsx", "Review", "A5")
        assert "delete the row" in problem.fix
        assert cells_of(practice, "C-77", "name", "send") == ["Zoe Lund", "yes"]
    assert holds(practice, "C-1", "C-2", "C-3") == [None] * 3


def test_a_client_who_gets_a_number_keeps_the_row(practice: Practice) -> None:
    write_inputs(practice.root, ADA, BEN | {"A12": ""})
    refresh(practice)
    write(practice, "Ben Osei", note="From before")
    write_inputs(practice.root, ADA, BEN | {"A12": "B-7"})
    refresh(practice)
    assert cells_of(practice, "B-7", "note") == ["From before"]
    assert len(told(practice)) == 2


def test_a_row_that_names_somebody_else_is_nobodys_note(practice: Practice) -> None:
    refresh(practice)
    write(practice, "C-2", note="Dear Ben")
    write_inputs(practice.root, ADA, BEN | {"A1": "Zoe Quill"})
    refreshed = refresh(practice)
    assert any(message.startswith("B3 This row names somebody else") for message in messages(refreshed))
    assert cells_of(practice, "C-2", "name", "note") == ["Ben Osei", "Dear Ben"]
    batch = make(practice)
    assert statuses(batch)["C-2"] == "held"
    assert "Zoe Quill" in reasons(batch)["C-2"][0]


def test_two_rows_of_a_client_are_told_and_both_kept(practice: Practice) -> None:
    refresh(practice)
    edit(practice, lambda sheet: sheet.append(["C-1", "Ada Byron", "yes", "the other"]))
    assert any("Rows 2, 5 are all about this client" in message for message in messages(refresh(practice)))
    assert [one["Client number"] for one in told(practice)].count("C-1") == 2
    assert statuses(make(practice))["C-1"] == "held"


def test_what_is_wrong_is_told_with_its_cell_and_stays(practice: Practice) -> None:
    refresh(practice)
    write(practice, "C-1", note="x" * 401)
    write(practice, "C-2", send="perhaps", drop="N4", note="Well done \N{SMILING FACE WITH OPEN MOUTH}")
    refreshed = refresh(practice)
    places = {(each.file, each.sheet, each.cell, each.client, each.severity) for each in refreshed.problems}
    assert places == {
        ("review.xlsx", "Review", "D2", "C-1", "error"),
        ("review.xlsx", "Review", "C3", "C-2", "warning"),
        ("review.xlsx", "Review", "D3", "C-2", "warning"),
        ("review.xlsx", "Review", "E3", "C-2", "warning"),
    }
    assert all(each.fix for each in refreshed.problems)
    assert cells_of(practice, "C-2", "send", "drop") == ["perhaps", "N4"]
    first, second = holds(practice, "C-1", "C-2")
    assert first == "review.xlsx, D2: The note has 401 characters; page 2 has room for 400."
    assert second == "On hold in review.xlsx."
    assert statuses(make(practice))["C-1"] == "held"


def test_a_plan_that_is_shorter_for_what_was_dropped_is_told(practice: Practice) -> None:
    refresh(practice)
    explained = explain(practice, (), "C-1").assessment
    assert explained
    planned = len(explained.roadmap.actions)
    write(practice, "C-1", drop=explained.roadmap.actions[0].id)
    write(practice, "C-2", drop=", ".join(each.id for each in explained.roadmap.candidates))
    told = [each for each in refresh(practice).problems if "instead of" in each.message]
    assert [(each.cell, each.client, each.severity) for each in told] == [("E3", "C-2", "warning")]
    assert told[0].message.startswith("Actions in the plan without these: 0 instead of ")
    assert told[0] in make(practice).problems
    changed = explain(practice, (), "C-1").assessment
    assert changed
    assert len(changed.roadmap.actions) == planned, "another one took its place"


def test_a_formula_that_nobody_worked_out_is_not_lost(practice: Practice) -> None:
    refresh(practice)
    write(practice, "C-1", note='=A1&"!"')
    write_inputs(practice.root, ADA, BEN)
    refreshed = refresh(practice, accept_all=True)
    assert [each.cell for each in refreshed.problems] == ["D2"]
    assert not refreshed.is_written
    assert cells_of(practice, "C-1", "note") == ['=A1&"!"']


def test_only_the_report_of_a_changed_row_is_made_again(done: Practice) -> None:
    refresh(done)
    assert set(statuses(make(done)).values()) == {"current"}
    write(done, "C-2", note="See you soon")
    batch = make(done)
    assert statuses(batch) == {"C-1": "current", "C-2": "made", "C-3": "current"}
    assert reasons(batch)["C-2"] == ("review row changed: note",)
    report, brief = (
        (done.root / str(path)).read_text() for path in (batch.outcomes[1].pdf, batch.outcomes[1].brief)
    )
    assert "See you\N{NO-BREAK SPACE}soon" in report
    assert "soon" not in brief
    write(done, "C-1", drop="G1: Write a 12-month goal and a five-year role", path="Store manager")
    explained = explain(done, (), "C-1")
    assert explained.pdf.reasons == ("review row changed: actions to drop, path",)
    assert explained.brief.status == "outdated"
    assert explained.assessment
    assert explained.assessment.roadmap.path
    assert explained.assessment.roadmap.path.stage.id == "store-manager"
    assert statuses(make(done)) == {"C-1": "made", "C-2": "current", "C-3": "current"}


def test_a_hold_changes_no_report(done: Practice) -> None:
    refresh(done)
    write(done, "C-2", send="hold")
    assert set(statuses(make(done)).values()) == {"current"}
    assert holds(done, "C-1", "C-2") == [None, "On hold in review.xlsx."]


def test_an_unsure_path_holds_until_it_is_accepted_or_chosen(practice: Practice) -> None:
    write_inputs(practice.root, ADA | NEAR, BEN | NEAR, CLEO)
    reason = holds(practice, "C-1")[0]
    assert reason
    assert "“Retail supervisr” comes near to Retail supervisor" in reason
    assert sends(refresh(practice)) == {"C-1": "hold", "C-2": "hold", "C-3": "yes"}
    assert sends(refresh(practice, "ada")) == {"C-1": "yes", "C-2": "hold", "C-3": "yes"}
    assert cells_of(practice, "C-1", "send") == ["yes"]
    write(practice, "C-2", path="Store manager", send="yes")
    assert sends(refresh(practice)) == {"C-1": "yes", "C-2": "yes", "C-3": "yes"}
    assert cells_of(practice, "C-2", "found")[0] == "Store manager → Retail operations manager (your choice)"
    assert holds(practice, "C-1", "C-2", "C-3", "nobody") == [None] * 4


def test_a_yes_answers_what_the_row_told_and_nothing_that_comes_later(practice: Practice) -> None:
    refresh(practice)
    seldom = Finding("blank-page", "Page 3 is nearly blank.", "Look at it.", is_error=False)
    make(practice, press=FakePress(findings=(seldom,), kinds=("report",)))
    assert holds(practice, "C-1") == [
        "In the PDF: Page 3 is nearly blank. Settle it in review.xlsx, or with: review --accept C-1"
    ]
    assert set(sends(refresh(practice)).values()) == {"hold"}
    assert set(sends(refresh(practice, accept_all=True)).values()) == {"yes"}
    assert holds(practice, "C-1") == [None]
    write_inputs(practice.root, ADA | NEAR, BEN, CLEO)
    assert sends(refresh(practice)) == {"C-1": "hold", "C-2": "yes", "C-3": "yes"}


def test_an_address_that_looks_like_another_is_held(practice: Practice) -> None:
    forged = "\N{CYRILLIC SMALL LETTER A}da@example.com"
    settings = f'[practice]\nname = "P"\n[intake]\nconfirmed_addresses = ["{forged}"]\n'
    (practice.root / "roadmap.toml").write_text(settings, encoding="utf-8")
    write_inputs(practice.root, ADA | {"A8": forged}, BEN)
    refreshed = refresh(practice)
    assert sends(refreshed) == {"C-1": "hold", "C-2": "yes"}
    assert "look like others" in refreshed.clients[0].told[0]


def test_flags_low_axes_and_long_words_are_shown_and_hold_nothing(practice: Practice) -> None:
    low = {f"L{number:02}": "3" for number in range(1, 23)}
    write_inputs(practice.root, ADA | low | {"G1": "to teach " * 60}, BEN)
    assert sends(refresh(practice)) == {"C-1": "yes", "C-2": "yes"}
    flags, words = cells_of(practice, "C-1", "flags", "words")
    assert "540 letters" in str(flags) or "539 letters" in str(flags)
    assert "Answers that hardly differ" in str(flags) or "equal answers" in str(flags)
    assert str(words).count("to teach") == 60


@pytest.mark.parametrize("name", ["~$review.xlsx", ".~lock.review.xlsx#"])
def test_a_file_that_is_open_elsewhere_is_not_written_over(practice: Practice, name: str) -> None:
    refresh(practice)
    (practice.root / name).touch()
    again = refresh(practice)
    (told,) = again.problems
    assert (again.is_written, told.severity) == (False, "warning")
    assert "what is not saved there does not count" in told.message
    before = practice.review.read_bytes()
    write_inputs(practice.root, ADA)
    with pytest.raises(OutputError, match=r"review\.xlsx is open in another program"):
        refresh(practice)
    assert practice.review.read_bytes() == before


def _broken(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:300])


def _renamed(path: Path) -> None:
    book = load_workbook(path)
    for cell in book.worksheets[0][1]:
        cell.value = "?"
    book.save(path)


def _doubled(path: Path) -> None:
    book = load_workbook(path)
    book.worksheets[0]["M1"] = HEADERS["note"]
    book.save(path)


def _nameless(path: Path) -> None:
    book = load_workbook(path)
    book.worksheets[0]["A1"] = "What?"
    book.save(path)


def _hidden(path: Path) -> None:
    book = load_workbook(path)
    book.create_sheet("Secret")["A1"] = "x"
    book["Secret"].sheet_state = "hidden"
    book.save(path)


@pytest.mark.parametrize("spoil", [_broken, _renamed, _doubled, _nameless, _hidden])
def test_a_file_that_cannot_be_relied_on_is_told_and_stays(
    practice: Practice, spoil: Callable[[Path], None]
) -> None:
    refresh(practice)
    spoil(practice.review)
    before = practice.review.read_bytes()
    with pytest.raises(InputError, match=r"review\.xlsx cannot be relied on"):
        refresh(practice, accept_all=True)
    assert practice.review.read_bytes() == before


def test_without_a_review_to_rely_on_nothing_is_made_or_sent(practice: Practice) -> None:
    practice.review.write_bytes(b"PK")
    reading = check(practice)
    with desk_of(practice) as desk:
        for act in (partial(make, practice), partial(hold_back, desk)):
            with pytest.raises(InputError, match=r"review\.xlsx cannot be relied on"):
                act()
    (problem,) = check_review(practice, reading)
    assert (problem.file, problem.is_error) == ("review.xlsx", True)
    assert problem.fix


@pytest.mark.parametrize(
    ("name", "is_alone"), [("review.ods", False), ("Review.CSV", True), ("review.xls", False)]
)
def test_a_review_that_was_saved_in_another_form_is_told_and_stops_everything(
    practice: Practice, name: str, *, is_alone: bool
) -> None:
    refresh(practice)
    (practice.root / name).write_bytes(b"hold")
    if is_alone:
        practice.review.unlink()
    for act in (make, refresh, holds):
        with pytest.raises(InputError, match=rf"{name}: This may be your review in another form"):
            act(practice)
    (told_of,) = check_review(practice, check(practice))
    assert (told_of.file, told_of.is_error) == (name, True)
    assert "save it as review.xlsx" in told_of.fix
    (practice.root / name).unlink()
    assert holds(practice, "C-1") == [None]


def test_a_link_or_folder_in_its_place_is_told(practice: Practice) -> None:
    practice.review.symlink_to(practice.root / "elsewhere.xlsx")
    with pytest.raises((OutputError, InputError)):
        refresh(practice)
    assert not (practice.root / "elsewhere.xlsx").exists()


def test_a_file_that_was_saved_meanwhile_is_not_written_over(practice: Practice) -> None:
    before = read_review(practice).sheet
    refresh(practice)
    saved = practice.review.read_bytes()
    with pytest.raises(OutputError, match=r"review\.xlsx was changed while it was read"):
        write_review(practice, b"other", before)
    assert practice.review.read_bytes() == saved


def test_a_row_without_a_number_is_told_and_kept(practice: Practice) -> None:
    refresh(practice)
    edit(practice, lambda sheet: sheet.append([None, "Somebody", None, "a note to nobody"]))
    assert [each.cell for each in refresh(practice).problems] == ["A5"]
    assert told(practice)[-1][HEADERS["note"]] == "a note to nobody"


def test_who_is_not_to_be_worked_with_has_no_row(practice: Practice) -> None:
    refresh(practice)
    write(practice, "C-2", note="private")
    with Ledger(practice.ledger) as ledger:
        ledger.block(mark_of(key_of(ledger), "c-2"), "withdrawn", "2026-10-01")
    refresh(practice)
    assert [one["Client number"] for one in told(practice)] == ["C-1", "C-3"]


def test_nobody_is_accepted_who_is_not_meant(practice: Practice) -> None:
    with pytest.raises(UsageError):
        refresh(practice, "nobody")
    assert not practice.review.exists()


def test_an_empty_workbook_is_no_review(tmp_path: Path) -> None:
    practice = new_practice(tmp_path / "practice", ADA)
    Workbook().save(practice.review)
    with pytest.raises(InputError):
        refresh(practice)


def _rename_send(sheet: Worksheet) -> None:
    sheet["C1"] = "Sending?"


def _delete_send(sheet: Worksheet) -> None:
    sheet.delete_cols(3)


def _copy_sheet(sheet: Worksheet) -> None:
    assert sheet.parent
    sheet.parent.copy_worksheet(sheet).title = "Second"


def _repeat_header(sheet: Worksheet) -> None:
    sheet.append([cell.value for cell in sheet[1]])


def _sort_the_header_too(sheet: Worksheet) -> None:
    sheet.move_range("A1:L1", rows=4)
    sheet.delete_rows(1)


@pytest.mark.parametrize(
    ("spoil", "place"),
    [
        (_rename_send, "Review, C1: There is no column “Send”"),
        (_delete_send, "Review, row 1: There is no column “Send”"),
        (_copy_sheet, "Second, A1: This row has the headers of a second review"),
        (_repeat_header, "Review, A5: This row has the headers of a second review"),
        (_sort_the_header_too, "Review, C1: This row stands above the header"),
    ],
)
def test_a_file_in_which_a_hold_could_hide_stops_everything(
    practice: Practice, spoil: Callable[[Worksheet], None], place: str
) -> None:
    refresh(practice)
    write(practice, "C-1", send="hold")
    edit(practice, spoil)
    before = practice.review.read_bytes()
    for act in (make, refresh, holds):
        with pytest.raises(InputError) as told_why:
            act(practice)
        assert f"review.xlsx, {place}" in told_why.value.message
    assert practice.review.read_bytes() == before
    assert all(each.is_error and each.fix for each in check_review(practice, check(practice)))


@pytest.mark.parametrize("number", [None, "C-l", '=CONCATENATE("C-","1")'])
def test_a_hold_under_a_number_that_is_nobodys_holds_whom_it_names(
    practice: Practice, number: str | None
) -> None:
    refresh(practice)
    write(practice, "C-1", send="hold")
    edit(practice, lambda sheet: sheet["A2"].__setattr__("value", number))
    first, second = holds(practice, "C-1", "C-2")
    assert first == (
        "review.xlsx, A2: Something is decided in this row, "
        "whose number is not this client's, and whose name is."
    )
    assert second is None
    assert statuses(make(practice))["C-1"] == "held"
    refreshed = refresh(practice)
    assert sends(refreshed) == {"C-1": "hold", "C-2": "yes", "C-3": "yes"}
    assert [(each.cell, each.client) for each in refreshed.problems] == [("A2", "C-1")]
    assert [one["To look at"] for one in told(practice)] == [None] * 3


@pytest.mark.parametrize("cells", [[None, None, "hold"], ["C-9", None, "hold"], [None, "Dan", "no"]])
def test_a_hold_of_which_nobody_can_tell_whose_it_is_holds_everybody(
    practice: Practice, cells: list[str | None]
) -> None:
    refresh(practice)
    edit(practice, lambda sheet: sheet.append(cells))
    for _ in range(2):
        (why,) = set(holds(practice, "C-1", "C-2", "C-3"))
        assert why == (
            "review.xlsx, A5: Something is decided in this row, "
            "and nobody can tell whose it is: no report is sent."
        )
        refreshed = refresh(practice, accept_all=True)
        assert set(sends(refreshed).values()) == {"hold"}
        assert [(each.cell, each.is_error) for each in refreshed.problems] == [("A5", True)]
    edit(practice, lambda sheet: sheet.delete_rows(5))
    assert holds(practice, "C-1", "C-2", "C-3") == [None] * 3


def test_a_hold_stays_with_a_client_who_gets_another_number(done: Practice) -> None:
    refresh(done)
    write(done, "C-1", send="hold")
    write_inputs(done.root, ADA | {"A12": "A-1"}, BEN, CLEO)
    assert holds(done, "A-1")[0] is not None
    assert holds(done, "C-2") == [None]
    write_inputs(done.root, BEN, CLEO)
    assert holds(done, "C-2", "C-3") == [None, None]


def test_a_hold_over_merged_cells_holds_all_their_rows_and_is_not_lost(practice: Practice) -> None:
    refresh(practice)
    write(practice, "C-1", send="hold")
    edit(practice, lambda sheet: sheet.merge_cells("C2:C3"))
    for _ in range(2):
        first, second, third = holds(practice, "C-1", "C-2", "C-3")
        assert first == (
            "review.xlsx, C2: This cell is merged with others, so it is not known what holds for this row."
        )
        assert second
        assert second.startswith("review.xlsx, C3: This cell is merged")
        assert third is None
        refreshed = refresh(practice, accept_all=True)
        assert not refreshed.is_written
        assert [each.cell for each in refreshed.problems] == ["C2", "C3"]
    edit(practice, lambda sheet: sheet.unmerge_cells("C2:C3"))
    assert holds(practice, "C-1", "C-2") == ["On hold in review.xlsx.", None]
