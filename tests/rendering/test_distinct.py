"""People who answer differently read different pages."""

from collections import Counter
from dataclasses import replace

import pytest

from pipeline.models.client import Client
from pipeline.rendering.building.report import build_report
from pipeline.rendering.views.report import Report
from pipeline.workflow.assessing import Assessor
from tests.crowd import crowd
from tests.people import card_of, kit
from tests.rendering.built import settings, strings_of

PEOPLE, SEED = 500, 7
MOST_ALIKE = 0.01
BEST = 100


def namesakes() -> list[Client]:
    """Return people of one name, no two of whom chose the same answers.

    Left out are those whose page has a good reason to say the same: the best answer to everything that they
    answered, or too few answers for a place.
    """
    found: dict[tuple[object, ...], Client] = {}
    chosen = [question.id for question in kit().questionnaire.questions if question.scale or question.options]
    for person, _ in crowd(2 * PEOPLE, SEED):
        alike = replace(
            person, id="C-001", name="Maya Haddad", role_title=None, completed_at=None, call_at=None
        )
        scores = {axis.score for axis in card_of(alike, kit().questionnaire).axes.values()}
        if None not in scores and scores != {BEST}:
            found.setdefault(tuple(map(alike.answers.get, chosen)), alike)
    return list(found.values())[:PEOPLE]


def second_page(report: Report) -> tuple[object, ...]:
    axes = tuple((axis.said, axis.importance) for axis in report.axes)
    return (report.position, report.position_note, axes, report.wish, report.build_on, report.moves)


# Arabic is among the long proofs: what differs between people does so in every language.
LANGUAGES = [pytest.param(name, marks=() if name == "en" else pytest.mark.proof) for name in kit().wordings]


@pytest.fixture(scope="module", params=LANGUAGES)
def reports(request: pytest.FixtureRequest) -> list[tuple[Client, Report]]:
    assessor = Assessor(kit())
    return [
        (person, build_report(assessor.assess(person, None), kit(), settings(), request.param))
        for person in namesakes()
    ]


def test_hardly_anybody_shares_the_second_page(reports: list[tuple[Client, Report]]) -> None:
    pages = Counter(second_page(report) for _, report in reports)
    shared = sum(count for count in pages.values() if count > 1)
    assert shared <= MOST_ALIKE * PEOPLE, [page for page, count in pages.most_common(3) if count > 1]


def test_no_two_sets_of_answers_give_one_report(reports: list[tuple[Client, Report]]) -> None:
    seen: dict[tuple[str, ...], Client] = {}
    for person, report in reports:
        twin = seen.setdefault(tuple(strings_of(report)), person)
        assert twin.answers == person.answers
