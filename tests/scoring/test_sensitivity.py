"""Which single answers and weights would move a position: everything that is told can be recomputed."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.models.answers import Answer, responses_of
from pipeline.models.client import Client
from pipeline.models.questionnaire import Questionnaire
from pipeline.models.scoring_rules import band_of
from pipeline.scoring import Sensitivity, find_sensitivity
from tests.people import card_of, client, kit, maya
from tests.strategies import answer_sets

ASKED = kit().questionnaire


def printed(who: Client, asked: Questionnaire = ASKED) -> tuple[str, ...]:
    """Return the position as the report names it: the bands that both ends of the range lie in."""
    axis = card_of(who, asked).axes["F"]
    if axis.low is None or axis.high is None or asked.scoring.position is None:
        return ()
    bands = asked.scoring.position.bands
    return tuple(dict.fromkeys((band_of(axis.low, bands), band_of(axis.high, bands))))


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


def test_what_prints_maya_otherwise() -> None:
    """Her range of 36.2 to 45.2 lies in two positions: it takes four points more for the upper one alone."""
    who = maya()
    assert printed(who) == ("job-leaning", "blended")
    assert turned(who) == {"B05": ["3+"], "B06": ["3+"]}
    assert printed(client({**who.answers, "B06": "3+"})) == ("blended",)
    # At 1 the score alone would fall into another band, and the same would be printed.
    assert printed(client({**who.answers, "L07": 1})) == ("job-leaning", "blended")


def test_a_range_that_comes_to_reach_into_a_second_band_is_another_position() -> None:
    """An answer that leaves the score in its band can turn one position into "between"."""
    raised: dict[str, Answer] = {"L07": 5, "L08": 1, "B08": "5-years", "B03": "held"}
    who = client({**maya().answers, **raised})
    score = card_of(who, ASKED).axes["F"].score or 0
    assert printed(who) == ("blended",)
    found = [turn for turn in sensitivity(who).turns if turn.printed == ("blended", "career-leaning")]
    assert found
    assert all(score < turn.score < 60 for turn in found)


def test_a_blank_may_be_what_decides() -> None:
    who = maya(without=("B06",))
    (answer,) = turned(who)["B06"]
    assert printed(client({**who.answers, "B06": answer})) != printed(who)


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
def test_every_answer_that_is_told_prints_another_position_and_no_other(
    answers: dict[str, Answer],
) -> None:
    who = client(answers)
    here, told = printed(who), turned(who)
    if not here:
        assert not told
        return
    for item in ASKED.items:
        options: list[Answer] = [1, 2, 3, 4, 5] if item.scale else list(item.option_ids)
        moved = {printed(client({**answers, item.id: answer})) for answer in options} - {here, ()}
        reached = {printed(client({**answers, item.id: answer})) for answer in told.get(item.id, [])}
        assert reached == moved


@settings(deadline=None, max_examples=40)
@given(answers=answer_sets(), nudge=st.sampled_from([Fraction(1, 10**6), Fraction(1, 100)]))
def test_a_weight_a_little_beyond_what_is_told_prints_another_position(
    answers: dict[str, Answer], nudge: Fraction
) -> None:
    who = client(answers)
    here = printed(who)
    for tilt in sensitivity(who).tilts:
        factor, outward = Fraction(tilt.factor), nudge if tilt.more else -nudge
        assert printed(who, with_weight(tilt.dimension, factor * (1 + outward))) != here
        if abs(factor - 1) > nudge:
            assert printed(who, with_weight(tilt.dimension, factor * (1 - outward))) == here
