"""The JSON of the commands, as plain tables and lists. Keys are promised to stay; more may be added."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pipeline.cli.explaining.path import of_path
from pipeline.models.making import Outcome
from pipeline.models.problem import Problem
from pipeline.models.roadmap import Roadmap
from pipeline.models.scorecard_shape import Shape, of_answer, of_card, round_number
from pipeline.models.wording import Wording

if TYPE_CHECKING:  # the later steps load the engines that print
    from pipeline.workflow.explaining import Explanation, PdfState
    from pipeline.workflow.making import Batch
    from pipeline.workflow.reading import Reading, Scored
    from pipeline.workflow.review import Refreshed


def of_problem(problem: Problem) -> Shape:
    """Return a problem with its place."""
    names = ("file", "sheet", "cell", "row", "client", "field", "found", "message", "fix", "severity")
    return {name: getattr(problem, name) for name in names}


def of_reading(reading: "Reading", fixits: Mapping[str, str]) -> Shape:
    """Return what ``check`` found; ``fixits`` are the paths of fix-its by input file."""
    intake = reading.intake
    return {
        "clients": [
            {
                "id": row.id,
                "name": row.name,
                "file": row.file,
                "sheet": row.sheet,
                "row": row.row,
                "ok": row.ok,
                "status": row.status,
            }
            for row in intake.rows
        ],
        "problems": [of_problem(problem) for problem in intake.problems],
        "files": [
            {"file": file.name, "layout": file.layout, "rows": file.rows, "fixit": fixits.get(file.name)}
            for file in intake.files
        ],
    }


def of_scored(scored: "Scored") -> Shape:
    """Return what ``score`` computed."""
    kit = scored.reading.kit
    return {
        "kit": kit.name,
        "kit_digest": kit.digest,
        "clients": [of_card(client, card) for client, card in scored.owned],
        "problems": [of_problem(problem) for problem in scored.reading.intake.problems],
    }


def of_batch(batch: "Batch") -> Shape:
    """Return what ``reports`` made."""
    statuses = ("made", "current", "held", "failed")
    return {
        "clients": [_of_outcome(outcome) for outcome in batch.outcomes],
        "problems": [of_problem(problem) for problem in batch.problems],
        "counts": {name: sum(outcome.status == name for outcome in batch.outcomes) for name in statuses},
        "put_away": list(batch.put_away),
        "strays": list(batch.strays),
        "drafts": batch.is_of_drafts,
        "seconds": round(batch.seconds, 3),
    }


def of_explanation(explanation: "Explanation", wording: Wording) -> Shape:
    """Return all that ``explain`` tells; ``wording`` names the stages of the path."""
    made = explanation.assessment
    card, roadmap = (made.card, made.roadmap) if made else (None, None)
    habits = card.habits if card else {}
    moves = explanation.sensitivity
    return {
        "scorecard": of_card(made.client, made.card) if made else None,
        "plan": _of_plan(roadmap) if roadmap else [],
        "order": [planned.id for planned in roadmap.actions] if roadmap else [],
        "strength": roadmap.strength if roadmap else None,
        "path": of_path(roadmap.path, wording) if roadmap else None,
        "habits": {
            name: {"score": round_number(habit.score), "level": habit.level} for name, habit in habits.items()
        },
        "sensitivity": {
            "answers": [
                {
                    "item": turn.item,
                    "answer": of_answer(turn.answer),
                    "printed": list(turn.printed),
                    "score": round_number(turn.score),
                }
                for turn in moves.turns
            ],
            "weights": [
                {
                    "dimension": tilt.dimension,
                    "factor": round_number(tilt.factor),
                    "more": tilt.more,
                    "printed": list(tilt.printed),
                }
                for tilt in moves.tilts
            ],
        },
        "pdf": _of_pdf(explanation.pdf),
        "brief": _of_pdf(explanation.brief),
    }


def _of_pdf(pdf: "PdfState") -> Shape:
    return {
        "status": pdf.status,
        "reasons": list(pdf.reasons),
        "path": pdf.path,
        "made_at": pdf.made_at,
        "made_because": list(pdf.made_because),
    }


def _of_plan(roadmap: Roadmap) -> list[Shape]:
    return [
        {
            "id": candidate.id,
            "habit": candidate.habit,
            "horizon": candidate.horizon,
            "hours": round_number(candidate.hours),
            "priority": round_number(candidate.priority, 9),
            "chosen": candidate.chosen,
            "why": candidate.why,
        }
        for candidate in roadmap.candidates
    ]


def of_review(refreshed: "Refreshed", file: str) -> Shape:
    """Return how every client stands in the review, which is the ``file``."""
    sends = [each.send for each in refreshed.clients]
    return {
        "file": file,
        "written": refreshed.is_written,
        "clients": [
            {
                "id": each.client.id,
                "name": each.client.name,
                "send": each.send,
                "note": each.review.note,
                "drop": list(each.review.dropped),
                "path": each.review.path,
                "told": list(each.told),
            }
            for each in refreshed.clients
        ],
        "problems": [of_problem(problem) for problem in refreshed.problems],
        "counts": {"yes": sends.count("yes"), "hold": sends.count("hold")},
    }


def _of_outcome(outcome: Outcome) -> Shape:
    return {
        "id": outcome.id,
        "name": outcome.name,
        "status": outcome.status,
        "reasons": list(outcome.reasons),
        "pdf": outcome.pdf,
        "brief": outcome.brief,
        "pages": outcome.pages,
        "seconds": round(outcome.seconds, 3),
    }
