"""Which reports the coach holds back, for whoever sends: a function from a client to the reason."""

from collections.abc import Callable

from pipeline.models.client import Client, fold_id
from pipeline.models.problem import Problem
from pipeline.planning import Planner
from pipeline.review.rulings import Ruling, stand
from pipeline.workflow.candidates import Desk
from pipeline.workflow.reservations import find_reservations

Hold = Callable[[str], str | None]
"""Tells by a client's folded id why the report is held back; None if nothing holds it, or nobody is meant."""


def nobody(_: str) -> None:
    """Hold back no report."""


def hold_back(desk: Desk) -> Hold:
    """Return what tells the reason for which a client's report is held, as the review stands now.

    Without a review, or a row in it, an unsure path, an address that looks like another's and whatever was
    found in the PDF hold it.

    Raises:
        InputError: the review cannot be read: then nobody's report may go.
    """
    practice, reading, decisions = desk.practice, desk.reading, desk.decisions
    planner, clients = Planner(reading.kit), {fold_id(each.id): each for each in reading.intake.clients}
    wording = reading.kit.wordings[practice.settings.practice.language]

    def reason(folded: str) -> str | None:
        client = clients.get(folded)
        if client is None:
            return None
        if fault := decisions.standstill:
            return _say(fault)
        path = planner.find_path(client, decisions.review(client))
        found = find_reservations(client, path, desk.own(client).get("report"), wording)
        return _reason(client, decisions.ruling(client), found, practice.review.name)

    return reason


def _reason(client: Client, ruling: Ruling | None, found: tuple[str, ...], name: str) -> str | None:
    """Say what holds a report: an error in its row, the coach's own word, or what nobody has settled."""
    if ruling and ruling.faults:
        return _say(ruling.faults[0])
    if stand(ruling, found) == "yes":
        return None
    if found:
        return f"{found[0]} Settle it in {name}, or with: review --accept {client.id}"
    return f"On hold in {name}."


def _say(fault: Problem) -> str:
    return f"{fault.file}, {fault.cell or f'row {fault.row}'}: {fault.message}"
