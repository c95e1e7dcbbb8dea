"""What is changed while reports are made is told, and what it touches is made again in the next run."""

from pathlib import Path

import pytest

from pipeline.models.making import Outcome
from pipeline.models.problem import Problem
from pipeline.workflow.making import Batch
from tests.practices import ADA, SETTINGS, Notes, make, new_practice, statuses
from tests.rendering.prints import draw_logo


def told(batch: Batch) -> list[Problem]:
    return [problem for problem in batch.problems if "while reports were made" in problem.message]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("report.css", b"p { color: red }"),
        ("sections/cover.html", b"<p>{{ report.name }}</p>"),
        ("fonts/IBMPlexSans-Light.ttf", b"no font"),
    ],
)
def test_a_file_of_the_kit_that_changes_meanwhile(tmp_path: Path, name: str, content: bytes) -> None:
    practice = new_practice(tmp_path, ADA)
    own = practice.own_kit / name

    def edit(_: Outcome) -> None:
        own.parent.mkdir(parents=True)
        own.write_bytes(content)

    (problem,) = told(make(practice, watch=Notes(on_done=edit)))
    assert (problem.file, problem.is_error) == (f"templates/career/{name}", True)
    again = make(practice)
    assert statuses(again) == {"C-1": "made"}
    assert told(again) == []
    assert told(make(practice)) == []


def test_a_kit_that_is_being_changed(tmp_path: Path) -> None:
    practice = new_practice(tmp_path, ADA)

    def edit(_: Outcome) -> None:
        practice.own_kit.mkdir(parents=True)
        (practice.own_kit / "wording.en.toml").write_text("[half")

    assert [problem.file for problem in told(make(practice, watch=Notes(on_done=edit)))] == [
        "templates/career/wording.en.toml"
    ]


def test_a_logo_that_changes_meanwhile(tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    logo.write_bytes(draw_logo())
    practice = new_practice(tmp_path, ADA, settings=f'{SETTINGS}[brand]\nlogo = "logo.png"\n')
    batch = make(practice, watch=Notes(on_done=lambda _: logo.unlink()))
    assert [problem.file for problem in told(batch)] == ["logo.png"]
