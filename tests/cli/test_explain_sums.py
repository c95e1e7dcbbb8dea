"""Everything that is told of a client can be computed again from what is printed, by hand."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from math import sqrt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.cli.explaining.flags import tell_flags
from pipeline.cli.explaining.habits import tell_habits
from pipeline.cli.explaining.place import tell_place
from pipeline.cli.explaining.plan import tell_plan
from pipeline.cli.explaining.scores import tell_scores
from pipeline.cli.explaining.shapes import of_numbers
from pipeline.cli.explaining.summary import tell_summary
from pipeline.cli.sums import WIDTH
from pipeline.models.answers import Answer, Missing, responses_of
from pipeline.models.assessment import Assessment
from pipeline.models.client import Client
from pipeline.models.kit import Kit
from pipeline.models.questionnaire import Option, Questionnaire, Scale
from pipeline.models.scorecard import AxisScore
from pipeline.models.scorecard_shape import of_card
from pipeline.models.settings import PracticeSettings, Settings
from pipeline.rendering.building.case import Case, open_case
from pipeline.scoring import find_sensitivity
from pipeline.scoring.points import key_of
from tests.people import card_of, client, kit, maya, maya_answers, plan
from tests.strategies import answer_sets

SETTINGS = Settings(practice=PracticeSettings(name="Test Practice"))
HOURS = st.none() | st.integers(0, 12).map(Fraction)
SUM = re.compile(r"(?:^|[:;] )(?P<sum>[^:;=]*[·/√][^:;=]*) = (?P<result>−?\d+(?:\.\d+|/\d+)?)")


def case_of(who: Client, asked_kit: Kit | None = None) -> Case:
    found = asked_kit or kit()
    card = card_of(who, found.questionnaire)
    return open_case(Assessment(who, card, plan(who, card, found)), found, SETTINGS, "en")


def told(case: Case) -> list[str]:
    asked = case.asked
    moves = find_sensitivity(responses_of(case.client.answers, asked), case.card, asked)
    return [
        *tell_summary(case),
        *tell_scores(case),
        *tell_place(case, moves),
        *tell_flags(case),
        *tell_habits(case),
        *tell_plan(case),
    ]


def whole(lines: list[str]) -> Iterator[str]:
    """Put the lines of a text that was broken together again: those that begin further in, with a sum."""
    kept = ""
    for line in lines:
        if kept and re.match(r" +\+ ", line):
            kept = f"{kept} {line.strip()}"
        else:
            yield kept
            kept = line.strip()
    yield kept


def worth(text: str) -> float:
    """Compute what is printed."""
    for sign, operator in (("·", "*"), ("−", "-"), ("√", "sqrt"), ("²", "**2")):
        text = text.replace(sign, operator)
    assert re.fullmatch(r"(?:[\d.()*/+ -]|sqrt)*", text), text
    return float(eval(text, {"__builtins__": {}}, {"sqrt": sqrt}))  # noqa: S307 - digits and signs only


def sums(case: Case) -> list[tuple[str, float, float]]:
    """Every sum that is told, with what it comes to when computed, and what is said it comes to."""
    matches = (
        match for line in whole(told(case)) for match in SUM.finditer(line.split("  adds ")[0].strip())
    )
    return [(match["sum"], worth(match["sum"]), worth(match["result"])) for match in matches]


def test_maya_has_a_sum_for_everything() -> None:
    """36 items, 9 areas, 2 axes, 6 habits and 18 actions with what they rest on."""
    found = sums(case_of(maya()))
    assert len(found) >= 22 + 9 * 3 + 2 * 2 + 6 + 8 + 18 + 3
    text = "\n".join(told(case_of(maya())))
    for expected in (
        "(4 − 1) / (5 − 1) · 100 = 75",
        "(5 − 2) / (5 − 1) · 100 = 75, reversed",
        "(75 + 75 + 75 + 80) / 4 = 76.25; 4 of 4 answered, at least 2 needed",
        "1/3 · 76.25 + 1/3 · 50 + 1/3 · 50 = 58.75",
        "20 · √(1 − 0.7) = 10.9545",
        "Likely 36.2223 to 45.1666: 40.6944 ± 4.4721",
        "5 / 5 · (70 − 26.25) / 100 = 0.4375",
        "(0.7 · 0.2875 · 4 / 4 + 0.3 · 0.2375 · 4 / 4) · 8 / (8 + 2) = 0.218",
        "0.8 · 4 · 30 / 7 = 13.7143 hours are free",
    ):
        assert expected in text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(answers=answer_sets(), hours=HOURS)
def test_every_printed_sum_comes_to_what_is_printed(
    answers: dict[str, Answer], hours: Fraction | None
) -> None:
    who = client(answers, hours=None if hours is None else int(hours))
    for written, computed, said in sums(case_of(who)):
        assert computed == pytest.approx(said, abs=2e-3), written


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(answers=answer_sets())
def test_what_items_and_areas_add_is_the_score_of_their_axis(answers: dict[str, Answer]) -> None:
    case = case_of(client(answers))
    parts = re.split(r"^(?=\S.* \([PF]\): )|^(?=Position: )", "\n".join(told(case)), flags=re.MULTILINE)[1:3]
    for part, axis in zip(parts, case.card.axes.values(), strict=True):
        areas = [float(added) for added in re.findall(r"^  \S.*  adds (\S+)$", part, re.MULTILINE)]
        items = [float(added) for added in re.findall(r"^          +\S.*  adds (\S+)$", part, re.MULTILINE)]
        assert (len(areas), len(items)) == (
            (0, 0) if axis.score is None else (axis.areas, axis_items(case, axis))
        )
        if axis.score is not None:
            assert sum(areas) == pytest.approx(float(axis.score), abs=1e-3)
            assert sum(items) == pytest.approx(float(axis.score), abs=4e-3)


def axis_items(case: Case, axis: AxisScore) -> int:
    """How many items an axis has."""
    name = next(name for name, found in case.card.axes.items() if found is axis)
    return sum(case.card.dimensions[area.id].items for area in case.areas_of(name))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(answers=answer_sets())
def test_lines_fit_the_page(answers: dict[str, Answer]) -> None:
    assert max(map(len, told(case_of(client(answers))))) <= WIDTH


class Recount:
    """A second, plain computation in floats, from the numbers that the JSON gives and from nothing else."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.card, self.known = document["scorecard"], document["arithmetic"]
        self.rules = self.known["rules"]
        self.points: dict[str, float | None] = {
            name: next(
                (points for answer, points in item["points"] if answer == self.card["items"][name]["answer"]),
                None,
            )
            for name, item in self.known["items"].items()
        }

    def items_of(self, area: str) -> list[str]:
        return [name for name, item in self.known["items"].items() if item["dimension"] == area]

    def area(self, name: str) -> tuple[float | None, float | None]:
        """The score of an area and its standard error."""
        points = [self.points[item] for item in self.items_of(name)]
        known = [each for each in points if each is not None]
        precision = self.known["dimensions"][name]["precision"]
        if len(known) < precision["minimum_items"] * len(points):
            return None, None
        kept, r = len(known) / len(points), precision["reliability"]
        shortened = kept * r / (1 + (kept - 1) * r)
        return sum(known) / len(known), precision["standard_deviation"] * sqrt(1 - shortened)

    def ends(self, name: str) -> list[float]:
        """The bounds of an area."""
        totals = []
        for choose in (min, max):
            filled = [self.points[item] for item in self.items_of(name)]
            open_to = [
                choose(points for _, points in self.known["items"][item]["points"])
                for item in self.items_of(name)
            ]
            totals.append(
                sum(b if a is None else a for a, b in zip(filled, open_to, strict=True)) / len(filled)
            )
        return totals

    def axis(self, name: str) -> tuple[float | None, float | None, list[float]]:
        """The score of an axis, its standard error and its bounds."""
        parts = {area: found for area, found in self.known["dimensions"].items() if found["axis"] == name}
        every = sum(part["weight"] for part in parts.values())
        bounds = [
            sum(part["weight"] * self.ends(area)[end] for area, part in parts.items()) / every
            for end in (0, 1)
        ]
        scored = {area: self.area(area) for area in parts if self.area(area)[0] is not None}
        if not scored or len(scored) < self.rules["minimum_dimensions"] * len(parts) - 1e-9:
            return None, None, bounds
        total = sum(parts[area]["weight"] for area in scored)
        shares = {area: parts[area]["weight"] / total for area in scored}
        value = sum(share * (scored[area][0] or 0) for area, share in shares.items())
        error = sqrt(sum((share * (scored[area][1] or 0)) ** 2 for area, share in shares.items()))
        return value, error, bounds

    def need(self, area: str) -> float:
        score, axis = self.area(area)[0], self.known["dimensions"][area]["axis"]
        if score is None:
            return 0
        importance = self.known["axes"][axis]["importance"]
        return float(importance / self.rules["importance_scale"] * max(0, self.rules["target"] - score) / 100)

    def priority(self, action: dict[str, Any]) -> float:
        """The priority of an action that is called for."""
        known = self.known["actions"][action["id"]]
        if known["given_priority"] is not None:
            return float(known["given_priority"])
        counted = {
            area: [self.points[item] is not None for item in self.items_of(area)] for area in known["shares"]
        }
        weighed = (
            share * self.need(area) * sum(counted[area]) / len(counted[area])
            for area, share in known["shares"].items()
        )
        return float(sum(weighed) * self.rules["ease"] / (self.rules["ease"] + action["hours"]))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(answers=answer_sets(), hours=st.none() | st.integers(0, 12))
