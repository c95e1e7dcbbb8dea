"""What holds for the scores of every client there could be, of the built-in kit and of random ones."""

from fractions import Fraction
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.kit.faults import Faults
from pipeline.kit.questionnaire_checks import check_questionnaire
from pipeline.models.answers import Answer, responses_of
from pipeline.models.client import Client
from pipeline.models.questionnaire import Question, Questionnaire
from pipeline.models.scorecard import Scorecard
from pipeline.scoring import Scorer
from tests.people import client, kit
from tests.random_kits import Asked, asked_and_answered, questionnaires
from tests.scoring.extremes import worth
from tests.strategies import answer_sets, answers_to, clients

ASKED = kit().questionnaire

few = settings(max_examples=30)
"""Whole kits with all their answers take many draws each."""


def card_of(asked: Questionnaire, answers: dict[str, Answer]) -> Scorecard:
    return Scorer(asked).score(responses_of(answers, asked))


@few
@given(questionnaires())
def test_a_random_kit_is_one_that_is_accepted(asked: Questionnaire) -> None:
    faults = Faults({})
    check_questionnaire(asked, faults)
    assert faults.found == []


@few
@given(asked_and_answered())
def test_scores_bands_and_bounds_stay_on_the_line(known: Asked) -> None:
    card = card_of(*known)
    for part in (*card.axes.values(), *card.dimensions.values()):
        assert 0 <= part.bounds[0] <= part.bounds[1] <= 100
        if part.score is not None:
            assert 0 <= part.score <= 100
            assert part.low is not None
            assert part.high is not None
            assert 0 <= part.low <= part.score <= part.high <= 100
    for habit in card.habits.values():
        assert habit.score is None or 0 <= habit.score <= 100


@few
@given(asked_and_answered())
def test_contributions_add_up_to_the_axis_exactly(known: Asked) -> None:
    asked, card = known[0], card_of(*known)
    for axis, result in card.axes.items():
        areas = [part.id for part in asked.dimensions if part.axis == axis]
        by_area = sum((card.dimensions[area].contribution for area in areas), Fraction(0))
        by_item = sum(
            (card.items[item.id].contribution for item in asked.items if item.dimension in areas), Fraction(0)
        )
        assert by_area == by_item == (result.score or 0)


@few
@given(asked_and_answered(), st.data())
def test_a_better_answer_never_lowers_its_axis(known: Asked, data: st.DataObject) -> None:
    asked, answers = known
    values = {item.id: worth(item, asked) for item in asked.items}
    given_items = [name for name in values if answers.get(name) in values[name]]
    if not given_items:
        return
    item = data.draw(st.sampled_from(given_items))
    now = values[item][answers[item]]
    better = data.draw(st.sampled_from([code for code, points in values[item].items() if points >= now]))
    before, after = card_of(asked, answers), card_of(asked, answers | {item: better})
    home = asked.by_id[item].dimension
    for axis, result in before.axes.items():
        improved = after.axes[axis].score
        assert (improved is None) == (result.score is None)
        if improved is not None and result.score is not None:
            weight = before.items[item].weight if home_axis(asked, home) == axis else 0
            assert improved - result.score == weight * (values[item][better] - now) >= 0


def home_axis(asked: Questionnaire, dimension: str | None) -> str | None:
    return next(part.axis for part in asked.dimensions if part.id == dimension)


@few
@given(asked_and_answered(), st.randoms(use_true_random=False))
def test_no_order_changes_a_score(known: Asked, dice: Random) -> None:
    asked, answers = known
    lists = {name: list(getattr(asked, name)) for name in ("dimensions", "axes", "questions", "scales")}
    said = list(answers.items())
    for entries in (*lists.values(), said):
        dice.shuffle(entries)
    other = asked.model_copy(update={name: tuple(entries) for name, entries in lists.items()})
    turned = card_of(Questionnaire.model_validate(other.model_dump()), dict(said))
    card = card_of(asked, answers)
    assert {name: axis.score for name, axis in turned.axes.items()} == {
        name: axis.score for name, axis in card.axes.items()
    }
    assert {name: axis.bounds for name, axis in turned.axes.items()} == {
        name: axis.bounds for name, axis in card.axes.items()
    }
    assert dict(turned.dimensions) == dict(card.dimensions)
    assert dict(turned.items) == dict(card.items)
    assert dict(turned.habits) == dict(card.habits)
    assert (turned.position and turned.position.label) == (card.position and card.position.label)


@few
@given(asked_and_answered())
def test_a_blank_never_narrows_the_bounds(known: Asked) -> None:
    asked, answers = known
    whole = card_of(asked, answers)
    for name in list(answers)[:4]:
        part = card_of(asked, {key: value for key, value in answers.items() if key != name})
        for before, after in ((whole.axes, part.axes), (whole.dimensions, part.dimensions)):
            for place, result in before.items():
                low, high = after[place].bounds
                assert low <= result.bounds[0] <= result.bounds[1] <= high


def profile(asked: Questionnaire) -> list[Question]:
    return [question for question in asked.questions if question.id not in asked.heard]


@few
@given(answer_sets(), clients(), st.data())
def test_the_profile_changes_no_score(answers: dict[str, Answer], other: Client, data: st.DataObject) -> None:
    hidden = profile(ASKED)
    fixed = {
        question.id: data.draw(answers_to(question, ASKED))
        for question in hidden
        if question.scale or question.options
    }
    words = {question.id: data.draw(st.text(min_size=1)) for question in hidden if question.id not in fixed}
    scored = {name: answer for name, answer in answers.items() if name in ASKED.heard}
    plain = client(scored)
    theirs = {name: answer for name, answer in other.answers.items() if name not in ASKED.heard}
    dressed = client(theirs | fixed | words | scored, hours=60, name=other.name, role_title="CEO")
    assert card_of(ASKED, dict(dressed.answers)) == card_of(ASKED, dict(plain.answers))
    seen = responses_of(dressed.answers, ASKED).answers
    assert seen == scored, "nothing of the profile is even handed on"


def test_scoring_hears_of_items_and_of_the_question_of_fit_alone() -> None:
    assert set(ASKED.heard) == {item.id for item in ASKED.items} | {"Q1"}
    assert not any(ASKED.by_id[name].role for name in ASKED.heard)
    assert {"A1", "A2", "A4", "A5", "A6", "A13", "I1", "I3", "G2"} <= {one.id for one in profile(ASKED)}


def test_a_role_keeps_even_an_item_from_being_heard() -> None:
    data = ASKED.model_dump()
    item = next(question for question in data["questions"] if question["id"] == "L07")
    item["role"] = "hours_a_week"
    asked = Questionnaire.model_validate(data)
    assert "L07" not in asked.heard
    assert card_of(asked, {"L07": 5}) == card_of(asked, {"L07": 1}) == card_of(asked, {})
