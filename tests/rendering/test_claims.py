"""Sentences that once said more than the answers did: for each kind of answers, what is said instead."""

from dataclasses import replace
from fractions import Fraction

import pytest

from pipeline.models.answers import Answer, Missing
from pipeline.models.client import Client
from tests.people import kit
from tests.rendering.built import build, extreme, strings_of, whole_maya

PRIVATE, NOT_MINE = Missing.RATHER_NOT_SAY, Missing.DOES_NOT_APPLY
COVER = ("B02a", "B02b", "B02c", "B02d")
COVERED: dict[str, Answer] = dict.fromkeys(COVER, "yes")
FIRM: dict[str, Answer] = COVERED | {
    "B01": "salary",
    "L01": 5,
    "L02": 5,
    "L03": 1,
    "L04": 5,
    "L05": 5,
    "L06": 1,
}
LITTLE_AHEAD: dict[str, Answer] = {"I2": 1, "L07": 1, "L09": 1, "L18": 1, "L20": 1}
OPEN_DIRECTION: dict[str, Answer] = {"L07": 1, "L08": 5, "L09": 1}

WELL = "looks after you well"
STEADY = "base is steady"
MATCH = "Your answers match what you asked for."
TIME = "there is time, and energy to use it"
LOOK_UP = "what to look up"
UNDONE = "little has to be undone"
QUICK = "a quick first list"


def said(person: Client) -> str:
    """Return all that a report says."""
    return "\n".join(strings_of(build(person)))


def of(changed: dict[str, Answer], without: tuple[str, ...] = ()) -> Client:
    """Return Maya with answers changed or left blank."""
    person = whole_maya(**changed)
    return replace(
        person, answers={name: answer for name, answer in person.answers.items() if name not in without}
    )


@pytest.mark.parametrize(
    ("answers", "there", "absent"),
    [
        # A wish is not set against the choice beside it.
        (LITTLE_AHEAD | {"I3": "present"}, MATCH, "matters less"),
        (LITTLE_AHEAD | {"I3": "both"}, "you chose both equally.", MATCH),
        (LITTLE_AHEAD | {"I3": "future"}, "you chose building ahead.", MATCH),
        (LITTLE_AHEAD | {"I3": "present", "I1": 1, "I2": 2}, "does not matter much to you", "matters less"),
        # Nothing is steady where pay falls short or the work may be lost.
        (FIRM, WELL, "Much of today’s base"),
        (FIRM | {"L01": 1}, "in place, but pay does not cover the month.", WELL),
        (FIRM | {"L03": 5}, "in place, but you worry about losing the work.", WELL),
        (FIRM | {"L02": 1}, "in place, but pay in three months is hard to tell.", WELL),
        ({"L02": 1, "L01": 5, "L03": 1, "L04": 5}, "pay in three months is hard to tell.", STEADY),
        # Without work, nothing is said of today's.
        (FIRM | {"A4": "not-working"}, "Your last role", WELL),
        (FIRM | {"A4": "career-break", "I1": 5, "I3": PRIVATE, "I2": 3}, "many of them met", "oday’s work"),
        (
            {
                "A4": "career-break",
                "I1": 5,
                "I3": PRIVATE,
                "I2": 3,
                "L01": 1,
                "L04": 1,
                "L06": 5,
                "B02a": "no",
            },
            "more than your answers show them met.",
            "oday’s work",
        ),
        # Cover: not sure is to be looked up, rather not say is not.
        (dict.fromkeys(COVER, "not-sure"), LOOK_UP, "most points are still open"),
        (dict.fromkeys(COVER, PRIVATE), "rather not say", LOOK_UP),
        (dict.fromkeys(COVER, NOT_MINE), "does not apply", LOOK_UP),
        (FIRM | {"B02d": PRIVATE}, "nothing planned here now.", "one point open"),
        (FIRM | {"B02d": "no"}, "one point open", "put aside"),
        (
            FIRM | {"B02a": "no", "B02d": "no", "I1": 5, "I2": 1},
            "You are not covered for later life.",
            "put aside",
        ),
        # What was planned or listed already is not called new.
        (OPEN_DIRECTION | {"B08": "none"}, UNDONE, "you look further"),
        (OPEN_DIRECTION | {"B08": "3-months"}, "small trials", UNDONE),
        (OPEN_DIRECTION | {"B08": "none", "L08": 1}, "you look further", UNDONE),
        ({"L14": 1, "L11": 3, "L12": 3, "L13": 4, "B09": "never"}, QUICK, "a short list: five"),
        ({"L14": 1, "L11": 3, "L12": 3, "L13": 4, "B09": "over-12-months"}, "a short list: five", QUICK),
        # When and where are two things.
        (
            {"L01": 1, "L02": 1, "L03": 5, "L04": 3, "L05": 5, "L06": 5},
            "when or where you work; the rest",
            "Hours can move",
        ),
        (FIRM | {"L06": 3}, "leave time, and you can change when or where you work", "move them"),
    ],
)
def test_a_sentence_says_what_the_answers_say(answers: dict[str, Answer], there: str, absent: str) -> None:
    found = said(of(answers))
    assert there in found
    assert absent not in found


