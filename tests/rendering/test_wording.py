"""What the built-in sentences may claim: nothing that an answer does not show, in plain typography."""

import re
from dataclasses import replace

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.models.answers import Answer
from pipeline.models.client import Client
from pipeline.models.wording import strings
from pipeline.rendering.building.report import build_report
from pipeline.rendering.text.typography import NO_BREAK_HYPHEN
from pipeline.rendering.views.report import Report
from tests.effort import effort
from tests.people import card_of, client, kit, maya
from tests.rendering.built import assess, build, extreme, settings, strings_of, whole_maya
from tests.rendering.prints import pages, print_report
from tests.strategies import answers_to

WORDING = kit().wordings["en"]
BLANK_FOR_THE_STRIP = ("L01", "L02", "L03", "B01", "L04", "L05", "L06")


def card(report: Report, area: str) -> str:
    """Return what the card of an area says it is good for."""
    return next(found.good_for for group in report.groups for found in group.areas if found.id == area)


def test_no_printed_text_has_a_typewriter_apostrophe() -> None:
    said = [
        *(string for text in WORDING.texts.values() for string in strings(text)),
        *(
            text
            for question in WORDING.questions.values()
            for text in (question.text, question.help, question.short, question.best, question.gate)
        ),
        *(label for question in WORDING.questions.values() for label in question.options.values()),
        *(
            string
            for area in WORDING.dimensions.values()
            for text in (area.good_for, area.strength, area.ask)
            for string in strings(text)
        ),
        *(text for action in WORDING.actions.values() for text in strings_of(action.model_dump())),
        *(sign for stage in WORDING.stages.values() for sign in (stage.title, *stage.evidence)),
    ]
    assert not [text for text in said if re.search(r"\w'", text)]


def test_the_lowest_answers_are_not_mocked() -> None:
    report = build(extreme(best=False))
    said = " ".join(strings_of(report))
    assert "free head" not in said
    assert "gives you to build on" not in said
    assert "before anything else moves" not in said
    assert report.position.startswith(
        "Your answers sit at “mainly a job”. Good for small steps: each of them shows here. "
        "Pay, cover and time all run short today."
    )


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "Today’s base is steady."),
        ({"B02c": "yes", "B02d": "yes", "L04": 2, "L06": 5}, "but for time and energy."),
        ({"B02a": "no", "B02b": "no", "L04": 5, "L05": 5, "L06": 1}, "but for cover and savings."),
        (
            {"B02c": "yes", "B02d": "yes", "L04": 5, "L05": 5, "L06": 1, "L01": 1, "L02": 1, "L03": 5},
            "but for pay and security.",
        ),
        (
            {"L01": 1, "L02": 1, "L03": 5, "B02a": "no", "L04": 2, "L06": 5, "B02b": "no"},
            "Pay, cover and time all run short today.",
        ),
        (
            {"A4": "not-working"},
            "and “job and career together”. Good for adding to what you have begun. The",
        ),
    ],
)
def test_the_headline_names_what_is_short(changed: dict[str, Answer], said: str) -> None:
    assert said in build(whole_maya(**changed)).position


ASKED = kit().questionnaire
PRESENT = [item for item in ASKED.items if (item.dimension or "").startswith("P")]


@effort(40)
@given(st.fixed_dictionaries({item.id: answers_to(item, ASKED) for item in PRESENT}))
def test_no_base_is_called_steady_where_one_of_its_areas_is_short(answers: dict[str, Answer]) -> None:
    person = client(answers)
    scores = [area.score for area in card_of(person, ASKED).dimensions.values() if area.score is not None]
    position = build(person).position
    if min(scores, default=100) < 40:
        assert "is steady." not in position
        assert "looks after you well" not in position
    assert "gives you to build on" not in position


@pytest.mark.parametrize("pay", ["base-plus-variable", "salary"])
def test_pay_is_called_steady_by_nobody_who_did_not_say_so(pay: str) -> None:
    assert "steady" not in card(build(maya(B01=pay, L01=3, L02=3, L03=3)), "P1")


def test_learning_is_placed_on_the_job_by_nobody_who_did_not_say_so() -> None:
    said = [*strings(WORDING.dimensions["F2"].good_for), *strings(WORDING.dimensions["F2"].ask)]
    assert not [text for text in said if "on the job" in text]


@pytest.mark.parametrize(
    ("price", "there", "absent"),
    [("The call costs 40 euros", "price_note", "no_price_note"), ("", "no_price_note", "price_note")],
)
def test_what_is_said_of_the_price_goes_with_it(price: str, there: str, absent: str) -> None:
    markup = pages().markup(build(whole_maya(), settings(call_price_text=price))).replace("\u00a0", " ")
    assert str(WORDING.texts[f"page.talk.{there}"]) in markup
    assert str(WORDING.texts[f"page.talk.{absent}"]) not in markup
    assert "asked to buy" not in str(WORDING.texts["page.talk.price_note"])


