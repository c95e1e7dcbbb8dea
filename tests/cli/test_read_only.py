"""Commands that write nothing, where nothing can be written; and times that lie ahead."""

from pathlib import Path

import pytest

from pipeline.errors import OutputError
from pipeline.practice import Practice
from tests.cli.conftest import Run
from tests.practices import ADA, BEN, tree, write_inputs


@pytest.fixture
def no_writing(practice: Practice, run: Run, monkeypatch: pytest.MonkeyPatch) -> Practice:
    """A practice with a client without a number, on a disk that has become read-only."""
    write_inputs(practice.root, ADA, BEN | {"A12": "", "A0": "2026-04-01 09:00"})
    assert run("reports", "--workers", "1").code == 0

    def refuse(folder: Path) -> None:
        raise OutputError(f"{folder} cannot be written.", "")

    monkeypatch.setattr("pipeline.ledger.database.make_folder", refuse)
    return practice


COMMANDS = (("check",), ("score",), ("explain", "ben"), ("progress", "ben"), ("doctor",))


@pytest.mark.parametrize("command", COMMANDS)
def test_looking_needs_nothing_but_reading(run: Run, no_writing: Practice, command: tuple[str, ...]) -> None:
    before = tree(no_writing.outputs)
    ran = run(*command)
    assert ran.code == 0, ran.err
    assert tree(no_writing.outputs) == before


def test_without_a_key_the_ids_hold_for_the_command(run: Run, no_writing: Practice) -> None:
    no_writing.ledger.unlink()
    ran = run("explain", "ben", "--json")
    assert ran.code == 0, ran.err
    assert not no_writing.ledger.exists()


def test_ids_stay_where_the_key_can_be_kept(run: Run, practice: Practice) -> None:
    write_inputs(practice.root, BEN | {"A12": ""})
    (first,), (again,) = (run("score", "--json").json["clients"] for _ in range(2))
    assert first["client"] == again["client"]
    assert run("explain", first["client"]).code == 0


AHEAD = "The time of completion, 1 January 2031 09:00, lies ahead."


def test_a_time_that_lies_ahead_is_told_and_not_remembered(run: Run, practice: Practice) -> None:
    write_inputs(practice.root, ADA | {"A0": "2031-01-01 09:00"})
    now = ("--as-of", "2026-10-01")
    assert AHEAD in " ".join(run("check", *now).out.split())
    (told,) = [one for one in run("check", "--json", *now).json["problems"] if AHEAD in one["message"]]
    assert (told["severity"], told["field"], told["client"], told["row"]) == ("warning", "A0", "C-1", 2)
    assert AHEAD in run("reports", *now).err
    assert AHEAD not in run("check", "--as-of", "2030-12-31T12:00").out, "a day is a matter of clocks"
    write_inputs(practice.root, ADA | {"A0": "2032-01-01 09:00", "L07": "5"})
    assert "No earlier assessment is known" in run("progress", "ada").out


def test_a_row_in_between_is_told_too(run: Run, practice: Practice) -> None:
    ahead = ADA | {"A0": "2031-01-01 09:00"}
    write_inputs(
        practice.root, ADA | {"A0": "2026-04-01 09:00"}, ahead, ahead | {"A0": "2033-01-01 09:00", "L07": "5"}
    )
    problems = run("check", "--json", "--as-of", "2026-10-01").json["problems"]
    assert len([one for one in problems if "lies ahead" in one["message"]]) == 2
