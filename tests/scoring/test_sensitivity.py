"""Which single answers and weights would move a position: everything that is told can be recomputed."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.models.answers import Answer, responses_of
from pipeline.models.client import Client
from pipeline.models.questionnaire import Questionnaire
from pipeline.scoring import Sensitivity, find_sensitivity
from tests.people import card_of, client, kit, maya
from tests.strategies import answer_sets

ASKED = kit().questionnaire


def label(who: Client, asked: Questionnaire = ASKED) -> str | None:
    position = card_of(who, asked).position
    return position.label if position else None


def with_weight(dimension: str, factor: Fraction) -> Questionnaire:
    """Return the questionnaire with one dimension that weighs so many times as much."""
    areas = [
        area.model_copy(update={"weight": area.weight * factor}) if area.id == dimension else area
        for area in ASKED.dimensions
    ]
    return ASKED.model_copy(update={"dimensions": tuple(areas)})


def sensitivity(who: Client) -> Sensitivity:
    return find_sensitivity(responses_of(who.answers, ASKED), card_of(who, ASKED), ASKED)


def turned(who: Client) -> dict[str, list[Answer]]:
    found: dict[str, list[Answer]] = {}
    for turn in sensitivity(who).turns:
        found.setdefault(turn.item, []).append(turn.answer)
    return found


def test_mayas_position_rests_on_less_than_a_point() -> None:
    """Maya stands at 40.6944, just above the edge at 40: one step down in most areas is enough."""
    found = turned(maya())
    assert found["L07"] == [1]
    assert found["L10"] == [3]  # the nearest answer that is enough, not the furthest
    assert "L01" not in found  # belongs to the other axis
    assert "B05" not in found  # nothing lies below


def test_a_blank_may_be_what_decides() -> None:
    who = maya(without=("L07",))
    (answer,) = turned(who)["L07"]
    assert label(client({**who.answers, "L07": answer})) != label(who)


def test_no_position_no_sensitivity() -> None:
    who = client({"L01": 4})
    found = sensitivity(who)
    assert (found.turns, found.tilts) == ((), ())


def test_the_best_of_all_is_moved_by_no_weight() -> None:
    best = maya()
    perfect: dict[str, Answer] = {}
    for item in ASKED.items:
        if item.scale:
            scale = ASKED.scale_by_id[item.scale]
            perfect[item.id] = scale.low if item.reverse else scale.high
        else:
            perfect[item.id] = max(item.options, key=lambda option: option.points or 0).id
    who = client({**best.answers, **perfect})
    assert sensitivity(who).tilts == ()


@settings(deadline=None, max_examples=25)
@given(answers=answer_sets())
def test_every_answer_that_is_told_moves_the_position_and_no_other_does(answers: dict[str, Answer]) -> None:
    who = client(answers)
    here, told = label(who), turned(who)
    if here is None:
        assert not told
        return
    for item in ASKED.items:
        options: list[Answer] = [1, 2, 3, 4, 5] if item.scale else list(item.option_ids)
        moved = {label(client({**answers, item.id: answer})) for answer in options} - {here, None}
        reached = {label(client({**answers, item.id: answer})) for answer in told.get(item.id, [])}
        assert reached == moved


@settings(deadline=None, max_examples=40)
@given(answers=answer_sets(), nudge=st.sampled_from([Fraction(1, 10**6), Fraction(1, 100)]))
def test_a_weight_a_little_beyond_what_is_told_moves_the_position(
    answers: dict[str, Answer], nudge: Fraction
) -> None:
    who = client(answers)
    for tilt in sensitivity(who).tilts:
        grows = tilt.factor >= 1
        beyond = tilt.factor * (1 + nudge) if grows else tilt.factor * (1 - nudge)
        before = tilt.factor * (1 - nudge) if grows else tilt.factor * (1 + nudge)
        if beyond > 0:
            assert label(who, with_weight(tilt.dimension, beyond)) == tilt.label
            assert label(who, with_weight(tilt.dimension, before)) != tilt.label
