"""Areas and habits: levels, slots, cited answers, moves."""

from pipeline.models.answers import Missing
from pipeline.rendering.views.report import Report
from pipeline.rendering.views.scores import Area
from tests.people import kit, maya
from tests.rendering.built import build, extreme


def area(report: Report, name: str) -> Area:
    return next(found for group in report.groups for found in group.areas if found.id == name)


def test_levels_at_their_boundaries() -> None:
    words = {
        found.id: found.level.words for group in build(maya()).groups for found in group.areas if found.level
    }
    assert words["P1"] == "partly to in place"
    assert words["F1"] == "not yet"
    assert words["F4"] == "partly"
    assert words["F2"] == "not yet to partly"
    marks = area(build(maya()), "P1").level
    assert marks is not None
    assert marks.marks == ("half", "full")
    full = area(build(extreme(best=True)), "F4").level
    assert full is not None
    assert (full.marks, full.words) == (("full",), "in place")


def test_habits_have_one_level_each_with_the_answers_behind_it() -> None:
    habits = build(maya()).habits
    assert [habit.level.words for habit in habits if habit.level] == [
        "not yet",
        "not yet",
        "not yet",
        "partly",
        "not yet",
        "partly",
    ]
    assert [(cited.question, cited.answer) for cited in habits[3].cited] == [
        ("People asked for feedback", "one")
    ]
    assert habits[3].move == "Moves 3 and 5"
    assert habits[4].move == ""


def test_exactly_forty_is_partly_and_exactly_seventy_in_place() -> None:
    habits = {habit.name: habit for habit in build(maya(B10="1", L20=3, B11="4+", L21=5, L22=4)).habits}
    assert habits["Seek feedback"].level is not None
    assert habits["Seek feedback"].level.words == "partly"  # 40 points
    seventy = {habit.name: habit for habit in build(maya(B10="2")).habits}["Seek feedback"]
    assert seventy.level is not None
    assert (seventy.level.marks, seventy.level.words) == (("full",), "in place")


def test_facts_stand_as_slots_without_a_score() -> None:
    found = area(build(maya(B02b="other-way", B02c="not-sure", without=("B02d",))), "P2")
    assert [(slot.mark, slot.words) for slot in found.slots] == [
        ("full", "covered"),
        ("full", kit().wordings["en"].questions["B02b"].told["other-way"]),
        (None, "not sure"),
        (None, "no answer"),
    ]
    assert (found.range, found.level, found.cited) == (None, None, ())


def test_the_most_telling_answers_are_cited_first() -> None:
    cited = area(build(maya()), "F2").cited
    assert [(answer.question, answer.answer) for answer in cited] == [
        ("Courses in two years", "none"),
        ("Learned something useful lately", "agree"),
        ("Credential for the next role", "not started"),
    ]


def test_an_answer_that_was_withheld_is_not_cited() -> None:
    report = build(maya(L10=Missing.RATHER_NOT_SAY))
    assert all(answer.question != "Learned something useful lately" for answer in area(report, "F2").cited)


def test_too_few_answers_are_told_instead_of_a_level() -> None:
    found = area(build(maya(without=("L15", "L16"))), "F4")
    assert (found.range, found.level, found.note) == (None, None, "not enough answers yet: 1 of 3")
    assert found.good_for == ""


def test_an_area_names_its_moves() -> None:
    report = build(maya())
    assert (area(report, "F1").move_label, area(report, "F1").move) == (
        "Moves 1 and 6:",
        "a 12-month goal with a five-year role; a monthly review.",
    )
    strong = area(report, "P1")
    assert (strong.move_label, strong.move) == (
        "Move:",
        "the line “Strength” in the plan shows one way to use this strength.",
    )
    assert area(report, "P2").move == "nothing planned here now, with two points open."


def test_a_card_of_somebody_who_needs_nothing_names_the_moves_that_belong_to_it() -> None:
    report = build(extreme(best=True))
    named = {
        found.id: found.move_label
        for group in report.groups
        for found in group.areas
        if found.move_label != "Move:"
    }
    assert named == {"F1": "Move 3:", "F3": "Move 2:", "F6": "Move 1:"}
    assert [move.title for move in report.moves] == [
        "Mentor one person",
        "Renew your proof of results",
        "Set the next stretch",
    ]
