"""The coach's page before the call."""

import io
from dataclasses import replace
from datetime import timedelta

import page as checker
import pypdf
import pytest
from hypothesis import Phase, given

from pipeline.models.answers import Answer, Missing
from pipeline.models.assessment import Assessment
from pipeline.models.client import Client
from pipeline.models.settings import ReportSettings
from pipeline.rendering.building.brief import build_brief
from pipeline.rendering.building.brief_parts import FIRST_CHANGES, say_left, say_since
from pipeline.rendering.building.case import open_case
from pipeline.rendering.building.report import build_report
from pipeline.rendering.views.brief import Brief
from pipeline.workflow.assessing import Assessor
from tests.crowd import crowd
from tests.effort import effort
from tests.people import client, kit
from tests.rendering.built import assess, extreme, settings, strings_of, whole_maya
from tests.rendering.compared import MODERATE, compare, later
from tests.rendering.prints import pages, print_report
from tests.rendering.sample_extremes import LONG_NAME
from tests.strategies import clients
from tests.wide_kit import give_all, wide_kit

LONG = "Leading a regional team of forty people across three support centres, with a budget of my own. " * 4
AGREE: dict[str, Answer] = {f"L{number:02}": 4 for number in range(1, 23)}


def brief(assessment: Assessment | None = None) -> Brief:
    return build_brief(assessment or assess(whole_maya(), kit()), kit(), settings(), "en")


def markup(found: Brief) -> str:
    return pages().markup(found).replace("\u00a0", " ").replace("\u2011", "-")


def strained() -> Client:
    """Return somebody with everything to show at once: long words, all flags, a long name."""
    long: dict[str, Answer] = dict.fromkeys(("G1", "G2", "G3"), LONG)
    return replace(later(**AGREE, **long, Q1=1), name=LONG_NAME, role_title=LONG)


def test_the_brief_says_who_is_called_and_when_and_where_they_stand() -> None:
    found = brief()
    assert (found.name, found.about) == (
        "Maya Haddad", "Customer service representative · answers of 12 May 2026",
    )  # fmt: skip
    assert found.call == "Thursday 21 May 2026, 17:30, Dubai time · 30 minutes"
    assert [axis.said for axis in found.axes] == ["about 41, likely 36–45", "about 59, likely 52–65"]
    assert [axis.importance for axis in found.axes] == [5, 3]
    assert found.wish == "If one of the two could move this year, you chose building ahead."
    for said in (found.call, found.about, found.position, found.wish, *found.questions):
        assert said in markup(found)


def test_their_own_words_stand_in_quotation_marks() -> None:
    assert [(quote.lead, quote.text) for quote in brief().quotes] == [
        ("True in a year", "“Leading a small team, or with a date for it.”"),
        ("In some years", "“Running operations for a support centre.”"),
        ("What could get in the way", "“I get busy and put it off.”"),
    ]


def test_no_quotation_is_longer_than_220_letters() -> None:
    (quote,) = brief(
        assess(replace(whole_maya(), answers={**extreme(best=False).answers, "G1": LONG}), kit())
    ).quotes
    assert 180 < len(quote.text) <= 223


def test_the_first_three_moves_stand_with_their_hours() -> None:
    assert [(move.number, move.hours) for move in brief().moves] == [
        (1, "2 hours"),
        (2, "1 hour"),
        (3, "90 minutes"),
    ]


def test_a_form_that_did_not_fit_is_asked_about_first_then_answers_much_alike_then_pairs() -> None:
    questions = brief(assess(whole_maya(**AGREE, Q1=2), kit())).questions
    assert questions[0] == "The form did not fit well: start there. What did it not ask?"
    assert questions[1] == "Many answers are alike. Do they fit so well, or was the form tiring?"
    assert questions[2].startswith(
        "You can describe the work you want in five years, and you take work as it"
    )


def test_nothing_is_asked_of_the_form_where_nothing_was_flagged() -> None:
    assert not [text for text in brief().questions if "form" in text or "alike" in text]


def without(*items: str) -> Client:
    person = whole_maya()
    return replace(person, answers={name: said for name, said in person.answers.items() if name not in items})


def test_blank_areas_are_named_but_not_where_somebody_would_rather_not_say() -> None:
    assert brief().blank == ""
    assert brief(assess(without("L15", "L16", "L17"), kit())).blank == (
        "Not enough answers: Work that fits you. What was left blank there, and would you like to say it?"
    )
    kept = dict.fromkeys(("L15", "L16", "L17"), Missing.RATHER_NOT_SAY)
    assert brief(assess(whole_maya(**kept), kit())).blank == ""
    assert brief(assess(client({}), kit())).blank.startswith("Not enough answers in 9 areas, such as Pay and")


def test_without_a_call_the_brief_says_that_no_time_is_known() -> None:
    assert (
        brief(assess(replace(whole_maya(), call_at=None), kit())).call == "No time for the call is known yet."
    )


def test_what_changed_is_told_in_short_the_facts_first() -> None:
    assert brief().since == ()
    since = brief(compare(later(**MODERATE))).since
    assert since[0] == "Last time was 186 days before."
    assert since[1] == "3 of 3 actions reached what they aimed for."
    assert since[2] == (
        "5 facts changed: Income if you cannot work · A clear next step · Furthest written goal · 2 more."
    )
    assert "Too small a shift to call: What you have now and Building ahead." in since
    assert not since[-1].endswith("in the report.")


