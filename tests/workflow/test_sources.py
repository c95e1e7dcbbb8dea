"""What is read before mails go is looked at again before each of them."""

import errno
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.practice import SETTINGS_FILE, Practice
from pipeline.workflow.reviewing.store import read_review
from pipeline.workflow.sending.sources import Sources
from tests.practices import ADA, new_practice


@pytest.fixture
def practice(tmp_path: Path) -> Practice:
    return new_practice(tmp_path / "practice", ADA)


@pytest.mark.parametrize(
    "place", ["inputs/clients.csv", "inputs/calls.csv", "review.xlsx", "review.ods", "roadmap.toml"]
)
def test_what_is_saved_while_mails_go_is_a_change(practice: Practice, place: str) -> None:
    sources = Sources.look(practice, ())
    assert not sources.have_changed
    with (practice.root / place).open("a") as file:
        file.write("\n")
    assert sources.have_changed


@pytest.mark.parametrize("now", ['[practice]\nname = "Another"\n', "half a lin", None])
def test_settings_that_are_others_than_those_that_were_read_are_a_change(
    practice: Practice, now: str | None
) -> None:
    place = practice.root / SETTINGS_FILE
    place.unlink() if now is None else place.write_text(now)
    assert Sources.look(practice, ()).have_changed


def test_inputs_that_go_are_a_change(practice: Practice) -> None:
    sources = Sources.look(practice, ())
    (practice.inputs / "clients.csv").unlink()
    assert sources.have_changed


def test_a_folder_that_can_no_longer_be_looked_through_is_a_change(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = Sources.look(practice, ())
    assert not sources.have_changed

    def fail(_: Path) -> Iterator[Path]:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(Path, "iterdir", fail)
    with pytest.raises(InputError, match="cannot be looked through: Input/output error"):
        read_review(practice)
    assert sources.have_changed
