"""A scorecard as JSON has it: in what the commands print, and in the file that a PDF for archives holds."""

from fractions import Fraction
from typing import Any

from pipeline.models.answers import Answer, Missing
from pipeline.models.client import Client
from pipeline.models.scorecard import Scorecard

Shape = dict[str, Any]


def of_card(client: Client, card: Scorecard) -> Shape:
    """Return a client's scorecard; numbers are exact enough to be added up."""
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


def round_number(value: Fraction | float | None, digits: int = 12) -> int | float | None:
    """Write a number as JSON has it: whole where it is, and else exact enough to be added up."""
    if value is None:
        return None
    rounded = round(float(value), digits)
    return int(rounded) if rounded.is_integer() else rounded
