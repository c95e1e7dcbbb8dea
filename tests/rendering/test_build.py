"""Maya's second page to the word, and what frames every report."""

from dataclasses import replace

import pytest

from pipeline.errors import KitError
from pipeline.models.client import Client
from pipeline.models.settings import ReportSettings
from pipeline.rendering.building.report import build_report
from pipeline.rendering.views.report import Lead
from tests.compass_kit import compass
from tests.people import client, kit, maya
from tests.rendering.built import assess, build, extreme, settings, whole_maya


def without_answers(person: Client, without: tuple[str, ...]) -> Client:
    answers = {name: answer for name, answer in person.answers.items() if name not in without}
    return replace(person, answers=answers)


def test_mayas_page_to_the_word() -> None:
    report = build(whole_maya())
    assert report.position == (
        "Your answers sit between “more job than career” and “job and career together”. "
        "Good for serving today while you build ahead. Today’s base is steady. The next role has a name. "
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
    assert build(whole_maya()).position_note == note
    unplaced = build(maya(without=tuple(item.id for item in kit().questionnaire.items)))
    assert unplaced.position_note == note


def test_mayas_map() -> None:
    drawn = build(whole_maya()).map
    assert drawn is not None
    assert (drawn.across.id, drawn.up.id) == ("P", "F")
    assert drawn.corners == ("Stretching forward", "Supported & building", "Finding footing", "Steady base")
    assert [round(half, 2) for half in drawn.middle] == [6.32, 4.47]
    assert drawn.alt == (
        "Map with two axes. The dot lies in the corner “Steady base”. "
        "Building ahead: about 41, likely 36–45. "
        "What you have now: about 59, likely 52–65."
    )


def test_close_to_the_middle_is_said_where_the_range_reaches_it() -> None:
    near = build(maya(L01=2, L02=2)).map
    assert near is not None
    assert near.alt.endswith(" What you have now: about 50, likely 44–57, close to the middle.")
    assert [axis.said.endswith(", close to the middle") for axis in build(maya(L01=2, L02=2)).axes] == [
        False,
        True,
    ]
    ahead = build(maya(L07=5, L08=1, B03="held", B08="1-year")).axes[0]
    assert ahead.said == "about 51, likely 47–56, close to the middle"


def test_an_axis_that_is_drawn_alone_is_named() -> None:
    """The headline is read off building ahead: the strip of the other one must not pass for it."""
    ahead = tuple(item.id for item in kit().questionnaire.items if (item.dimension or "").startswith("F"))
    drawn = build(maya(without=ahead)).map
    assert drawn is not None
    assert drawn.alone == "This is “What you have now”: “Building ahead” has too few answers to be drawn."
    whole = build(maya()).map
    assert whole is not None
    assert whole.alone == ""


@pytest.mark.parametrize(("answer", "dots"), [(0, 0), (1, 1), (2, 1), (5, 3), (10, 5)])
def test_dots_stand_for_the_share_of_what_can_matter_most(answer: int, dots: int) -> None:
    used = compass()
    (axis,) = (axis for axis in used.questionnaire.axes if axis.importance)
    found = build(client({axis.importance or "": answer, "v1": "yes"}), chosen_kit=used)
    assert {each.id: each.importance for each in found.axes}[axis.id] == dots


def test_dots_of_one_to_five_are_the_answer_itself() -> None:
    assert [build(maya(I1=answer)).axes[1].importance for answer in range(1, 6)] == [1, 2, 3, 4, 5]


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


def test_who_wishes_little_for_building_is_told_that_the_answers_match() -> None:
    wish = build(maya(I2=2)).wish
    assert (
        wish
        == "Building ahead does not matter much to you at the moment. Your answers match what you asked for."
    )


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
    with pytest.raises(KitError, match='no wording for the language "xx"'):
        build_report(assess(maya(), kit()), kit(), settings(), "xx")


def test_a_middling_answer_is_nothing_to_build_on() -> None:
    worst = extreme(best=False)
    middling = build(replace(worst, answers={**worst.answers, "L10": 3, "B06": "2"}))
    assert middling.build_on_title == "What you can start from"
    good = build(replace(worst, answers={**worst.answers, "L10": 4}))
    assert good.build_on_title == "What you can build on"
    assert good.build_on[0] == Lead("", "You learned something useful in the last three months.")


def test_the_bounds_of_what_has_no_score_are_told_apart_from_ranges() -> None:
    method = build(maya(without=("L15", "L16"))).method
    rows = {figure.name: (figure.score, figure.range) for figure in method.figures}
    assert rows["Work that fits you"] == ("–", "(16–84)")
    assert rows["Building ahead"] == ("37", "32–42")
    assert method.missing.endswith("with all blanks filled in. That is no range of another day.")
    assert "In brackets" not in build(maya(without=("L15",))).method.missing