def test_the_json_is_enough_to_compute_everything_again(
    answers: dict[str, Answer], hours: int | None
) -> None:
    case = case_of(client(answers, hours=hours))
    document = {
        "scorecard": of_card(case.client, case.card),
        "arithmetic": of_numbers(case.client, case.card, case.roadmap, case.kit),
    }
    again = Recount(json.loads(json.dumps(document)))
    for name, item in document["scorecard"]["items"].items():
        assert again.points[name] == item["score"]
        assert item["contribution"] == pytest.approx(
            (item["score"] or 0) * again.known["items"][name]["weight"]
        )
    for name, area in document["scorecard"]["dimensions"].items():
        assert again.area(name) == (near(area["score"]), near(area["sem"]))
        assert again.ends(name) == pytest.approx(area["bounds"])
        assert again.need(name) == pytest.approx(again.known["needs"][name], abs=1e-9)
        part = again.known["dimensions"][name]
        assert (area["answered"] >= part["needed"]) == (area["score"] is not None)
        assert area["contribution"] == pytest.approx(part["share"] * (area["score"] or 0), abs=1e-9)
        if area["sem"] is not None:
            told_sem = part["precision"]["standard_deviation"] * sqrt(1 - part["reliability"])
            assert told_sem == pytest.approx(area["sem"], abs=1e-9)
    for name, axis in document["scorecard"]["axes"].items():
        value, error, bounds = again.axis(name)
        assert (value, error) == (near(axis["score"]), near(axis["sem"]))
        assert bounds == pytest.approx(axis["bounds"])
    for action in case.roadmap.candidates:
        if action.priority:
            shape = {"id": action.id, "hours": float(action.hours)}
            assert again.priority(shape) == pytest.approx(float(action.priority), abs=1e-8)
    for stretch in again.known["stretches"]:
        assert stretch["taken"] <= stretch["free"] + 1e-9


