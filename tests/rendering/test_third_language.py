"""A third language is one file in a practice's kit: whole reports and briefs are made in it."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import page as checker
import pytest

from pipeline.kit import load_kit
from pipeline.models.kit import Kit
from pipeline.rendering.building.brief import build_brief
from pipeline.rendering.building.report import build_report
from pipeline.rendering.printing.document import Document
from pipeline.workflow.assessing import Assessor
from tests.people import BUILT_IN_KITS
from tests.rendering.built import settings, strings_of
from tests.rendering.compared import later
from tests.rendering.prints import pages, print_report

HEAD = '[language]\ncode = "fr"\nname = "Français"\naliases = ["French"]\ndirection = "ltr"\n'
KEPT = frozenset({"when", "aliases", "grades", "dates", "missing_aliases", "language"})
"""What is no sentence: conditions, words to look for, patterns."""


def translate(value: Any, key: str = "") -> Any:  # noqa: ANN401 - whatever TOML holds
    """Return the same with an accent on every e of its sentences; names in curly brackets stay."""
    if key in KEPT:
        return value
    if isinstance(value, dict):
        return {name: translate(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [translate(inner) for inner in value]
    return re.sub(r"\{[a-z_]+\}|e", lambda found: "é" if found[0] == "e" else found[0], value)


def lay_over(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    return one | {
        key: lay_over(one[key], value)
        if isinstance(value, dict) and isinstance(one.get(key), dict)
        else value
        for key, value in other.items()
    }


def write(value: Any) -> str:  # noqa: ANN401 - whatever TOML holds
    """Write a value on one line of TOML."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {write(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(write, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Kit:
    """Return the kit of a practice that has added one file, made from the two English ones."""
    said: dict[str, Any] = {}
    for name in ("base", "career"):
        text = (BUILT_IN_KITS / name / "wording.en.toml").read_text(encoding="utf-8")
        said = lay_over(said, tomllib.loads(text))
    del said["language"]
    lines = [f"{json.dumps(key)} = {write(value)}" for key, value in translate(said).items()]
    own: Path = tmp_path_factory.mktemp("kit")
    (own / "wording.fr.toml").write_text("\n".join(lines) + "\n" + HEAD, encoding="utf-8")
    return load_kit("career", BUILT_IN_KITS / "career", own)


def is_accessible(document: Document) -> bool:
    return checker.is_pdf_compliant_bytes(document.content, profile=checker.ValidationProfile.PDF_UA_1)


def test_report_and_brief_are_whole_and_wholly_in_that_language(kit: Kit) -> None:
    assert set(kit.wordings) == {"ar", "en", "fr"}
    assessment = Assessor(kit).assess(later(), later(-100))
    report = build_report(assessment, kit, settings(), "fr")
    brief = build_brief(assessment, kit, settings(), "fr")
    for view in (report, brief):
        document = print_report(view)
        assert document.findings == ()
        assert is_accessible(document)
        markup = pages().markup(view)
        assert '<html lang="fr" dir="ltr">' in markup
    given = re.compile(r"\d+ \w+ \d{4}|\w+ \d+ \w+|Meridian|Representative|representative|service|nadia@\S+")
    said = [text for text in strings_of(report) if len(text) > 60 and "“" not in text and "://" not in text]
    assert len(said) > 40
    assert [text for text in said if "e" in given.sub("", text)] == []
