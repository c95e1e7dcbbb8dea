"""The view of Maya's report, to the word, and of people who differ from her in one way."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from fractions import Fraction

import pytest

from pipeline.errors import KitError
from pipeline.models.client import Client, Missing
from pipeline.models.settings import ReportSettings
from pipeline.planning import plan
from pipeline.rendering import build_report
from pipeline.rendering.view import Area, Lead, Report
from pipeline.scoring import score
from tests.people import kit, maya
from tests.rendering.built import DUBAI, build, extreme, settings, whole_maya


def area(report: Report, name: str) -> Area:
    return next(found for group in report.groups for found in group.areas if found.id == name)


def without_answers(person: Client, without: tuple[str, ...]) -> Client:
    answers = {name: answer for name, answer in person.answers.items() if name not in without}
    return replace(person, answers=answers)


def test_mayas_page_to_the_word() -> None:
    report = build(whole_maya())
    assert report.position == (
        "Your answers sit between “more job than career” and “job and career together”. "
        "Today’s base is steady. The next role has a name. "
        "The way there is not on paper yet."
    )
    assert [axis.said for axis in report.axes] == ["about 41, likely 36–45", "about 59, likely 52–65"]
    assert [axis.importance_said for axis in report.axes] == ["5 of 5", "3 of 5"]
    assert report.wish == "If one of the two could move this year, you chose building ahead."
    assert report.build_on_title == "What you can build on"
    assert report.build_on == (
        Lead("Pay and job security", "is a strength: pay covers the month and the work feels safe."),
        Lead("", "You can name a next role that is in reach."),
        Lead("", "You learned something useful in the last three months."),
    )
    assert report.moves == tuple(move for stretch in report.plan.stretches for move in stretch.moves)[:3]
    assert report.call is not None
    assert report.call.line == "Thursday 21 May 2026, 17:30, Dubai time · 30 minutes"
    assert report.call.booking_label == "Move or cancel the call"


def test_the_position_never_stands_without_what_it_means() -> None:
    note = (
        "This describes what you are building at the moment, not your title and not what you have achieved."
    )
    assert (
        build(whole_maya()).position_note == f"Good for serving today and building ahead side by side. {note}"
    )
    unplaced = build(maya(without=tuple(item.id for item in kit().questionnaire.items)))
    assert unplaced.position_note == note


def test_mayas_map() -> None:
    drawn = build(whole_maya()).map
    assert drawn is not None
    assert (drawn.across.id, drawn.up.id) == ("P", "F")
    assert drawn.corners == ("Stretching forward", "Supported & building", "Finding footing", "Steady base")
    assert [round(half, 2) for half in drawn.middle] == [6.32, 4.47]
    assert drawn.alt == (
        "Map with two axes. Building ahead: about 41, likely 36–45. "
        "What you have now: about 59, likely 52–65."
    )


def test_close_to_the_middle_is_said_where_the_range_reaches_it() -> None:
    near = build(maya(L01=2, L02=2)).map
    assert near is not None
    assert near.alt.endswith("This is close to the middle.")


def test_mayas_plan_page() -> None:
    page = build(whole_maya()).plan
    summary = "12 May to 10 August 2026 · six actions, 9½ hours in all · you have about four hours a week"
    assert page.summary == summary
    assert [(stretch.title, stretch.by) for stretch in page.stretches] == [
        ("30 days", "by 11 June"),
        ("60 days", "by 11 July"),
        ("90 days", "by 10 August"),
    ]
    assert [move.hours for stretch in page.stretches for move in stretch.moves] == [
        "2 hours",
        "1 hour",
        "90 minutes",
        "90 minutes",
        "2 hours",
        "90 minutes",
    ]
    assert page.first_step == page.stretches[0].moves[0].first_step
    assert page.strength_hours == "1 hour, outside the count."
    assert page.obstacle == "“I get busy and put it off.”"
    assert not page.hours_note


def test_without_a_day_of_completion_no_page_bears_a_date() -> None:
    report = build(replace(whole_maya(), completed_at=None))
    assert (report.date, report.date_said, report.foot) == (None, "", "Maya Haddad · Career roadmap")
    assert {stretch.by for stretch in report.plan.stretches} == {""}
    assert report.plan.summary.startswith("six actions")


def test_a_plan_over_the_turn_of_the_year_names_both_years() -> None:
    late = datetime(2026, 11, 20, 9, 0, tzinfo=DUBAI)
    summary = build(replace(whole_maya(), completed_at=late)).plan.summary
    assert summary.startswith("20 November 2026 to 18 February 2027 · ")


def test_blank_hours_are_told() -> None:
    page = build(maya(hours=None)).plan
    assert page.hours_note == "You left your free hours blank, so the plan counts on 2 hours a week."
    assert "you have" not in page.summary


def test_no_free_hours_leave_first_steps() -> None:
    page = build(maya(hours=0)).plan
    assert page.steps_only
    assert page.summary.endswith("first steps")
    assert "each under 15 minutes" in page.hours_note


def test_odd_hours_are_told_in_halves() -> None:
    page = build(replace(maya(), hours_a_week=Fraction(5, 2))).plan
    assert page.summary.endswith("you have about 2½ hours a week")


def test_the_self_employed_get_their_own_texts() -> None:
    said = kit().wordings["en"].actions["T4"]
    assert said.variant.title
    assert build(maya()).plan.stretches[1].moves[0].title == said.title
    assert build(maya(A4="self-employed")).plan.stretches[1].moves[0].title == said.variant.title


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
        "Moves 1 and 6",
        "a 12-month goal with a five-year role; a monthly review.",
    )
    strong = area(report, "P1")
    assert (strong.move_label, strong.move) == (
        "Move",
        "nothing planned here now. The plan shows one way to use this strength.",
    )
    assert area(report, "P2").move.endswith("The two open points are a question for the call.")


def test_blanks_give_bounds_that_hold() -> None:
    report = build(maya(without=("L03", "L08", "B03", "L16")))
    assert {axis.id: axis.note for axis in report.axes} == {
        "P": "With the blanks filled in: between 52 and 61.",
        "F": "With the blanks filled in: between 34 and 49.",
    }
    assert report.method.missing.startswith("4 answers are missing: ")


def test_an_axis_on_fewer_areas_says_so() -> None:
    axis = build(maya(without=("L03", "L08", "B03", "L16", "L15"))).axes[0]
    assert axis.note == "Based on 5 of 6 areas. With the blanks filled in: between 31 and 51."


def test_a_score_outside_its_bounds_is_explained() -> None:
    # Two areas answer one question in four, badly: too little for a score, but it counts in the bounds.
    best = extreme(best=True)
    person = replace(best, answers={**best.answers, "L07": 1, "L10": 1})
    note = build(without_answers(person, ("L08", "L09", "B08", "B03", "B04", "B05"))).axes[0].note
    assert note == (
        "Based on 4 of 6 areas. With the blanks filled in: between 66 and 92. "
        "An area with too few answers is left out of the number, but not out of these bounds."
    )


def test_an_axis_without_a_score_says_why() -> None:
    report = build(
        maya(
            without=tuple(
                item.id for item in kit().questionnaire.items if (item.dimension or "").startswith("P")
            )
        )
    )
    assert report.axes[1].said == "not enough answers yet: 0 of 3 areas"
    assert report.axes[1].range is None
    assert report.map is not None
    assert "Today’s" not in report.position
    assert report.method.figures[0].score == "–"


def test_nothing_scored_leaves_no_map_and_still_a_report() -> None:
    report = build(maya(without=tuple(item.id for item in kit().questionnaire.items)))
    assert report.map is None
    assert report.position == "There are not enough answers yet to say where you stand."
    assert report.build_on_title == "What you can start from"
    assert report.plan.strength is None
    assert report.method.missing.startswith("36 of 36 answers are missing")


def test_the_path_says_the_clients_words_first() -> None:
    steps = build(whole_maya()).path.steps[::-1]
    assert [(step.when, step.title, step.is_quote) for step in steps] == [
        ("Today", "Customer service representative", False),
        ("1 year, in your words", "“Leading a small team, or with a date for it.”", True),
        ("3 years", "Customer service team leader, or an equal step elsewhere", False),
        ("5 years, in your words", "“Running operations for a support centre.”", True),
    ]
    assert {gate.mark for gate in steps[0].gates} == {"full"}
    assert "full" not in {gate.mark for gate in steps[1].gates}


def test_an_unknown_role_leaves_the_steps_unnamed() -> None:
    steps = build(replace(maya(), role_title="Zookeeper")).path.steps[::-1]
    assert [step.title for step in steps] == [
        "Zookeeper",
        "Signs that you are ready",
        "A step without a name yet",
        "A step without a name yet",
    ]
    assert steps[3].note == "We will fill this in together."


def test_without_goals_the_ladder_names_the_later_steps() -> None:
    steps = build(replace(maya(), role_title="customer service rep")).path.steps[::-1]
    assert (steps[3].when, steps[3].title, steps[3].is_quote) == ("5 years", "Operations manager", False)
    assert steps[3].note == "The last step is always optional."


def test_the_last_rung_leaves_the_next_step_to_the_client() -> None:
    steps = build(replace(maya(), role_title="Operations manager")).path.steps[::-1]
    assert steps[2].note == "You stand on the last step of a usual ladder. What comes next is yours to name."
    assert steps[3].title == "A step without a name yet"


def test_every_sign_shown_is_said() -> None:
    steps = build(replace(extreme(best=True), role_title="Zookeeper")).path.steps[::-1]
    assert steps[1].note == "All the signs we ask about are there already."
    assert len(steps[0].gates) == 4


def test_three_questions_the_ones_that_pull_two_ways_first() -> None:
    questions = build(maya(L18=4, L19=4)).talk.questions
    assert len(questions) == 3
    assert questions[0] == "You see a next role, and little room here. Is it outside?"


def test_somebody_with_everything_in_place_is_asked_about_their_wish() -> None:
    best = extreme(best=True)
    person = replace(best, answers={**best.answers, "I3": "future"})
    assert (
        build(person).talk.questions[0] == "If building ahead moved this year, what would you notice first?"
    )


@pytest.mark.parametrize(
    ("minutes", "spans"),
    [
        (30, ["Minute 0–5", "5–15", "15–25", "25–30"]),
        (60, ["Minute 0–10", "10–30", "30–50", "50–60"]),
        (5, ["Minute 0–1", "1–3", "3–4", "4–5"]),
    ],
)
def test_the_call_is_told_minute_by_minute(minutes: int, spans: list[str]) -> None:
    talk = build(whole_maya(), settings(call_minutes=minutes)).talk
    assert [step.when for step in talk.steps] == spans
    assert talk.steps_title == f"What happens in {minutes} minutes"


def test_a_zone_without_a_city_is_told_by_its_offset() -> None:
    when = datetime(2026, 5, 21, 17, 30, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    call = build(replace(whole_maya(), call_at=when)).call
    assert call is not None
    assert call.time == "17:30 (UTC+05:30)"


def test_without_a_call_the_client_is_invited() -> None:
    invited = build(maya())
    assert invited.call is not None
    assert (invited.call.day, invited.call.time) == ("", "")
    assert invited.call.line == "Choose a time that suits you · 30 minutes · The call is free"
    assert invited.call.booking_label == "Choose a time"
    assert invited.texts["you.call"] == "A call with Nadia Karam"


@pytest.mark.parametrize(
    ("practice", "line"),
    [
        ({"booking_url": ""}, "To choose a time: nadia@example.com"),
        ({"booking_url": "", "email": ""}, "To choose a time, ask Nadia Karam"),
        ({"booking_url": "", "email": "", "coach": ""}, "To choose a time, ask Meridian Coaching"),
    ],
)
def test_without_booking_the_client_is_told_whom_to_ask(practice: dict[str, str], line: str) -> None:
    call = build(maya(), settings(**practice)).call
    assert call is not None
    assert (call.line, call.booking_label, call.booking_shown) == (line, "", "")


def test_long_words_of_a_client_are_folded_and_cut_at_a_word() -> None:
    quoted = build(maya(G3="one\ntwo\t three " * 40)).plan.obstacle
    assert quoted.startswith("“one two three one")
    assert quoted.endswith("…”")
    assert len(quoted) <= 223
    unbroken = build(maya(G3="x" * 500)).plan.obstacle
    assert unbroken == f"“{'x' * 219}…”"


def test_words_of_white_space_are_no_words() -> None:
    report = build(maya(G1=" \n ", G3="\t"))
    assert report.plan.obstacle == ""
    assert not report.path.steps[2].is_quote


def test_who_wishes_little_for_building_is_told_that_the_answers_match() -> None:
    wish = build(maya(I2=2)).wish
    assert wish == "Building ahead matters less to you at the moment. Your answers match what you asked for."


def test_nobody_is_praised_for_a_low_area() -> None:
    report = build(extreme(best=False))
    assert report.plan.strength is None
    assert report.build_on_title == "What you can start from"
    assert not any(lead.lead for lead in report.build_on)


def test_the_brand_comes_from_the_settings() -> None:
    practice = settings(coach_photo="brand/me.jpg")
    brand = build(
        maya(), practice.model_copy(update={"brand": practice.brand.model_copy(update={"logo": "l.SVG"})})
    )
    assert (brand.brand.logo, brand.brand.photo) == ("brand/logo.svg", "brand/photo.jpg")
    png = practice.brand.model_copy(update={"logo": "logo.png"})
    assert build(maya(), practice.model_copy(update={"brand": png})).brand.logo == "brand/logo.png"
    assert build(maya()).brand.logo == ""


def test_the_paper_follows_the_settings() -> None:
    letter = settings().model_copy(update={"reports": ReportSettings(page="Letter")})
    assert build(maya(), letter).page == "Letter"


def test_a_language_that_the_kit_does_not_speak_is_told() -> None:
    person = maya()
    card = score(person, kit().questionnaire)
    with pytest.raises(KitError, match='no wording for the language "xx"'):
        build_report(person, card, plan(person, card, kit()), kit(), settings(), "xx")


def test_a_middling_answer_is_nothing_to_build_on() -> None:
    worst = extreme(best=False)
    middling = build(replace(worst, answers={**worst.answers, "L10": 3, "B06": "2"}))
    assert middling.build_on_title == "What you can start from"
    good = build(replace(worst, answers={**worst.answers, "L10": 4}))
    assert good.build_on_title == "What you can build on"
    assert good.build_on[0] == Lead("", "You learned something useful in the last three months.")


def test_a_sign_at_exactly_seventy_points_is_shown_in_full() -> None:
    *_, today = build(maya(B10="2")).path.steps
    assert ("full", "Feedback from two people") in {(gate.mark, gate.text) for gate in today.gates}
