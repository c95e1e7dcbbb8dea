"""Words that a new practice begins with, and that clients should not see."""

import tomllib
from pathlib import Path

import pytest

from pipeline.models.settings import Settings
from pipeline.practice import load_practice
from pipeline.workflow.placeholders import find_placeholders


def settings_of(folder: Path, text: str) -> Settings:
    (folder / "roadmap.toml").write_text(text, encoding="utf-8")
    return load_practice(folder).settings


@pytest.mark.parametrize("brand", ["harbour", "iris", "mulberry"])
def test_what_the_brands_begin_with_is_known(tmp_path: Path, brand: str) -> None:
    source = Path(__file__).parents[2] / "pipeline/cli/new_practice/brands" / brand / "brand.toml"
    said = tomllib.loads(source.read_text(encoding="utf-8"))
    text = (
        f'[practice]\nname = "Your practice"\ncoach_line = "{said["coach_line"]}"\n'
        f'[brand]\nfooter = "{said["footer"]}"\n'
    )
    assert list(find_placeholders(settings_of(tmp_path, text))) == [
        "[practice] name is still “Your practice”",
        f"[practice] coach_line is still “{said['coach_line']}”",
        f"[brand] footer is still “{said['footer']}”",
    ]


def test_own_words_are_none(tmp_path: Path) -> None:
    text = '[practice]\nname = "Harbour Coaching"\ncoach_line = "I listen"\n[brand]\nfooter = "Harbour"\n'
    assert list(find_placeholders(settings_of(tmp_path, text))) == []
