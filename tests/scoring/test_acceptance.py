"""The agreed numbers, digit by digit. Their source is docs/assessment.md, "A worked example".

The formulas behind them: percent of maximum possible (Cohen, Cohen, Aiken & West 1999), Spearman–Brown
(Spearman 1910, Brown 1910), the standard error of measurement (Lord & Novick 1968), reliable change (Jacobson
& Truax 1991).
"""

import re
from math import sqrt
from pathlib import Path

import pytest

from pipeline.models.scorecard import AxisScore, Estimate, Scorecard
from pipeline.models.scoring_rules import band_of
from pipeline.scoring import differ
from tests.people import card_of, client, kit, maya, maya_answers
from tests.scoring.extremes import extreme_answers

BLANKS = ("L03", "L08", "B03", "L16")
EXAMPLE = (Path(__file__).parents[2] / "docs" / "assessment.md").read_text(encoding="utf-8")
EXAMPLE = EXAMPLE.split("## A worked example\n")[1].split("\n## ")[0]


def maya_card(*without: str) -> Scorecard:
    return card_of(maya(without=without), kit().questionnaire)


def shown(estimate: Estimate) -> float:
    assert estimate.score is not None
    return round(float(estimate.score), 4)


def bounds(axis: AxisScore) -> tuple[float, float]:
    return round(float(axis.bounds[0]), 4), round(float(axis.bounds[1]), 4)


@pytest.mark.parametrize(
    ("dimension", "expected"),
    [
        ("P1", 76.25),
        ("P2", 50),
        ("P3", 50),
        ("F1", 26.25),
        ("F2", 36.25),
        ("F3", 35.8333),
        ("F4", 58.3333),
        ("F5", 46.25),
        ("F6", 41.25),
    ],
)
def test_dimensions(dimension: str, expected: float) -> None:
    assert shown(maya_card().dimensions[dimension]) == expected


def test_axes_and_their_bands() -> None:
    axes = maya_card().axes
    assert shown(axes["P"]) == 58.75
    assert shown(axes["F"]) == 40.6944
    assert [round(end or 0, 1) for end in (axes["P"].low, axes["P"].high)] == [52.4, 65.1]
    assert [round(end or 0, 1) for end in (axes["F"].low, axes["F"].high)] == [36.2, 45.2]


def test_position_is_between_two_labels_on_a_steady_base() -> None:
    position = maya_card().position
    assert position is not None
    assert position.label == "blended"
    assert position.between == ("job-leaning", "blended")
    assert position.quadrant == "steady-base"
    assert not position.near_crossroads


def test_four_blanks() -> None:
    axes = maya_card(*BLANKS).axes
    assert (shown(axes["P"]), shown(axes["F"])) == (58.8889, 39.7222)
    assert round(axes["P"].sem or 0, 4) == 6.5443
    assert round(axes["F"].sem or 0, 4) == 4.7359
    assert bounds(axes["P"]) == (52.5, 60.8333)
    assert bounds(axes["F"]) == (34.2361, 48.125)


def test_an_area_with_too_few_answers_is_not_scored() -> None:
    card = maya_card(*BLANKS, "L15")
    assert card.dimensions["F4"].score is None
    assert shown(card.axes["F"]) == 37.6667
    assert (card.axes["F"].scored, card.axes["F"].areas) == (5, 6)
    assert round(card.axes["F"].sem or 0, 4) == 5.1026
    assert bounds(card.axes["F"]) == (31.4583, 50.9028)


@pytest.mark.parametrize(
    ("item", "better", "axis", "gain"),
    [
        ("L07", 3, "F", 1.0417),
        ("L11", 5, "F", 0.6944),
        ("B08", "1-year", "F", 1.25),
        ("L01", 5, "P", 2.0833),
    ],
)
def test_one_step_up(item: str, better: int | str, axis: str, gain: float) -> None:
    before = card_of(maya(), kit().questionnaire).axes[axis].score
    after = card_of(client(maya_answers() | {item: better}), kit().questionnaire).axes[axis].score
    assert before is not None
    assert after is not None
    assert round(float(after - before), 4) == gain


def test_all_best_is_a_hundred_and_all_worst_is_nothing() -> None:
    """Source: percent of maximum possible (Cohen et al. 1999): the ends of every scale are 0 and 100."""
    asked = kit().questionnaire
    for pick, expected in ((max, 100), (min, 0)):
        axes = card_of(client(extreme_answers(asked, pick)), asked).axes
        assert [axis.score for axis in axes.values()] == [expected, expected]


def test_what_two_complete_areas_must_be_apart() -> None:
    """Source: docs/assessment.md, √2 · SEM with SEM = 20 · √(1 − .70)."""
    areas = maya_card().dimensions
    assert {round(sqrt(2) * (area.sem or 0), 4) for area in areas.values()} == {15.4919}
    assert {round(area.sem or 0, 4) for area in areas.values()} == {10.9545}
    assert differ(areas["F4"], areas["F6"])  # 17.0833 apart
    assert not differ(areas["F5"], areas["F3"])  # 10.4167


@pytest.mark.parametrize(
    ("points", "label"),
    [
        (0, "job-anchored"),
        (19.9999, "job-anchored"),
        (20, "job-leaning"),
        (39.9999, "job-leaning"),
        (40, "blended"),
        (59.9999, "blended"),
        (60, "career-leaning"),
        (79.9999, "career-leaning"),
        (80, "career-driven"),
        (100, "career-driven"),
    ],
)
def test_where_positions_begin(points: float, label: str) -> None:
    """Source: docs/assessment.md, "Position, quadrant, crossroads"."""
    rule = kit().questionnaire.scoring.position
    assert rule is not None
    assert band_of(points, rule.bands) == label


def test_the_table_of_the_document_is_what_is_computed() -> None:
    rows = re.findall(r"^\| ([PF]\d?)(?: without (.*?))? \| ([\d.]+) \| (.*?) ?\|$", EXAMPLE, re.MULTILINE)
    assert len(rows) == 14
    for name, without, score, rest in rows:
        blank = (*BLANKS, "L15") if "as well" in without else BLANKS if without else ()
        card = maya_card(*blank)
        found = card.axes.get(name) or card.dimensions[name]
        assert shown(found) == float(score)
        said = dict(re.findall(r"(range|SEM|bounds) ([\d.–]+)", rest))
        if "range" in said:
            assert said["range"] == f"{found.low:.1f}–{found.high:.1f}"
        if "SEM" in said:
            assert round(found.sem or 0, 4) == float(said["SEM"])
            assert [round(float(end), 4) for end in found.bounds] == list(
                map(float, said["bounds"].split("–"))
            )


def test_the_answers_of_the_document_are_hers() -> None:
    codes = re.search(r"L01–L22 with ([\d, ]+),", EXAMPLE)
    assert codes
    assert [int(code) for code in codes[1].split(", ")] == [maya_answers()[f"L{n:02}"] for n in range(1, 23)]
