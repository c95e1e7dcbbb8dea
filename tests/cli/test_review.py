"""``roadmap review`` as a coach and a script call it."""

import time
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipeline.cli import desktop
from pipeline.practice import Practice
from tests.cli.conftest import Run
from tests.practices import ADA, BEN, write_inputs

pytestmark = pytest.mark.usefixtures("same_program")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Put a person at a desktop; return what is opened there."""
    paths: list[Path] = []
    monkeypatch.setattr("pipeline.cli.review.open_file", paths.append)
    monkeypatch.setattr("pipeline.cli.review.has_desktop", lambda: True)
    return paths


def test_it_tells_who_is_on_hold_and_what_to_type_next(
    run: Run, practice: Practice, opened: list[Path]
) -> None:
    write_inputs(practice.root, ADA | {"A2": "Retail supervisr"}, BEN)
    ran = run("review")
    assert ran.code == 0, ran.err
    assert "Wrote review.xlsx: 1 report to send, 1 on hold." in ran.out
    assert "Ada Byron (C-1)  hold  The path is not sure" in ran.out
    assert "Next: roadmap reports" in ran.err
    assert opened == [], "nobody looks on at a script"
    told = run("review", "--accept", "ada", "--json").json
    assert told["counts"] == {"yes": 2, "hold": 0}
    assert told["clients"][0] | {"told": []} == {
        "id": "C-1", "name": "Ada Byron", "send": "yes", "note": "", "drop": [], "path": None, "told": [],
    }  # fmt: skip
    assert (told["file"], told["written"], told["problems"]) == ("review.xlsx", True, [])
    accepted = run("review", "--accept-all")
    assert "review.xlsx is as it was: 2 reports to send, 0 on hold." in accepted.out
    assert "Next: roadmap send" in accepted.err, "nobody goes in a circle"


def test_it_opens_the_file_for_a_person_at_a_desktop(
    run: Run, practice: Practice, opened: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.cli.review.is_watched", lambda: True)
    run("review")
    assert opened == [practice.review]
    run("review", "--json")
    run("review", "-q")
    run("review", "--accept-all")
    assert opened == [practice.review]
    monkeypatch.setattr("pipeline.cli.review.has_desktop", lambda: False)
    run("review")
    assert opened == [practice.review]


def test_what_is_wrong_in_it_is_told_here_and_by_check(run: Run, practice: Practice) -> None:
    run("review")
    book = load_workbook(practice.review)
    book.worksheets[0]["F2"] = "Astronaut"
    book.save(practice.review)
    for command in ("review", "check", "reports"):
        ran = run(command)
        assert ran.code == 1
        assert "No path of the kit goes by this name." in " ".join((ran.out + ran.err).split())
    (problem,) = run("check", "--json").json["problems"]
    assert (problem["file"], problem["cell"], problem["client"]) == ("review.xlsx", "F2", "C-1")
    practice.review.write_bytes(b"no workbook")
    assert run("review").code == 3
    assert practice.review.read_bytes() == b"no workbook"


def test_an_unknown_client_is_wrong_usage(run: Run, practice: Practice) -> None:
    assert run("review", "--accept", "zoe").code == 2
    assert not practice.review.exists()


def test_a_desktop_is_known_and_a_missing_opener_does_no_harm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert not desktop.has_desktop()
    monkeypatch.setenv("DISPLAY", ":0")
    assert desktop.has_desktop()
    opener, seen = tmp_path / "xdg-open", tmp_path / "seen"
    monkeypatch.setenv("PATH", str(tmp_path))
    desktop.open_file(tmp_path / "a.xlsx")
    opener.write_text(f'#!/bin/sh\necho "$1" > {seen}\n')
    opener.chmod(0o755)
    desktop.open_file(tmp_path / "a.xlsx")
    for _ in range(100):
        if seen.exists() and seen.read_text():
            break
        time.sleep(0.05)
    assert seen.read_text().strip() == str(tmp_path / "a.xlsx")