@pytest.mark.parametrize(
    ("days", "first"), [(9, "9 days lie between them."), (0, "Both are of the same day.")]
)
def test_a_short_time_between_is_told_to_the_coach_too(days: int, first: str) -> None:
    since = brief(compare(later(days))).since
    assert since[0].startswith(first)
    assert since[1] == "0 of 3 actions reached what they aimed for. The others: 3 as before."
    assert since[2] == "Every answer that gives points is the same as last time."


def test_where_the_page_has_no_room_for_a_change_it_says_how_many_are_left() -> None:
    for language in kit().wordings:
        found = build_brief(compare(strained()), kit(), settings(), language)
        case = open_case(compare(strained()), kit(), settings(), language)
        every = say_since(case)
        *told, left = found.since
        assert tuple(told) == every[: len(told)]
        assert len(told) >= FIRST_CHANGES
        assert left == say_left(case, len(every) - len(told))
    assert brief(compare(strained())).since[-1] == "2 more changes stand in the report."


@pytest.mark.parametrize(("axes", "further"), [(3, []), (5, ["3", "4"]), (12, list("345678"))])
def test_axes_beyond_three_stand_on_the_page_with_their_score(axes: int, further: list[str]) -> None:
    wide = wide_kit(axes)
    found = build_brief(assess(client(give_all(axes, 3)), wide), wide, settings(), "en")
    named = [f"Side {place} of the days: about 50, likely 44–56" for place in further]
    rest = ["3 more"] if axes == 12 else []
    assert found.others == (f"Further: {' · '.join(named + rest)}." if named else "")
    assert len(found.axes) == 3
    assert found.others in markup(found)


def test_a_brief_with_many_axes_that_all_changed_fits_its_page() -> None:
    wide, long = wide_kit(12), replace(strained(), answers=give_all(12, 5))
    found = build_brief(
        compare(long, replace(long, answers=give_all(12, 1), completed_at=whole_maya().completed_at), wide),
        wide,
        settings(),
        "en",
    )
    assert print_report(found).pages == 1
    assert found.since[-1].endswith("in the report.")


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_everything_at_once_fits_one_page_and_passes_the_checker(paper: str) -> None:
    chosen = settings().model_copy(update={"reports": ReportSettings.model_validate({"page": paper})})
    document = print_report(build_brief(compare(strained()), kit(), chosen, "en"))
    assert document.pages == 1
    report = checker.validate_pdf_bytes(document.content, profile=checker.ValidationProfile.PDF_UA_1)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []


@effort(8, phases=[Phase.generate])
@given(clients(), clients())
def test_the_brief_is_one_page_for_anybody(before: Client, now: Client) -> None:
    day = later().completed_at
    assert day
    before = replace(before, completed_at=day - timedelta(days=90))
    found = brief(compare(replace(now, completed_at=day), before))
    document = print_report(found)
    assert document.pages == 1
    assert "%" not in " ".join(strings_of(replace(found, name="", title="", about="", quotes=())))


def test_room_that_is_left_is_ruled_for_notes() -> None:
    assert brief(assess(client({}), kit())).lines == 11
    assert brief(compare(strained())).lines == 0
    assert markup(brief(assess(client({}), kit()))).count('class="line"') == 11


def test_the_page_says_whom_it_is_for() -> None:
    (page,) = pypdf.PdfReader(io.BytesIO(print_report(brief()).content)).pages
    text = page.extract_text().replace("\u00a0", " ")
    assert "For the coach. Whatever stands here may be read together with the client." in text
    assert "“You” in every sentence is the client." in text


@pytest.mark.parametrize("somebody", [strained(), later(**MODERATE), client({})])
def test_the_brief_is_one_page_in_every_language_of_the_kit(somebody: Client) -> None:
    for language in kit().wordings:
        found = build_brief(
            compare(replace(somebody, completed_at=later().completed_at)), kit(), settings(), language
        )
        assert print_report(found).pages == 1


def test_lines_that_are_higher_in_another_language_are_counted_as_such() -> None:
    somebody, earlier = list(crowd(6, 20))[5]
    found = build_brief(Assessor(kit()).assess(somebody, earlier), kit(), settings(), "ar")
    assert len(found.questions) == 4
    assert print_report(found).pages == 1


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("word", ["word ", "W", "م", "ﷺ"])
def test_whoever_fills_every_box_to_its_end_gets_one_page_and_a_report_within_its_range(
    word: str, language: str
) -> None:
    full: dict[str, Answer] = dict.fromkeys(("G1", "G2", "G3"), (word * 2000)[:2000].strip())
    line = (word * 120)[:120].strip()
    somebody = replace(later(**AGREE, **full, Q1=1), name=line, role_title=line)
    compared = compare(somebody)
    page = print_report(build_brief(compared, kit(), settings(), language))
    report = print_report(build_report(compared, kit(), settings(), language))
    assert (page.pages, [*page.findings, *report.findings]) == (1, [])
