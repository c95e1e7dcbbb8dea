"""The JSON of the commands, as plain tables and lists. Keys are promised to stay; more may be added."""

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from pipeline.cli.explain_path import of_path
from pipeline.models.answers import Answer, Missing
from pipeline.models.client import Client
from pipeline.models.making import Outcome
from pipeline.models.problem import Problem
from pipeline.models.roadmap import Roadmap
from pipeline.models.scorecard import Scorecard
from pipeline.models.wording import Wording

if TYPE_CHECKING:  # the later steps load the engines that print
    from pipeline.workflow.explaining import Explanation, PdfState
    from pipeline.workflow.making import Batch
    from pipeline.workflow.reading import Reading, Scored

Shape = dict[str, Any]


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


def of_card(client: Client, card: Scorecard) -> Shape:
    """Return a client's scorecard; scores are rounded to a ten-thousandth of a point."""
    position = card.position
    return {
        "client": client.id,
        "name": client.name,
        "position": position
        and {
            "label": position.label,
            "between": list(position.between) if position.between else None,
            "quadrant": position.quadrant,
            "near_crossroads": position.near_crossroads,
        },
        "axes": {
            name: {
                "score": round_number(axis.score),
                "sem": round_number(axis.sem),
                "low": round_number(axis.low),
                "high": round_number(axis.high),
                "bounds": [round_number(bound) for bound in axis.bounds],
                "areas": [axis.scored, axis.areas],
            }
            for name, axis in card.axes.items()
        },
        "dimensions": {
            name: {
                "score": round_number(area.score),
                "sem": round_number(area.sem),
                "bounds": [round_number(bound) for bound in area.bounds],
                "answered": area.answered,
                "items": area.items,
                "contribution": round_number(area.contribution),
            }
            for name, area in card.dimensions.items()
        },
        "items": {
            name: {
                "answer": of_answer(item.answer),
                "score": round_number(item.score),
                "contribution": round_number(item.contribution),
            }
            for name, item in card.items.items()
        },
        "flags": list(card.flags),
    }


def of_answer(answer: Answer | None) -> str | int | float | None:
    """Return an answer as JSON has it; one that counts as missing by its name, a blank as null."""
    if isinstance(answer, Missing):
        return answer.value
    return round_number(answer) if isinstance(answer, Fraction) else answer


def of_batch(batch: "Batch") -> Shape:
    """Return what ``reports`` made."""
    statuses = ("made", "current", "held", "failed")
    return {
        "clients": [_of_outcome(outcome) for outcome in batch.outcomes],
        "problems": [of_problem(problem) for problem in batch.problems],
        "counts": {name: sum(outcome.status == name for outcome in batch.outcomes) for name in statuses},
        "put_away": list(batch.put_away),
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
        "path": of_path(roadmap.path, wording) if roadmap else None,
        "habits": {
            name: {"score": round_number(habit.score), "level": habit.level} for name, habit in habits.items()
        },
        "sensitivity": {
            "answers": [
                {
                    "item": turn.item,
                    "answer": of_answer(turn.answer),
                    "label": turn.label,
                    "score": round_number(turn.score),
                }
                for turn in moves.turns
            ],
            "weights": [
                {
                    "dimension": tilt.dimension,
                    "factor": round_number(tilt.factor),
                    "more": tilt.more,
                    "label": tilt.label,
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


def round_number(value: Fraction | float | None, digits: int = 12) -> int | float | None:
    """Write a number as JSON has it: whole where it is, and else exact enough to be added up."""
    if value is None:
        return None
    rounded = round(float(value), digits)
    return int(rounded) if rounded.is_integer() else rounded