def near(value: float | None) -> Any:  # noqa: ANN401 - pytest gives it no type
    """Compare with a number that was rounded on its way; None stays None."""
    return None if value is None else pytest.approx(value, abs=1e-9)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"L07": 5, "L08": 5}, "L07 5 – strongly agree; L08 5 – strongly agree: both 4 or more"),
        ({"Q1": 1}, "Q1 1 – not at all: 2 or less"),
        (
            dict.fromkeys((f"L{number:02}" for number in range(1, 23)), 3),
            "22 equal ones in a row, at least 10",
        ),
        (
            dict.fromkeys((f"L{number:02}" for number in range(1, 23)), 3),
            "their standard deviation is 0, less than 0.5",
        ),
    ],
)
def test_a_flag_is_told_with_the_answers_behind_it(changed: dict[str, Answer], expected: str) -> None:
    assert expected in " ".join(
        " ".join(line.split()) for line in tell_flags(case_of(client(maya_answers() | changed)))
    )


def test_no_flag_no_heading() -> None:
    assert list(tell_flags(case_of(maya()))) == []


def best_answers() -> dict[str, Answer]:
    points = {item.id: key_of(item, kit().questionnaire).points for item in kit().questionnaire.items}
    return {item: next(each for each in given if given[each] == 100) for item, given in points.items()}


