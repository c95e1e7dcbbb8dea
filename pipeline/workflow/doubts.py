"""What a coach is told where it is in doubt whether earlier answers are a client's own."""

from datetime import date

from pipeline.models.client import Client
from pipeline.models.problem import Problem
from pipeline.spreadsheets.places import Place


def tell_stranger(client: Client, *, is_derived: bool, is_elsewhere: bool) -> Problem:
    """Say that all that is known belongs to another name; ``is_elsewhere`` if the address differs too.

    ``is_derived`` tells that the client is known by the address and by no number.
    """
    what = "e-mail address" if is_derived else "client number"
    by = "name and e-mail address" if is_elsewhere else "name"
    return _remark(
        client,
        f"This {what} was somebody else's before, by {by}, "
        "so these answers are compared with no earlier ones.",
        "If it is the same person, write the name as it was last time, or behind it the new one; "
        "if not, give each a client number of their own.",
    )


def tell_moved(client: Client, since: date, owner: str | None) -> Problem:
    """Say that the address is another one than it was on a day; ``owner`` had the new one before, if any."""
    whose = f", and the new one was the address of {owner} before" if owner else ""
    return _remark(
        client,
        f"Since {since.day} {since:%B %Y} this client's e-mail address has changed{whose}.",
        "If the address is right, leave it so; if this is another person, give them a client number of "
        "their own.",
    )


def tell_renumbered(client: Client, number: str) -> Problem:
    """Say that somebody of this name and address was known by another number."""
    return _remark(
        client,
        f"This name and e-mail address belonged to the client number {number} before, "
        "so these answers are compared with no earlier ones.",
        f"If it is the same person, give them the number {number} again.",
    )


def _remark(client: Client, message: str, fix: str) -> Problem:
    return Place.of(client.source).problem(message, fix, client=client.id, severity="warning")
