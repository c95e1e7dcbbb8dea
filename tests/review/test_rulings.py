"""What a row decides, and what is wrong with it: pure, without a file."""

import pytest

from pipeline.models.review import NO_PATH, Review
from pipeline.planning.ways import NO_PATH_LABEL, Ways
from pipeline.review.columns import COLUMNS, HEADERS, Send
from pipeline.review.drafting import Line, draft_review, is_as_before
from pipeline.review.rulings import Judge, Ruling, stand
from pipeline.review.sheet import ReviewSheet, Row, find_review
from pipeline.review.terms import Actions
from pipeline.spreadsheets.places import Cell, Formula, Place
from pipeline.spreadsheets.tables import Contents, Table
from tests.people import kit

WAYS = Ways(kit(), kit().wordings["en"])
JUDGE = Judge(Actions(kit()), WAYS.find)
ACTIONS = Actions(kit())


def row(**cells: Cell) -> Row:
    return Row(
        Place("review.xlsx", "Review", 7),
        [cells.get(column) for column in COLUMNS],
        {column: index for index, column in enumerate(COLUMNS)},
    )


def read(**cells: Cell) -> Ruling:
    return JUDGE.read(row(**cells), "C-1")


def test_a_row_says_what_the_coach_decided() -> None:
    ruling = read(send=" Hold ", note=" Bring one number. ", drop="t1; G1", path="Store manager", told="x")
    assert ruling.send == "hold"
    assert ruling.review == Review("Bring one number.", ("G1", "T1"), "retail/store-manager")
    assert (ruling.seen, ruling.problems) == ("x", ())


@pytest.mark.parametrize(
    ("cells", "place", "problem", "is_error"),
    [
        ({"note": "x" * 401}, "D7", "The note has 401 characters; page 2 has room for 400.", True),
        ({"path": "Astronaut"}, "F7", "No path of the kit goes by this name.", True),
        ({"drop": Formula("A1")}, "E7", "This cell holds a formula that no program has worked out.", True),
        ({"drop": "G1, GONE"}, "E7", "The kit has no action “GONE”, so nothing is dropped for it.", False),
        ({"send": "perhaps"}, "C7", "It is not said whether to send this report, so it is held back.", False),
    ],
)
def test_what_is_wrong_is_told_with_its_cell(
    cells: dict[str, Cell], place: str, problem: str, *, is_error: bool
) -> None:
    ruling = read(**cells)
    (found,) = ruling.problems
    assert (found.cell, found.message, found.is_error) == (place, problem, is_error)
    assert ruling.faults == ((found,) if is_error else ())


def test_a_number_is_a_note_as_it_is_shown() -> None:
    assert read(note=7.0).review.note == "7"
    assert read(note="x" * 400).problems == ()


@pytest.mark.parametrize(
    ("text", "ids", "strange"),
    [
        ("", (), ()),
        ("G1", ("G1",), ()),
        ("T1\nG1، L1؛ G1", ("G1", "L1", "T1"), ()),
        ("Find what your next role asks: three adverts, two people, G1", ("G1", "L1"), ()),
        ("G1: Write a 12-month goal and a five-year role; K1", ("G1", "K1"), ()),
        ("gone, G1, , too", ("G1",), ("gone", "too")),
        ("كتابة شيء", (), ("كتابة شيء",)),
    ],
)
def test_actions_go_by_id_or_title_between_any_signs(
    text: str, ids: tuple[str, ...], strange: tuple[str, ...]
) -> None:
    assert ACTIONS.find(text) == (ids, strange)


def test_titles_of_every_language_and_of_other_readers_are_known() -> None:
    words = kit().wordings["ar"].actions["T1"]
    assert ACTIONS.find(words.title) == (("T1",), ())


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("Store manager", "retail/store-manager"),
        ("store MANAGERS", "retail/store-manager"),
        ("retail/store-manager", "retail/store-manager"),
        ("Teacher", "teacher"),
        ("Teacher (education-consulting)", "education-consulting/teacher"),
        (NO_PATH_LABEL, NO_PATH),
        ("None", NO_PATH),
        ("Astronaut", None),
    ],
)
def test_paths_go_by_what_their_stages_are_called(text: str, way: str | None) -> None:
    assert WAYS.find(text) == way


def test_every_label_of_the_list_leads_to_its_path() -> None:
    assert [WAYS.find(label) for label in WAYS.labels.values()] == list(WAYS.labels)
    assert len(set(WAYS.labels.values())) == len(WAYS.labels)


@pytest.mark.parametrize(
    ("send", "seen", "found", "result"),
    [
        (None, "", (), "yes"),
        (None, "", ("A.",), "hold"),
        ("yes", "A.\nB.", ("A.",), "yes"),
        ("yes", "A.", ("A.", "B."), "hold"),
        ("hold", "", (), "hold"),
        ("maybe", "", (), "hold"),
    ],
)
def test_a_report_goes_where_a_yes_answers_all_there_is(
    send: str | None, seen: str, found: tuple[str, ...], result: Send
) -> None:
    assert stand(read(send=send, told=seen), found) == result


def test_without_a_row_any_reservation_holds() -> None:
    assert (stand(None, ()), stand(None, ("A.",))) == ("yes", "hold")


def opened(*rows: list[Cell]) -> ReviewSheet:
    found = find_review(Contents("workbook", (Table("Mine", rows),), digest="d"), "review.xlsx")
    assert isinstance(found, ReviewSheet)
    return found


def test_a_refresh_that_says_the_same_changes_nothing() -> None:
    header: list[Cell] = [HEADERS[column] for column in COLUMNS]
    sheet = opened(["Week 41"], [*header, "Own"], ["C-1", "Ada", "yes", *[None] * 9, "mark"])
    line = Line({"client": "C-1", "name": "Ada", "send": "yes", "told": None}, sheet.rows[0])
    assert is_as_before([line], sheet)
    assert not is_as_before([Line({**line.cells, "send": "hold"}, sheet.rows[0])], sheet)
    assert not is_as_before([line, Line({"client": "C-2"})], sheet)
    drafted = draft_review([line], sheet, ("a",)).sheets[0]
    assert (drafted.title, next(iter(drafted.rows))) == ("Mine", ["Week 41"])
    assert not drafted.is_locked


def test_columns_that_are_missing_are_added_behind_the_coachs_own() -> None:
    sheet = opened(["Own", "Send", "Client number"], ["mark", "hold", "C-1"])
    drafted = list(draft_review([Line({"note": "n"}, sheet.rows[0])], sheet, ()).sheets[0].rows)
    names = [getattr(cell, "value", cell) for cell in drafted[0]]
    assert names[:4] == ["Own", "Send", "Client number", HEADERS["name"]]
    assert [getattr(cell, "value", cell) for cell in drafted[1]][names.index(HEADERS["note"])] == "n"
