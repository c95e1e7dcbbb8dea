"""The page about what changed since an earlier assessment."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import Phase, given
from hypothesis.strategies import sampled_from

from pipeline.kit import load_kit
from pipeline.models.answers import Answer, Missing
from pipeline.models.assessment import Assessment
from pipeline.models.client import Client
from pipeline.models.exact import nearest
from pipeline.models.kit import Kit
from pipeline.models.progress import MeasureChange, MeasureStatus
from pipeline.models.questionnaire import Dimension, Question
from pipeline.rendering.building.brief_parts import say_since
from pipeline.rendering.building.case import Case, open_case
from pipeline.rendering.building.report import build_report
from pipeline.rendering.building.since import build_shifts
from pipeline.rendering.views.report import Report
from pipeline.rendering.views.since import Since
from tests.effort import effort
from tests.other_kit import AREAS, ITEMS, write_kit
from tests.people import BUILT_IN_KITS, client, kit
from tests.rendering.built import extreme, settings, strings_of, whole_maya
from tests.rendering.compared import MODERATE, compare, later, report_of
from tests.rendering.prints import pages, print_report
from tests.strategies import clients

ITEMS_OF_P = [item for item in kit().questionnaire.items if (item.dimension or "").startswith("P")]


def best_answer(item: Question, *, best: bool = True) -> Answer:
    if item.scale:
        return (1 if item.reverse else 5) if best else (5 if item.reverse else 1)
    options = sorted(
        (option for option in item.options if option.points is not None), key=lambda one: one.points or 0
    )
    return options[-1 if best else 0].id


def case_of(made: Assessment) -> Case:
    return open_case(made, kit(), settings(), "en")


def since(now: Client, before: Client | None = None) -> Since:
    found = report_of(compare(now, before)).since
    assert found
    return found


def dated(person: Client, days: int = 0) -> Client:
    return replace(person, completed_at=later(days).completed_at)


def full_change() -> Report:
    """Return the report of somebody whose every answer changed from the worst to the best."""
    return report_of(compare(dated(extreme(best=True), 186), dated(extreme(best=False))))


def page_of(report: Report) -> str:
    markup = pages().markup(report).split('id="since"')[1].split("</section>")[0]
    return markup.replace("\u00a0", " ").replace("\u2011", "-")


def test_without_an_earlier_assessment_there_is_no_page() -> None:
    report = report_of(replace(compare(later()), progress=None))
    assert report.since is None
    assert "since" not in {line.anchor for line in report.contents}
    assert 'id="since"' not in pages().markup(report)


def test_the_page_names_both_days_and_the_cover_names_the_page() -> None:
    report = report_of(compare(later(**MODERATE)))
    assert "Your answers of 14 November 2026, beside those of 12 May 2026." in page_of(report)
    assert [line.anchor for line in report.contents][:3] == ["you", "glance", "since"]


def test_a_change_within_chance_is_called_too_small_on_both_axes() -> None:
    present, ahead = since(later(**MODERATE)).shifts
    assert present.finding == "Too small a shift to call on the whole axis; the answers below changed."
    assert ahead.finding == present.finding
    assert (ahead.then, ahead.now) == ("then about 41, likely 36–45", "now about 48, likely 44–53")


def test_a_change_beyond_chance_is_said_to_be_more_than_a_shift_from_day_to_day() -> None:
    assert "Higher than last time, by more than answers shift from day to day." in page_of(full_change())
    fallen = since(dated(extreme(best=False), 186), dated(extreme(best=True)))
    assert {shift.finding for shift in fallen.shifts} == {
        "Lower than last time, by more than answers shift from day to day."
    }


def test_facts_come_first_in_the_kits_order_then_answers_by_their_difference() -> None:
    found = since(later(**MODERATE, L08=1, B05="1"))
    assert [change.question for change in found.facts] == [
        "Income if you cannot work", "Courses in two years", "A clear next step", "Furthest written goal",
        "Results record updated", "People asked for feedback",
    ]  # fmt: skip
    assert [change.question for change in found.answers] == [
        "Takes work as it comes", "Can describe work in five years", "Waits to be told what to learn",
    ]  # fmt: skip
    assert (found.facts[0].before, found.facts[0].after) == ("not covered", "covered")
    page = page_of(report_of(compare(later(**MODERATE))))
    assert page.index("Facts that changed") < page.index("Answers that changed")
    assert page.index("Answers that changed") < page.index("The plan of last time")


def test_a_blank_then_or_now_is_said_to_be_one() -> None:
    found = since(later(B05="1", L08=Missing.RATHER_NOT_SAY), replace(whole_maya(), answers=_without("B05")))
    assert (found.facts[0].before, found.facts[0].after) == ("no answer", "one")
    assert [(change.before, change.after) for change in found.answers] == [("agree", "rather not say")]


def _without(*items: str) -> dict[str, Answer]:
    return {name: answer for name, answer in whole_maya().answers.items() if name not in items}


def test_where_nothing_changed_the_page_says_so() -> None:
    found = since(later())
    assert found.unchanged == "Every answer that gives points is the same as last time."
    assert {shift.finding for shift in found.shifts} == {"The same as last time."}
    assert {outcome.words for outcome in found.outcomes} == {"as it was"}
    assert not any((found.facts, found.answers, found.more, found.note))


@pytest.mark.parametrize(
    ("days", "note"),
    [
        (0, "Both are of the same day. So short a time seldom shows a change."),
        (1, "1 day lies between them. So short a time seldom shows a change."),
        (27, "27 days lie between them. So short a time seldom shows a change."),
        (28, ""),
    ],
)
def test_a_short_time_between_is_told(days: int, note: str) -> None:
    assert since(later(days)).note == note


def test_too_little_answered_then_leaves_nothing_to_compare() -> None:
    few = replace(whole_maya(), answers={"L01": 4, "L02": 4})
    found = since(later(), few)
    assert {shift.finding for shift in found.shifts} == {"Too little was answered both times to compare."}
    assert found.shifts[1].then == "then not enough answers yet: 0 of 6 areas"
    assert found.shifts[1].before is None
    assert found.shifts[1].after
    assert print_report(report_of(compare(later(), few))).pages == 11


def test_an_axis_compared_on_fewer_areas_than_it_rests_on_says_so() -> None:
    blank = replace(whole_maya(), answers=_without("L15", "L16", "L17"))
    ahead = since(later(), blank).shifts[1]
    assert ahead.finding == "The same as last time. Compared over the 5 areas scored both times."


@pytest.mark.parametrize(
    ("status", "mark", "words"),
    [
        ("met", "full", "reached"),
        ("closer", "half", "closer"),
        ("same", "empty", "as it was"),
        ("further", "empty", "further off"),
        ("unknown", None, "no answer tells"),
    ],
)
def test_every_measure_says_how_it_stands(status: MeasureStatus, mark: str | None, words: str) -> None:
    made = compare(later())
    assert made.progress
    change = MeasureChange("G1", "B08", "3-months", "1-year", status)
    report = report_of(replace(made, progress=replace(made.progress, measures=(change,))))
    assert report.since
    (outcome,) = report.since.outcomes
    assert (outcome.mark, outcome.words) == (mark, words)
    assert outcome.answer == "Furthest written goal: now 1 year"


def test_what_has_no_room_is_named_in_small_print() -> None:
    report = full_change()
    assert report.since
    shown = [*report.since.facts, *report.since.answers]
    left = 36 - len(shown)
    assert shown
    assert report.since.more.startswith(f"{left} more answers changed: ")
    named = report.since.more.partition(": ")[2].split(" · ")
    assert len(named) == min(30, left)
    assert report.since.more.endswith(f", and {left - 30} more." if left > 30 else f"{named[-1]}")


def test_page_and_brief_tell_the_scores_that_are_compared() -> None:
    """P3 left blank then and at its worst now must not turn a rise of the others into a fall."""
    best = {item.id: best_answer(item) for item in ITEMS_OF_P if item.dimension != "P3"}
    worst = {item.id: best_answer(item, best=False) for item in ITEMS_OF_P if item.dimension == "P3"}
    now = later(**best, **worst)
    mine = whole_maya().answers
    before = replace(whole_maya(), answers={key: mine[key] for key in mine if key not in worst})
    made = compare(now, before)
    assert made.progress
    change = made.progress.scores["P"]
    assert change
    assert made.progress.after.axes["P"].score != change.after == 100
    present = since(now, before).shifts[0]
    assert present.finding == (
        "Higher than last time, by more than answers shift from day to day. "
        "Compared over the 2 areas scored both times."
    )
    assert present.now == "now about 100, likely 92–100"
    assert present.then.startswith(f"then about {round(change.before)}, ")
    assert present.before
    assert present.after
    assert present.before.score < present.after.score == 100
    (line,) = [line for line in say_since(case_of(made)) if present.name in line]
    assert present.then in line


@effort(10, phases=[Phase.generate])
@given(clients(), clients(), sampled_from(kit().questionnaire.dimensions))
def test_the_numbers_of_one_comparison_agree_everywhere(before: Client, now: Client, area: Dimension) -> None:
    blank = {item.id for item in kit().questionnaire.items if item.dimension == area.id}
    answers = {**whole_maya().answers, **before.answers}
    left = {name: answer for name, answer in answers.items() if name not in blank}
    now = replace(now, answers={**whole_maya().answers, **now.answers})
    made = compare(dated(now, 40), dated(replace(before, answers=left)))
    assert made.progress
    for shift in build_shifts(case_of(made), made.progress):
        change = made.progress.scores[shift.id]
        if change is None:
            continue
        assert shift.before
        assert shift.after
        numbers = (float(change.before), float(change.after))
        assert (shift.before.score, shift.after.score) == pytest.approx(numbers)
        for told, number, found in zip(
            (shift.then, shift.now), (change.before, change.after), (shift.before, shift.after), strict=True
        ):
            assert f"about {nearest(number)}, likely {nearest(found.low)}–{nearest(found.high)}" in told
        step = change.after - change.before
        assert ("Higher" in shift.finding) == (step > change.needed)
        assert ("Lower" in shift.finding) == (-step > change.needed)


def test_the_chart_says_in_words_what_it_shows() -> None:
    shift = since(later(**MODERATE)).shifts[1]
    assert shift.alt == (
        "Building ahead. Too small a shift to call on the whole axis; the answers below changed."
    )


def test_a_page_of_scores_without_a_comparison_and_as_many_changes_as_fit_is_one_page() -> None:
    asked = kit().questionnaire.items[:24]
    answered = {item.id: 2 if item.scale else item.options[0].id for item in asked[::2]}
    changed = {item.id: 4 if item.scale else item.options[-1].id for item in asked[1::2]}
    report = report_of(compare(dated(client(changed), 3), dated(client(answered))))
    alone = replace(report, since=None)
    assert report.since
    assert report.since.more
    assert print_report(report).pages == print_report(alone).pages + 1


@effort(2, phases=[Phase.generate])
@given(clients(), clients())
def test_for_any_two_assessments_the_page_is_one_page(before: Client, now: Client) -> None:
    report = report_of(compare(dated(now, 3), dated(before)))
    alone = replace(report, since=None)
    assert print_report(report).pages == print_report(alone).pages + 1
    assert "%" not in " ".join(strings_of(report.since))


def other_kit(folder: Path) -> Kit:
    write_kit(folder / "strengths")
    return load_kit("strengths", BUILT_IN_KITS / "strengths", folder / "strengths")


def test_a_kit_without_axes_shows_its_areas_on_their_levels(tmp_path: Path) -> None:
    used = other_kit(tmp_path)
    before = dated(client(dict.fromkeys(ITEMS, 3)))
    now = dated(client(dict.fromkeys(ITEMS, 3) | {ITEMS[0]: 6, ITEMS[5]: 6, ITEMS[10]: 6, ITEMS[1]: 4}), 90)
    report = report_of(compare(now, before, used), used)
    assert report.since
    names = [shift.name for shift in report.since.shifts]
    assert names[:2] == [AREAS[0].capitalize(), AREAS[1].capitalize()]
    first = report.since.shifts[0]
    assert (first.then, first.now) == ("then to build", "now strong")
    assert first.finding == "Higher than last time, by more than answers shift from day to day."
    assert report.since.shifts[1].finding == "Too small a shift to call; the answers below changed."
    assert not report.since.outcomes
    assert print_report(report).pages == print_report(replace(report, since=None)).pages + 1


def test_the_page_is_one_page_in_every_language_of_the_kit() -> None:
    found = compare(dated(extreme(best=True), 186), dated(extreme(best=False)))
    for language in kit().wordings:
        report = build_report(found, kit(), settings(), language)
        assert print_report(report).pages == print_report(replace(report, since=None)).pages + 1
