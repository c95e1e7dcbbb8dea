"""Every command works for a kit of three axes whose points, weights and rules are its own.

All numbers stand here as worked out by hand from ``tests/compass``: scales of 0–10 run evenly, "trust" gives
0 5 15 40 70 90 100 for -3 … 3, "warm" 0 10 40 70 100 for 1 … 5; an area needs two thirds of its answers, an
axis half of its areas; the standard deviation is 25, the reliability 0.9.
"""

from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.cli.conftest import Run
from tests.compass_kit import write_practice

SEM = 25 * 0.1**0.5
SEM_TWO_THIRDS = 25 * (1 / 7) ** 0.5
"""Spearman-Brown for two items of three: (2/3 · 0.9) / (1 − 1/3 · 0.9) = 6/7."""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = write_practice(tmp_path / "practice")
    monkeypatch.chdir(made)
    return made


@pytest.mark.usefixtures("root")
def test_a_complete_client_is_scored_as_by_hand(run: Run) -> None:
    card = run("score", "--json").json["clients"][0]
    areas = {name: area["score"] for name, area in card["dimensions"].items()}
    assert areas == {
        "sleep": pytest.approx((70 + 80 + 40) / 3),  # 7; 2 of 10, reversed; mild
        "food": (30 + 100) / 2,
        "learn": (70 + 90) / 2,  # 1; -2, reversed: as much as 2
        "circle": (10 + 70) / 2,  # cool; cool, reversed: as much as warm
        "reach": (90 + 60 + 75) / 3,
        "lend": 40,
        "cover": (100 + 0) / 2,  # "not sure" gives no points
    }
    axes = {name: axis["score"] for name, axis in card["axes"].items()}
    assert axes == {"body": pytest.approx((2 * 190 / 3 + 65) / 3), "mind": 80, "crew": 57.5}
    assert axes["crew"] == (40 / 2 + 1.5 * 75 + 40) / 3
    assert card["axes"]["crew"]["sem"] == pytest.approx(SEM * 14**0.5 / 6)  # √(1/6² + 3/6² + 2/6²)
    assert card["position"] == {
        "label": "tide",
        "between": None,
        "quadrant": None,
        "near_crossroads": False,
    }
    assert card["dimensions"]["cover"]["bounds"] == pytest.approx([100 / 3, 200 / 3])
    assert card["dimensions"]["cover"]["sem"] == pytest.approx(SEM_TWO_THIRDS)
    assert card["items"]["c2"]["contribution"] == pytest.approx(70 / 2 / 6)
    assert card["flags"] == []


@pytest.mark.usefixtures("root")
def test_blanks_are_weighed_by_the_kits_own_shares(run: Run) -> None:
    card = run("score", "--json").json["clients"][1]
    scored = {name for name, area in card["dimensions"].items() if area["score"] is not None}
    assert scored == {"food", "reach", "lend"}, "one of three answers is less than two thirds"
    assert card["axes"]["body"]["score"] == 0, "one of two areas is half of them"
    assert card["axes"]["body"]["bounds"] == pytest.approx([(2 * 100 / 3) / 3, (2 * 100) / 3])
    assert card["axes"]["mind"]["score"] is None
    assert card["axes"]["crew"]["score"] == (1.5 * 60 + 100) / 2.5
    assert card["axes"]["crew"]["sem"] == pytest.approx(
        ((0.6 * SEM_TWO_THIRDS) ** 2 + (0.4 * SEM) ** 2) ** 0.5
    )
    assert card["position"]["label"] == "at-sea"
    assert card["position"]["between"] == ["tide", "at-sea"], "76 less its error lies below 75"


@pytest.mark.usefixtures("root")
def test_its_own_flags_are_raised(run: Run) -> None:
    card = run("score", "--json").json["clients"][2]
    assert card["flags"] == ["long-run", "low-variance", "two-ways:c1/c2", "poor-fit"]


@pytest.mark.usefixtures("root")
def test_explain_tells_habits_sensitivity_and_plan(run: Run) -> None:
    told = run("explain", "Ada", "--json").json
    assert told["habits"] == {
        "rest": {"score": 75, "level": "high"},
        "company": {"score": pytest.approx((10 + 90 + 40) / 3), "level": "rising"},
    }
    # Crew is 57.5, give or take 4.93: only the answer that is worth a third of it can bring 75 within reach.
    turns = [(turn["item"], turn["answer"], turn["printed"]) for turn in told["sensitivity"]["answers"]]
    assert turns == [("d1", 2, ["tide", "at-sea"])]
    assert told["sensitivity"]["answers"][0]["score"] == pytest.approx(57.5 + (90 - 40) / 3)
    # Circle and lend stand at 40 with a range below 35, reach at 75: the more one weighs, the nearer crew is.
    tilts = [(tilt["dimension"], tilt["more"], tilt["printed"]) for tilt in told["sensitivity"]["weights"]]
    assert tilts == [
        ("circle", True, ["ashore", "tide"]),
        ("reach", False, ["ashore", "tide"]),
        ("reach", True, ["tide", "at-sea"]),
        ("lend", True, ["ashore", "tide"]),
    ]
    chosen = {one["id"]: one["priority"] for one in told["plan"] if one["chosen"]}
    # need = 8/10 · (60 − 40)/100 of both areas; · 4/(4 + hours)
    assert chosen == {"tea": pytest.approx(0.16 * 4 / 5), "boat": pytest.approx(0.16 * 4 / 8)}


@pytest.mark.usefixtures("root")
def test_an_action_whose_measure_is_met_by_uneven_points_is_not_planned(run: Run) -> None:
    plan = {one["id"]: one for one in run("explain", "Cleo", "--json").json["plan"]}
    assert plan["boat"]["why"] == plan["tea"]["why"] == "its measure is already met"


@pytest.mark.usefixtures("root")
def test_explain_writes_no_sum_that_is_not_so(run: Run) -> None:
    told = run("explain", "Ada").out
    for wrong in ("(3 − 1) / (5 − 1) · 100 = 40", "(2 − 1) / (5 − 1) · 100 = 10", "9 – 9"):
        assert wrong not in told
    assert "(7 − 0) / (10 − 0) · 100 = 70" in told
    assert "2 – cool" in told


def test_the_cohort_speaks_of_its_axes_bands_and_scales(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_practice(tmp_path / "many", times=2)
    monkeypatch.chdir(root)
    told = run("cohort", "--json").json
    assert set(told["axes"]) == {"body", "mind", "crew"}
    assert told["positions"]["counts"] == {"ashore": 0, "tide": 4, "at-sea": 2}
    assert told["quadrants"] is None
    assert [scale["dimension"] for scale in told["scales"]] == ["sleep"]
    assert run("cohort", "--pdf", "cohort.pdf").code == 0
    text = PdfReader(root / "cohort.pdf").pages[0].extract_text()
    assert all(name in text for name in ("Body", "Mind", "Crew", "Cover"))


def test_every_report_is_made_and_shows_its_words(run: Run, root: Path) -> None:
    assert run("check").code == 0
    made = run("reports", "--json").json["clients"]
    assert [client["status"] for client in made] == ["made"] * 3
    texts = []
    for client in made:
        document = PdfReader(root / client["pdf"])
        texts.append("\n".join(page.extract_text() for page in document.pages))
        assert "What keeps you curious" in texts[-1]
    ada, ben, cleo = (" ".join(text.split()) for text in texts)
    assert "“on the tide”" in ada
    assert "8 of 10" in ada
    assert "Have tea with a neighbour" in ada
    assert "between “on the tide” and “out at sea”" in ben
    assert "Your answers on “People around” and “Partings” pull two ways." in cleo