@pytest.mark.parametrize(("hours", "there"), [(Fraction(4), True), (Fraction(0), False), (None, False)])
def test_time_is_claimed_where_free_hours_were_given(hours: Fraction | None, *, there: bool) -> None:
    person = replace(of({"L04": 5, "L06": 1, "L05": 3}), hours_a_week=hours)
    assert (TIME in said(person)) == there


@pytest.mark.parametrize("arrangement", ["not-working", "career-break"])
def test_without_work_the_path_begins_at_the_last_role(arrangement: str) -> None:
    step = build(of({"A4": arrangement})).path.steps[-1]
    assert (step.when, step.title) == ("Your last role", "Customer service representative")
    nameless = build(replace(of({"A4": arrangement}), role_title=None)).path.steps[-1]
    assert (nameless.when, nameless.title) == ("Today", "Where you are now")
    assert build(of({"A4": "full-time"})).path.steps[-1].when == "Today"


SPARE = ("L03", "L06", "L08", "L13", "L17", "L19", "L22", "B05", "B06", "B10", "B11", "B04", "B02a")


@pytest.mark.parametrize(
    ("without", "unscored"), [(SPARE, False), ((*SPARE, "L04", "L05", "L21", "L20"), True)]
)
def test_areas_are_said_to_have_no_score_where_one_has_none(
    without: tuple[str, ...], *, unscored: bool
) -> None:
    missing = build(of({}, without)).method.missing
    assert missing.startswith(f"{len(without)} of ")
    assert ("not every area has a score" in missing) == unscored


@pytest.mark.parametrize(("hours", "there"), [(None, True), (Fraction(1, 10), False)])
def test_a_first_step_is_promised_where_the_plan_has_one(hours: Fraction | None, *, there: bool) -> None:
    report = build(replace(extreme(best=False), hours_a_week=hours))
    told = "A small first step: it takes under 15 minutes." in {entry.text for entry in report.build_on}
    assert (told, bool(report.plan.first_step)) == (there, there)


LATELY = ("B04", "B05", "B06", "B10", "B11")


def test_what_was_asked_of_a_past_time_is_not_said_to_be_still_to_come() -> None:
    facts: dict[str, Answer] = {"B04": "0", "B05": "0", "B06": "0", "B10": "0", "B11": "0", "B07": "none"}
    others: tuple[dict[str, Answer], ...] = (
        {},
        {"L20": 1, "L18": 3, "L07": 3},
        {"L20": 3, "L14": 1, "L22": 5, "L18": 3},
    )
    for changed in others:
        report = build(of(facts | changed))
        told = [*report.talk.questions, report.position.partition("”. ")[2]]
        told += [area.good_for for group in report.groups for area in group.areas]
        assert not [text for text in told if "so far" in text or "still to " in text]


def test_no_question_of_the_call_calls_a_fact_of_the_past_not_yet() -> None:
    for area in kit().wordings["en"].dimensions.values():
        assert isinstance(area.ask, tuple)
        for variant in area.ask:
            named = {part.answer for part in variant.when.parts()} if variant.when else set()
            if named & set(LATELY):
                assert " yet" not in str(variant.text)
                assert "so far" not in str(variant.text)