def test_without_booking_and_call_page_nine_says_how_to_choose_a_time() -> None:
    markup = pages().markup(build(maya(), settings(booking_url="", email="nadia@a-b.example")))
    assert 'class="panel"' not in markup
    assert f"To choose a time: nadia@a{NO_BREAK_HYPHEN}b.example" in markup.replace("\u00a0", " ")
    assert 'class="panel"' in pages().markup(build(maya()))


def test_first_steps_point_at_nothing_that_was_said_before() -> None:
    for name, action in WORDING.actions.items():
        for step in (action.first_step, action.variant.first_step or ""):
            assert not re.search(r"\b(to one of them:|the two answers|that step|the role\b)", step), name


def test_words_in_another_direction_keep_their_marks_on_their_side() -> None:
    markup = pages().markup(build(maya(G3="ضيق الوقت.", G2="منسّقة مناهج.")))
    assert "\u200f“ضيق\u00a0الوقت.”\u200f" in markup
    assert "\u200f“منسّقة\u00a0مناهج.”\u200f" in markup


def frame_told(person: Client) -> tuple[bool, bool]:
    """Return whether page 2 draws a dashed frame, and whether it explains one."""
    page = pages().markup(build(person)).split('id="you"')[1].split("</section>")[0]
    return "stroke-dasharray" in page, "The dashed" in page


@pytest.mark.parametrize(
    ("without", "drawn"),
    [
        ((), False),
        (("L03", "L08"), True),
        ((*BLANK_FOR_THE_STRIP, "L08"), True),
        (BLANK_FOR_THE_STRIP, False),
    ],
)
def test_a_dashed_frame_is_explained_wherever_it_is_drawn(without: tuple[str, ...], *, drawn: bool) -> None:
    assert frame_told(maya(without=without)) == (drawn, drawn)


def test_the_practices_footer_gives_way_before_a_long_name_is_cut() -> None:
    brand = settings().brand.model_copy(update={"footer": "Meridian Coaching, Dubai"})
    chosen = settings().model_copy(update={"brand": brand})
    long = replace(whole_maya(), name="María Fernanda Concepción Villanueva-Echeverría y Montes")
    assert "Dubai" in _foot(build(whole_maya(), chosen))
    assert _foot(build(long, chosen)) == f"{long.name} · Career roadmap · 12 May 2026"


LONG_WORDS = (
    "Wolfeschlegelsteinhausen Bergerdorffwelchevoralternwaren Gewissenhaftschaferswessen "
    "Schafewarenwohlgepflege"
)


@pytest.mark.parametrize("language", sorted(kit().wordings))
@pytest.mark.parametrize("name", [LONG_WORDS, "".join(LONG_WORDS.split()), LONG_WORDS[:70]])
def test_a_name_of_long_words_adds_no_page_and_keeps_to_one_line_at_the_foot(
    name: str, language: str
) -> None:
    report = build_report(assess(replace(whole_maya(), name=name), kit()), kit(), settings(), language)
    document = print_report(report)
    assert (document.pages, document.findings) == (10, ())
    assert len(report.foot) <= {"ltr": 105, "rtl": 90}[report.direction]
    assert name[:20] in report.foot


def _foot(report: Report) -> str:
    found = re.search(r'data-foot="([^"]*)"', pages().markup(report))
    assert found
    return found[1]


def test_each_group_of_areas_has_a_page_and_the_first_holds_the_key_and_lines_to_write_on() -> None:
    document = print_report(build(whole_maya()))
    assert document.pages == 10
    markup = pages().markup(build(whole_maya()))
    first, second = (part.split("</section>")[0] for part in markup.split('<section id="areas')[1:])
    assert (first.count("<h3"), second.count("<h3")) == (4, 6)
    for page, axis in ((first, "P"), (second, "F")):
        assert f">{WORDING.axes[axis].heading}</h2>" in page
    for key, on_first in (("key", 1), ("own", 1)):
        said = str(WORDING.texts[f"page.areas.{key}"])
        assert (first.count(said), second.count(said)) == (on_first, 0)
    assert first.count('class="line ruled"') == 3


def test_the_widest_numbers_of_the_last_page_keep_apart() -> None:
    report = build(whole_maya())
    widest = replace(report.method.figures[1], score="100", range="89–100", answered="10 of 10")
    method = replace(report.method, figures=(widest,))
    document = pypdfium2.PdfDocument(print_report(replace(report, method=method)).content)
    try:
        text = document[len(document) - 1].get_textpage()
        said = text.get_text_range()
        start = said.index("89–100")
        before, after = len(said[:start].rstrip()) - 1, start + len("89–100")
        after += len(said[after:]) - len(said[after:].lstrip())
        assert (said[before], said[after]) == ("0", "1")
        ends = text.get_charbox(start)[0], text.get_charbox(start + 5)[2]
        assert ends[0] - text.get_charbox(before)[2] >= 5
        assert text.get_charbox(after)[0] - ends[1] >= 5
    finally:
        document.close()
