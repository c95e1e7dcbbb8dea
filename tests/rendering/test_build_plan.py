"""The plan, the path and the call of Maya, and of people who differ from her in one way."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from fractions import Fraction

import pytest

from tests.people import kit, maya
from tests.rendering.built import DUBAI, build, extreme, settings, whole_maya
from tests.rendering.prints import pages


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
    assert report.plan.summary.startswith("Six actions")


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
    assert page.strength is not None
    assert page.strength.text == kit().wordings["en"].actions["K1"].first_step
    assert page.strength_hours == ""
    assert "each under 15 minutes" in page.hours_note


def test_odd_hours_are_told_in_halves() -> None:
    page = build(replace(maya(), hours_a_week=Fraction(5, 2))).plan
    assert page.summary.endswith("you have about 2½ hours a week")


@pytest.mark.parametrize(
    ("arrangement", "pay", "own"),
    [
        ("self-employed", "self-employed", True),
        ("several", "commission", True),
        ("contract", "self-employed-regular", True),
        ("several", "hourly-fixed", False),
        ("contract", "salary", False),
        ("full-time", "commission", False),
    ],
)
def test_those_who_work_for_clients_get_their_own_texts(arrangement: str, pay: str, *, own: bool) -> None:
    said = kit().wordings["en"].actions["T4"]
    assert said.variant.title
    stretches = build(maya(A4=arrangement, B01=pay)).plan.stretches
    titles = {move.title for stretch in stretches for move in stretch.moves}
    assert (said.variant.title in titles, said.title in titles) == (own, not own)


@pytest.mark.parametrize("arrangement", ["not-working", "career-break"])
def test_those_who_do_not_work_now_get_texts_that_fit(arrangement: str) -> None:
    said = kit().wordings["en"].actions["T1"]
    assert said.away.first_step
    page, usual = build(maya(A4=arrangement)).plan, build(maya(A4="studying")).plan
    steps, others = (
        {move.first_step for stretch in each.stretches for move in stretch.moves} for each in (page, usual)
    )
    assert (said.away.first_step in steps, said.first_step in steps) == (True, False)
    assert said.first_step in others


def test_a_stretch_without_actions_is_left_open() -> None:
    best = extreme(best=True)
    short = replace(best, answers={**best.answers, "L04": 1, "L06": 5})
    stretches = build(short).plan.stretches
    assert [stretch.title for stretch in stretches] == ["30 days", "60 days", "90 days"]
    assert [len(stretch.moves) for stretch in stretches] == [1, 0, 0]
    assert pages().markup(build(short)).count("Left open") == 2
    assert "Left open" not in pages().markup(build(maya()))


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
    best = extreme(best=True)
    some = {name: answer for name, answer in best.answers.items() if name != kit().pathways.gates[0]}
    *_, year, _ = build(replace(best, answers=some)).path.steps
    assert year.note == "All the signs you gave an answer on are there already."


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


def test_a_sign_at_exactly_seventy_points_is_shown_in_full() -> None:
    *_, today = build(maya(B10="2")).path.steps
    assert ("full", "Two people asked for feedback") in {(gate.mark, gate.text) for gate in today.gates}
