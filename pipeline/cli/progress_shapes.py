"""The JSON of ``progress``. Keys are promised to stay; more may be added."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.cli.shapes import of_problem
from pipeline.models.assessment import Assessment
from pipeline.models.progress import AnswerChange, MeasureChange, ScoreChange
from pipeline.models.scorecard_shape import Shape, of_answer, of_card, round_number

if TYPE_CHECKING:
    from pipeline.workflow.progress import Course


def of_course(course: "Course") -> Shape:
    """Return a client's two assessments and all that lies between them; null is what there is not."""
    held, remark = course.held, course.remark
    problems = [of_problem(remark)] if remark else []
    if course.assessment is None:
        names = {"client": held.id if held else None, "name": held.name if held else None}
        return names | _NOTHING | {"problems": problems}
    until = course.assessment.client.completed_at
    times = [moment.isoformat() for moment in (*course.known, *([until] if until else []))]
    return _of_assessment(course.assessment) | {"assessments": times, "problems": problems}


_NOTHING: Shape = {
    "since": None,
    "until": None,
    "before": None,
    "after": None,
    "scores": {},
    "facts": [],
    "answers": [],
    "measures": [],
    "assessments": [],
}


def _of_assessment(assessment: Assessment) -> Shape:
    client, progress = assessment.client, assessment.progress
    until = client.completed_at
    shape: Shape = {"client": client.id, "name": client.name} | _NOTHING
    shape |= {"until": until.isoformat() if until else None, "after": of_card(client, assessment.card)}
    if progress is None:
        return shape
    return shape | {
        "since": progress.since.isoformat(),
        "before": of_card(client, progress.before),
        "scores": {name: change and _of_score(change) for name, change in progress.scores.items()},
        "facts": _of_answers(progress.facts),
        "answers": _of_answers(progress.answers),
        "measures": [_of_measure(measure) for measure in progress.measures],
    }


def _of_score(change: ScoreChange) -> Shape:
    return {
        "areas": list(change.areas),
        "before": round_number(change.before),
        "after": round_number(change.after),
        "difference": round_number(change.difference),
        "needed": round_number(change.needed),
        "reliable": change.is_reliable,
    }


def _of_answers(changes: Sequence[AnswerChange]) -> list[Shape]:
    return [
        {
            "item": change.item,
            "before": of_answer(change.before),
            "after": of_answer(change.after),
            "difference": round_number(change.difference),
        }
        for change in changes
    ]


def _of_measure(measure: MeasureChange) -> Shape:
    return {
        "action": measure.action,
        "item": measure.item,
        "before": of_answer(measure.before),
        "after": of_answer(measure.after),
        "status": measure.status,
    }