def test_a_score_outside_its_bounds_says_why() -> None:
    """All is best but for one answer in an area with too few: it counts among the bounds alone."""
    answers = {key: value for key, value in best_answers().items() if key not in {"L15", "L16"}}
    text = "\n".join(told(case_of(client(answers | {"L17": 5}))))
    assert "Building ahead (F): 100 (likely 95–100)" in text
    assert " = 94.4444\n  The score lies outside of these bounds: F4 counts here" in text


def test_an_area_outside_its_bounds_says_why() -> None:
    """Where no answer to the blank item gives more than 50, no filling it in keeps a mean of 100."""
    asked = kit().questionnaire
    weak = tuple(Option(id=name, points=Fraction(points)) for name, points in (("0", 0), ("1", 50)))
    questions = tuple(
        each.model_copy(update={"options": weak}) if each.id == "B11" else each for each in asked.questions
    )
    known = replace(
        kit(),
        questionnaire=Questionnaire(
            **{name: getattr(asked, name) for name in Questionnaire.model_fields} | {"questions": questions}
        ),
    )
    answers = {key: value for key, value in best_answers().items() if key != "B11"}
    text = "\n".join(told(case_of(client(answers), known)))
    assert "The score lies outside: no answer to what is blank gives as much, or as little" in text
    assert "The score lies outside of these bounds: blanks count here, and not in the score" in text


def test_a_range_that_would_leave_the_line_is_kept_within_it() -> None:
    assert "100 ± 10.9545, kept within 0 to 100" in "\n".join(
        told(case_of(maya(L01=5, L02=5, L03=1, B01="salary")))
    )


def test_missing_answers_are_told_apart() -> None:
    skipped = case_of(maya(without=("L08",), L16=Missing.DOES_NOT_APPLY, B02a="not-sure"))
    text = "\n".join(told(skipped))
    for expected in ("left blank: no points", "does not apply: no points", "not sure: no points"):
        assert expected in text
    assert "Reliability for 3/4 of the items: 3/4 · 0.7 / (1 + (3/4 − 1) · 0.7) = 7/11" in text
    assert "SEM: 20 · √(1 − 7/11) = 12.0605" in text


@pytest.mark.parametrize(
    ("points", "straight", "turned"),
    [
        ((), "(1 + 2) / (2 + 2) · 100 = 75 ", "(2 + 1) / (2 + 2) · 100 = 75, reversed "),
        ((0, 10, 40, 70, 100), ": 70 points ", ": 70 points, reversed: what 1 gives otherwise "),
    ],
)
def test_a_scale_below_nothing_and_points_of_its_own(
    points: tuple[int, ...], straight: str, turned: str
) -> None:
    """Codes from -2 to 2: to take the least away is to add 2. Uneven points are given by the kit."""
    asked = kit().questionnaire
    scale = Scale(id="agreement", low=-2, high=2, points=tuple(map(Fraction, points)))
    scales = tuple(scale if each.id == scale.id else each for each in asked.scales)
    fields = {name: getattr(asked, name) for name in Questionnaire.model_fields}
    known = replace(kit(), questionnaire=Questionnaire(**fields | {"scales": scales}))
    lines = list(tell_scores(case_of(client(maya_answers() | {"L01": 1, "L03": -1}), known)))
    for item, expected in (("L01", straight), ("L03", turned)):
        place = next(number for number, line in enumerate(lines) if line.strip().startswith(f"{item} "))
        assert expected in lines[place + 1]
