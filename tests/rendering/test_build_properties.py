"""What holds of every report, whoever the client is."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.models.answers import Answer
from pipeline.models.assessment import Assessment
from pipeline.models.client import Client
from pipeline.models.kit import Kit
from pipeline.models.pathways import Pathways
from pipeline.models.playbook import Playbook
from pipeline.models.questionnaire import Questionnaire
from pipeline.models.scorecard import Scorecard
from pipeline.models.wording import strings
from pipeline.rendering.building.report import build_report
from pipeline.rendering.views.report import Report
from tests.effort import effort
from tests.people import card_of, client, kit, maya_answers, plan
from tests.rendering.built import assess, build, extreme, settings, strings_of, whole_maya
from tests.strategies import answer_sets, answers_to, clients

FORBIDDEN = re.compile(r"%|/\s*100|\d[.,]\d|identity|just a job|\bonly\b|\bFraction\b", re.IGNORECASE)
STRAY = re.compile(r"[{}]|  |\s[.,;]|\.\.|^\s|\s$|[.?!]\s*[.?!]")

many = effort(50)
some = effort(25)


def full_sets() -> st.SearchStrategy[dict[str, Answer]]:
    """Return sets of answers without a blank."""
    asked = kit().questionnaire
    scored = [question for question in asked.questions if question.scale or question.dimension]
    return st.fixed_dictionaries({question.id: answers_to(question, asked) for question in scored})


@many
@given(answer_sets() | full_sets())
def test_pages_say_nothing_forbidden_and_nothing_untrue(answers: dict[str, Answer]) -> None:
    person = client(answers)
    card = card_of(person, kit().questionnaire)
    roadmap = plan(person, card, kit())
    report = build_report(Assessment(person, card, roadmap), kit(), settings(), "en")
    check_language(report)
    check_strengths(report, card)
    check_areas(report, card)
    check_position(report, answers)
    numbers = [move.number for stretch in report.plan.stretches for move in stretch.moves]
    assert numbers == [action.number for action in roadmap.actions]
    assert [move.number for move in report.moves] == numbers[:3]


def check_language(report: Report) -> None:
    for said in sentences(report):
        assert not FORBIDDEN.search(said), said
        assert not STRAY.search(said), said


def sentences(report: Report) -> Iterator[str]:
    """Everything the pages say but addresses and the paper's name, which no sentence is made of."""
    return (said for said in strings_of(report) if "http" not in said)


def check_strengths(report: Report, card: Scorecard) -> None:
    areas = {said.name: area for area, said in kit().wordings["en"].dimensions.items()}
    for entry in report.build_on:
        if entry.lead:
            found = card.dimensions[areas[entry.lead]].score
            assert found is not None
            assert found >= 70


def check_areas(report: Report, card: Scorecard) -> None:
    for group in report.groups:
        for area in group.areas:
            found = card.dimensions[area.id].score
            assert (area.level is None) == (found is None or bool(area.slots))
            assert bool(area.note) == (found is None and not area.slots)
            if found is not None and found >= 70:
                assert "fresh start" not in area.good_for
                assert "starting small" not in area.good_for
                assert "can use what is here" not in area.move


def check_position(report: Report, answers: dict[str, Answer]) -> None:
    if answers.get("L18") not in {4, 5}:
        assert "The next role has a name" not in report.position
        assert "You can name the next role" not in report.position
    if answers.get("B08") in {"1-year", "3-years", "5-years"}:
        assert "not on paper" not in report.position
        assert "No written goal" not in report.position


@some
@given(clients())
def test_any_client_gets_the_same_complete_report_twice(person: Client) -> None:
    report = build(person)
    assert report == build(person)
    assert report.position
    assert 2 <= len(report.build_on) <= 3
    assert 1 <= len(report.talk.questions) <= 3
    assert len(report.path.steps) == 4
    assert len(report.plan.obstacle) <= 225
    assert [len(group.areas) for group in report.groups] == [3, 6]
    scored = assess(person, kit()).card.items
    is_told = any(
        scored[item].score is not None for habit in kit().questionnaire.habits for item in habit.items
    )
    assert len(report.habits) == (6 if is_told else 0)


@pytest.mark.parametrize("name", sorted(maya_answers()))
def test_another_answer_makes_another_report(name: str) -> None:
    maya = whole_maya()
    question = kit().questionnaire.by_id[name]
    options: list[Answer] = list(range(1, 6)) if question.scale else list(question.option_ids)
    for other in options:
        if other != maya.answers[name]:
            assert build(whole_maya(**{name: other})) != build(maya)


def test_the_headline_of_different_people_differs() -> None:
    people = [
        whole_maya(),
        extreme(best=True),
        extreme(best=False),
        whole_maya(L18=2),
        whole_maya(L07=5, B08="5-years"),
    ]
    assert len({build(person).position for person in people}) == len(people)


def test_every_area_has_something_to_say_to_everybody() -> None:
    for said in kit().wordings["en"].dimensions.values():
        for text in (said.good_for, said.strength, said.ask):
            assert not isinstance(text, str)
            *_, last = strings(text)
            assert last
            assert not any("{" in string for string in strings(text)), said.name


def test_sentences_of_the_pages_stay_short() -> None:
    wording = kit().wordings["en"]
    texts = [text for key, text in wording.texts.items() if not key.startswith("dates.")]
    for area in wording.dimensions.values():
        texts += [area.good_for, area.strength, area.ask]
    texts += [habit.line for habit in wording.habits.values()]
    for string in (string for text in texts for string in strings(text)):
        for sentence in re.split(r"(?<=[.?!])\s", string):
            assert len(re.findall(r"[\w’'½-]+", sentence)) <= 18, sentence


def plain_kit() -> Kit:
    """Return a kit without axes, map, position, habits, actions and ladders."""
    full = kit()
    asked = full.questionnaire
    dimension = asked.dimensions[3].model_copy(update={"axis": None})
    bare = Questionnaire(
        required=(),
        scoring=asked.scoring.model_copy(update={"position": None, "quadrants": None, "pairs": ()}),
        scales=asked.scales,
        dimensions=(dimension,),
        questions=tuple(item for item in asked.questions if item.dimension in {None, dimension.id}),
    )
    playbook = Playbook(plan=full.playbook.plan, actions=())
    return replace(full, questionnaire=bare, playbook=playbook, pathways=Pathways())


def test_a_kit_without_axes_or_map_still_makes_a_report() -> None:
    answers: dict[str, Answer] = {"L07": 5, "L08": 1, "L09": 5, "B08": "5-years"}
    report = build(client(answers), settings(), plain_kit())
    assert (report.map, report.axes, report.habits, report.base, report.moves) == (None, (), (), (), ())
    assert [group.heading for group in report.groups] == ["Your areas"]
    assert not any(stretch.moves for stretch in report.plan.stretches)
    assert report.plan.strength is None
    assert report.plan.first_step == ""
    assert report.build_on[0].lead == "A clear direction"
    assert [figure.style for figure in report.method.figures] == [None]
