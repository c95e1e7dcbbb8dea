"""What every report has to say, and in which order, whoever the client is."""

from collections import Counter
from functools import cache
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.models.answers import Answer, Missing
from pipeline.models.client import Client
from pipeline.rendering.building.report import build_report
from pipeline.rendering.views.report import Report
from tests.effort import effort
from tests.people import client, kit, maya
from tests.rendering.built import assess, build, settings
from tests.wording.claims import about_the_client
from tests.wording.people import answers, sentences
from tests.wording.rules import broken

WORDING = kit().wordings["en"]
NOT_THE_PERSON = (
    "This describes what you are building at the moment, not your title and not what you have achieved."
)
BUILDS_LITTLE = 50
AGREED = [item.id for item in kit().questionnaire.items if item.scale and not item.reverse]
CITED = 3
PEOPLE = 300
MOST = 0.4
"""The largest share of clients of whom one sentence about them may be true: more would be a horoscope."""

few = effort(20)
many = effort(60)


@many
@given(answers())
def test_a_report_keeps_every_rule_and_says_what_it_must(given: dict[str, Answer]) -> None:
    person = client(given)
    report = build(person)
    check_rules(report)
    check_position(report)
    check_wish(report, person)
    check_limits(report)
    check_cards(report, person)


@pytest.mark.parametrize(
    ("person", "side"),
    [
        (maya(L01=1, L02=1, L03=2, L04=3), "low"),  # 43.5 points, by 6.3
        (
            maya(without=("B02b", "B02c", "B02d"), L01=2, L02=1, L03=5, L05=3),
            "middle",
        ),  # 42.3, by 7.7
    ],
)
def test_the_headline_and_the_scorecard_mean_the_same_by_the_middle(person: Client, side: str) -> None:
    """How far the middle reaches depends on how much was answered."""
    found = assess(person, kit()).card.position
    assert found is not None
    assert found.across == side
    assert ("base is close to the middle" in build(person).position) == (side == "middle")


@few
@given(answers(), st.sampled_from(sorted(kit().wordings)))
def test_a_report_keeps_the_rules_of_its_language(given: dict[str, Answer], language: str) -> None:
    check_rules(build_report(assess(client(given), kit()), kit(), settings(), language))


def check_rules(report: Report) -> None:
    for text in sentences(report):
        assert not broken(text, report.language, "client"), text


def check_position(report: Report) -> None:
    """The position is about answers, and says what it is good for before anything is open or short."""
    assert report.position_note == NOT_THE_PERSON
    if not report.position.startswith("There are not enough answers"):
        label, _, rest = report.position.partition("”. ")
        assert label.startswith("Your answers sit ")
        assert rest.startswith("Good for ")


def check_wish(report: Report, person: Client) -> None:
    """Whoever wants little of the future and builds little reads that this is what they asked for."""
    wanted, built = person.answers.get("I2"), assess(person, kit()).card.axes["F"].score
    asked_for = isinstance(wanted, int) and wanted <= 2 and built is not None and built < BUILDS_LITTLE
    assert ("our answers match" in report.wish) == asked_for


def check_limits(report: Report) -> None:
    """The last page: what this is, how long it holds, when to answer again, and what it is not for."""
    told = {paragraph.lead: paragraph.text for paragraph in report.method.paragraphs}
    assert "A self-review, not a test." in told
    assert "predicts nothing" in told["What it cannot say."]
    assert "not for hiring" in told["What it cannot say."]
    assert "after 12 months" in told["How long it holds."]
    assert "again after six months" in told["How long it holds."]


def check_cards(report: Report, person: Client) -> None:
    """A card cites up to three answers, each as it was given; an area that is scored cites at least one."""
    for area in (area for group in report.groups for area in group.areas):
        assert len(area.cited) <= CITED
        assert bool(area.cited) >= (area.level is not None)
        for cited in area.cited:
            assert (cited.question, cited.answer) in said_by(person)
    for habit in report.habits:
        assert bool(habit.level) == bool(habit.cited)


def said_by(person: Client) -> set[tuple[str, str]]:
    """Return each answer with a meaning as the pages may cite it: question in short, answer in short."""
    asked = kit().questionnaire
    given = {name: answer for name, answer in person.answers.items() if not isinstance(answer, Missing)}
    return {
        (WORDING.questions[name].short, words)
        for name, answer in given.items()
        for words in labels(asked.by_id[name].scale, name, str(answer))
    }


def labels(scale: str | None, name: str, code: str) -> tuple[str, ...]:
    """Return the words for one answer: in short where there are such words, else its label."""
    if scale:
        said = WORDING.scales[scale]
        return (said.short.get(code, said.labels[code]),)
    question = WORDING.questions[name]
    return (question.told.get(code, question.options[code]),)


@cache
def crowd() -> tuple[Client, ...]:
    """Return clients who answered everything, as chance would have it."""
    chance = Random(20260601)  # noqa: S311 - a fixed seed, so that a failure comes again
    asked = [item for item in kit().questionnaire.questions if item.scale or item.options]
    scales = kit().questionnaire.scale_by_id
    return tuple(
        client(
            {
                item.id: chance.randint(scales[item.scale].low, scales[item.scale].high)
                if item.scale
                else chance.choice(item.option_ids)
                for item in asked
            }
        )
        for _ in range(PEOPLE)
    )


@cache
def reports() -> tuple[Report, ...]:
    """Return the report of each of the crowd."""
    return tuple(map(build, crowd()))


def test_no_sentence_about_the_client_is_true_of_most_people() -> None:
    """A sentence that most people read is a horoscope; the position and its note go to all."""
    told: Counter[str] = Counter()
    for report in reports():
        texts = [text for text in about_the_client(report) if text != NOT_THE_PERSON]
        told.update({sentence for text in texts for sentence in text.split(". ")})
    often = [words for words, count in told.items() if count > MOST * PEOPLE]
    assert not [words for words in often if not words.startswith(("Your answers sit ", "Good for "))]


def test_the_position_itself_differs_between_people() -> None:
    people = [client(dict.fromkeys(AGREED, code)) for code in (1, 3, 5)]
    assert len({build(person).position for person in people}) == len(people)


@pytest.mark.parametrize("area", WORDING.dimensions)
def test_what_an_area_is_good_for_differs_between_people(area: str) -> None:
    told = {
        found.good_for
        for report in reports()[:60]
        for group in report.groups
        for found in group.areas
        if found.id == area
    }
    assert len(told) >= 4
