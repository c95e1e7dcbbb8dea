"""What the program's own kit and fonts came to is kept, and is what they come to."""

import tomllib
from pathlib import Path

import pytest

from pipeline import program
from pipeline.kit import load_kit
from pipeline.kit.loading import _parse
from pipeline.models.kit import Kit
from pipeline.rendering.assets import brand
from tests.people import kit


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a program keeps things that has kept nothing yet."""
    monkeypatch.setattr(program, "_KEPT", tmp_path / "kept")
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    return tmp_path / "kept"


def load(override: Path | None = None) -> Kit:
    """Load the built-in kit as a process does that has just begun."""
    _parse.cache_clear()
    return load_kit("career", program.built_in("templates") / "career", override)


def test_a_later_run_parses_nothing(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load()
    files = len(list(kept.iterdir()))
    monkeypatch.setattr(tomllib, "loads", lambda _: pytest.fail("parsed again"))
    assert load() == first == kit()
    assert files == len([name for name in first.digests if name.endswith(".toml")]) + 4  # of base and career


def test_nothing_is_kept_of_a_practices_own_words(kept: Path, tmp_path: Path) -> None:
    load()
    before = set(kept.iterdir())
    own = tmp_path / "templates"
    own.mkdir()
    (own / "wording.en.toml").write_text('[texts.page.plan]\ntitle = "Steps"\n', encoding="utf-8")
    assert load(own) != kit()
    assert set(kept.iterdir()) == before


def test_a_later_run_opens_no_font_of_the_program(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = kit().folders
    first = brand.covered_by(folders)
    assert {ord(letter) for letter in "Aéعن"} <= first
    assert ord("水") not in first
    monkeypatch.setattr(brand, "letters_of", lambda _: pytest.fail("opened again"))
    assert brand.covered_by(folders) == first
    assert {path.suffix for path in kept.iterdir()} == {".letters"}
