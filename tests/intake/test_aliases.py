"""Lines of ``[intake.addresses]``: they join calls to their clients, and give nobody's call to another."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from pipeline.intake import Intake, read_inputs
from pipeline.models.intake import IntakeSettings
from pipeline.spreadsheets.readers import read_file
from tests.intake.reading import DUBAI, LEFT_OUT, PERSON, Row, derived, table, write_csv
from tests.people import kit

MAIL, WORK, BENS = "maya@example.com", "maya@work.example.com", "ben@example.com"
MAYA = PERSON | {"A0": "2026-11-01T10:00", "A10": "2026-12-01 10:00"}
BEN = MAYA | {"A12": "C-2", "A1": "Ben", "A8": BENS}
BEFORE = {"Maya Haddad": "01 10:00", "Ben": "01 10:00"}
STRANGE = "The call in row 2 is passed over"


def _read(  # noqa: PLR0913 - what a case may differ in
    folder: Path,
    lines: Mapping[str, str],
    *,
    booked: str = MAIL,
    number: str = "",
    people: tuple[dict[str, object], ...] = (MAYA, BEN),
    blocked: Mapping[str, str] | None = None,
) -> Intake:
    call: list[Row] = [["Email", "Client ID", "Call date and time"], [booked, number, "2026-12-05 09:30"]]
    return read_inputs(
        [write_csv(folder / "clients.csv", table(*people)), write_csv(folder / "calls.csv", call)],
        kit=kit(),
        settings=IntakeSettings(addresses=lines),
        root=folder,
        timezone=DUBAI,
        derive_id=derived,
        read=read_file,
        blocked=(blocked or {}).get,
    )


def _calls(intake: Intake) -> dict[str, str]:
    return {client.name: f"{client.call_at:%d %H:%M}" for client in intake.clients}


def _told(intake: Intake) -> list[tuple[str, bool, str]]:
    return [
        (problem.file, problem.is_error, f"{problem.message} {problem.fix}")
        for problem in intake.problems
        if not problem.message.startswith(LEFT_OUT)
    ]


@pytest.mark.parametrize("other", [BENS, "nobody@example.com"])
def test_an_address_that_a_client_answered_with_is_no_others(tmp_path: Path, other: str) -> None:
    intake = _read(tmp_path, {"Maya@Example.com": other})
    assert _calls(intake) == BEFORE
    ((file, is_error, said),) = _told(intake)
    assert (file, is_error) == ("roadmap.toml", True)
    assert "“Maya@Example.com” under [intake.addresses]" in said
    assert "Maya Haddad, who answered with this address in row 2 of clients.csv" in said
    assert "Delete the line" in said


def test_a_line_the_wrong_way_round_is_told_as_that(tmp_path: Path) -> None:
    intake = _read(tmp_path, {MAIL: WORK}, booked=WORK)
    assert _calls(intake) == BEFORE
    assert ["wrong way round" in said for *_, said in _told(intake)] == [True, False]


@pytest.mark.parametrize("second", [MAYA, MAYA | {"L01": 9}])
def test_two_addresses_of_one_client_may_be_joined(tmp_path: Path, second: dict[str, object]) -> None:
    people = (MAYA, second | {"A8": WORK, "A0": "2026-10-01T10:00"})
    intake = _read(tmp_path, {WORK: MAIL}, booked=WORK, people=people)
    assert _calls(intake) == {"Maya Haddad": "05 09:30"}
    assert "roadmap.toml" not in {file for file, *_ in _told(intake)}


def test_one_address_in_two_spellings_stands_for_nobody(tmp_path: Path) -> None:
    intake = _read(tmp_path, {"X@example.com": BENS, "x@example.com": MAIL}, booked="x@example.com")
    assert _calls(intake) == BEFORE
    told = _told(intake)
    assert [(file, is_error) for file, is_error, _ in told] == [("roadmap.toml", True)] * 2
    assert [said.split("”")[0] for *_, said in told] == ["“X@example.com", "“x@example.com"]
    assert all("stands there more than once" in said for *_, said in told)


@pytest.mark.parametrize("own", ["nobody-typo", "may@example.com"])
def test_a_line_to_no_client_is_told(tmp_path: Path, own: str) -> None:
    intake = _read(tmp_path, {WORK: own}, booked=WORK)
    assert _calls(intake) == BEFORE
    (line, call) = _told(intake)
    assert line[:2] == ("roadmap.toml", False)
    assert f"“{WORK}” under [intake.addresses] gives calls to “{own}”, and nobody here" in line[2]
    assert call[2].startswith(STRANGE)


def test_lines_are_looked_at_where_calls_are(tmp_path: Path) -> None:
    clients = write_csv(tmp_path / "clients.csv", table(MAYA))
    settings = IntakeSettings(addresses={WORK: "nobody-typo"})
    intake = read_inputs(
        [clients],
        kit=kit(),
        settings=settings,
        root=tmp_path,
        timezone=DUBAI,
        derive_id=derived,
        read=read_file,
    )
    assert not _told(intake)


def test_the_address_of_the_row_is_told_and_not_the_one_in_its_place(tmp_path: Path) -> None:
    intake = _read(tmp_path, {WORK: MAIL}, booked=WORK.upper(), number="C-9")
    assert "e-mail address of this call is that of Maya" in _told(intake)[0][2]
    lines = {WORK: "other@example.com"}
    said = next(
        said for *_, said in _told(_read(tmp_path, lines, booked=WORK, number="C-2")) if "Ben" in said
    )
    assert f"the e-mail address {WORK} is not" in said


@pytest.mark.parametrize("blocked", ["c-1", derived(MAIL)])
def test_who_is_passed_over_is_not_named(tmp_path: Path, blocked: str) -> None:
    intake = _read(tmp_path, {WORK: MAIL}, booked=BENS, blocked={blocked: "asked to be forgotten"})
    assert _calls(intake) == {"Ben": "05 09:30"}
    assert [file for file, *_ in _told(intake)] == ["clients.csv"]


@pytest.mark.parametrize(("alias", "own"), [(WORK, MAIL), (MAIL, BENS)])
def test_a_booking_of_who_is_passed_over_is_so_by_either_address(
    tmp_path: Path, alias: str, own: str
) -> None:
    intake = _read(tmp_path, {alias: own}, booked=alias, blocked={derived(MAIL): "asked to be forgotten"})
    assert _calls(intake) == {"Ben": "01 10:00"}
    ((_, _, said),) = (told for told in _told(intake) if told[0] == "calls.csv")
    assert said.startswith("Row 2 was skipped: asked to be forgotten.")
