"""The call minute by minute, with as many steps as the practice writes."""

from pathlib import Path

import pytest

from pipeline.kit import load_kit
from pipeline.rendering.building.report import build_report
from tests.people import BUILT_IN_KITS
from tests.rendering.built import assess, settings, whole_maya


@pytest.mark.parametrize(
    ("own", "minutes"),
    [
        ("", ["Minute 0–5", "5–15", "15–25", "25–30"]),
        ("page.remove = true", ["Minute 0–10", "10–20", "20–30"]),
        ('last = "We part."', ["Minute 0–6", "6–12", "12–18", "18–24", "24–30"]),
        ("remove = true", []),
    ],
)
def test_the_steps_share_the_call(tmp_path: Path, own: str, minutes: list[str]) -> None:
    (tmp_path / "wording.en.toml").write_text(f"[texts.talk.step]\n{own}\n", encoding="utf-8")
    kit = load_kit("career", BUILT_IN_KITS / "career", tmp_path)
    steps = build_report(assess(whole_maya(), kit), kit, settings(), "en").talk.steps
    assert [step.when for step in steps] == minutes
