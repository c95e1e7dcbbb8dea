"""One client and two completions of the form."""

from dataclasses import replace
from datetime import UTC, datetime

from pipeline.workflow.assessing import Assessor
from tests.people import card_of, kit, maya, plan

SPRING = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
AUTUMN = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
ASSESSOR = Assessor(kit())


def test_without_an_earlier_assessment_there_is_no_progress() -> None:
    somebody = maya()
    assessment = ASSESSOR.assess(somebody)
    card = card_of(somebody, kit().questionnaire)
    assert assessment.client is somebody
    assert (assessment.card.axes, assessment.card.flags) == (card.axes, card.flags)
    assert assessment.roadmap == plan(somebody, card, kit())
    assert assessment.progress is None


def test_with_one_all_that_changed_is_there() -> None:
    earlier = replace(maya(), completed_at=SPRING)
    later = replace(maya(B08="1-year", L11=5), completed_at=AUTUMN)
    progress = ASSESSOR.assess(later, earlier).progress
    assert progress is not None
    assert (progress.since, progress.until, progress.days) == (SPRING, AUTUMN, 183)
    assert progress.before.axes == card_of(earlier, kit().questionnaire).axes
    assert progress.after.axes == card_of(later, kit().questionnaire).axes
    assert [change.item for change in progress.facts] == ["B08"]
    assert [change.item for change in progress.answers] == ["L11"]
    assert {change.action: change.status for change in progress.measures} == {
        "G1": "met",
        "T1": "same",
        "B1": "same",
    }
    future = progress.scores["F"]
    assert future is not None
    assert not future.is_reliable
    assert not progress.is_unchanged


def test_the_same_answers_are_no_change() -> None:
    progress = ASSESSOR.assess(
        replace(maya(), completed_at=AUTUMN), replace(maya(), completed_at=SPRING)
    ).progress
    assert progress is not None
    assert progress.is_unchanged


def test_without_both_times_nothing_is_compared() -> None:
    dated, undated = replace(maya(), completed_at=SPRING), maya()
    assert ASSESSOR.assess(undated, dated).progress is None
    assert ASSESSOR.assess(dated, undated).progress is None
