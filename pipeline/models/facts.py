"""What the conditions of a kit may look at, drawn from a client, their scorecard and the plan so far."""

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.models.client import Client
from pipeline.models.condition import Facts

if TYPE_CHECKING:  # the states are checked where nothing is scored
    from pipeline.models.scorecard import Scorecard

_YES_NO = ("yes", "no")

STATES: Mapping[str, tuple[str, ...]] = {
    "position": (),
    "between": _YES_NO,
    "quadrant": (),
    "across": ("low", "middle", "high"),
    "up": ("low", "middle", "high"),
    "crossroads": _YES_NO,
    "needs": ("some", "none"),
    "hours": ("given", "blank", "zero"),
    "path": ("none", "near", "last", "next"),
    "ladder": ("none", "kit", "occupations"),
    "plan": ("some", "none"),
    "call": _YES_NO,
}
"""The states a condition may name, and the values of each; those of position and quadrant are the kit's own.

``across`` and ``up`` tell the side of each axis of the map (:data:`pipeline.models.scorecard.Side`).
The plan's states are explained at :func:`pipeline.models.roadmap.plan_states`. ``plan``, whether it has
an action, and ``call``, whether a discovery call has a date, are known to the sentences of a report."""


def facts_of(
    client: Client,
    card: "Scorecard",
    *,
    chosen: frozenset[str] = frozenset(),
    **states: str,
) -> Facts:
    """Return the facts about one client; ``states`` adds what the plan knows (needs, hours, path)."""

    def points(item: str) -> Fraction | None:
        return card.items[item].score if item in card.items else None

    def score(name: str) -> Fraction | None:
        estimate = card.dimensions.get(name) or card.axes.get(name)
        return estimate.score if estimate else None

    def habit(name: str) -> str | None:
        return card.habits[name].level if name in card.habits else None

    known = _position_states(card) | states
    return Facts(client.answers, points, score, habit, known, chosen)


def _position_states(card: "Scorecard") -> dict[str, str]:
    position = card.position
    if position is None:
        return {}
    states = {
        "position": position.label,
        "between": "yes" if position.between else "no",
        "quadrant": position.quadrant,
        "across": position.across,
        "up": position.up,
        "crossroads": "yes" if position.near_crossroads else "no",
    }
    return {name: value for name, value in states.items() if value is not None}
