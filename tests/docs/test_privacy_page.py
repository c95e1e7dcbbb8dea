"""What the page on privacy says is so."""

import re
from pathlib import Path

import pytest

from pipeline.models.settings import PrivacySettings
from tests.keeping import full_practice

PAGE = (Path(__file__).parents[2] / "docs" / "privacy.md").read_text(encoding="utf-8")
_HIDDEN = (".", "ledger.sqlite3-")

pytestmark = pytest.mark.usefixtures("same_program")


def test_all_that_is_kept_stands_on_the_page(tmp_path: Path) -> None:
    practice = full_practice(tmp_path / "practice")
    for path in practice.outputs.iterdir():
        if not path.name.startswith(_HIDDEN):
            name = f"outputs/{path.name}{'/' if path.is_dir() else ''}"
            assert f"`{name}`" in PAGE, name


def test_the_numbers_are_those_of_the_settings() -> None:
    settings = PrivacySettings()
    assert f"{settings.retention_days} days by default" in PAGE
    assert settings.require_consent
    assert "with `require_consent = true` nobody who has not said yes" in PAGE


def test_every_command_on_the_page_is_one_of_the_three_or_known() -> None:
    shown = set(re.findall(r"^roadmap ([a-z]+)", PAGE, re.MULTILINE))
    assert shown == {"stop", "export", "forget"}
