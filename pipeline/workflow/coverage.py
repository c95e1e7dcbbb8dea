"""Clients' words that no font of the kit can print are told when they are read, not in the finished PDF."""

from collections.abc import Iterable, Iterator
from functools import partial

from pipeline.models.client import Client
from pipeline.models.kit import Kit
from pipeline.models.problem import Problem
from pipeline.models.questionnaire import Role
from pipeline.rendering.assets.brand import covered_by
from pipeline.rendering.assets.coverage import SIGN, Coverage, name_letters
from pipeline.spreadsheets.places import Place

PRINTED: tuple[Role, ...] = ("name", "role_title", "goal_year", "goal_role", "obstacle")
"""The questions whose answers stand in reports as they were written."""

_MESSAGE = f"No font of the kit has {{letters}}; {SIGN} is printed instead."
_FONT = "put a TTF font that has them into templates/{kit}/fonts/."


def check_letters(clients: Iterable[Client], kit: Kit) -> Iterator[Problem]:
    """Yield a warning for each answer of which some letters cannot be printed."""
    coverage = Coverage(partial(_covered, kit))
    asked = _asked(kit)
    for client in clients:
        for question in asked:
            said = client.text(question)
            if said and not said.isascii() and (letters := coverage.lacking(said)):
                yield _warning(client, question, said, letters, kit.name)


def say_boxes(lacking: Iterable[str]) -> str:
    """Say which characters a printed report shows as empty boxes."""
    return _MESSAGE.format(letters=name_letters(tuple(lacking)))


def check_boxes(
    lacking: Iterable[str], path: str, client: Client, kit: Kit, note: str = ""
) -> Iterator[Problem]:
    """Yield a warning for what a printed report lacks and no word of the client has asked for.

    ``lacking`` are the characters that the engine found in no font. Those of the client's own words, and of
    the coach's ``note``, were told when these were read.
    """
    own = {letter for question in _asked(kit) for letter in client.text(question) or ""} | set(note)
    if letters := tuple(letter for letter in lacking if letter not in own):
        yield Problem(
            file=path,
            client=client.id,
            message=_MESSAGE.format(letters=name_letters(letters)),
            fix=f"Change the wording, setting or template it stands in, or {_FONT.format(kit=kit.name)}",
            severity="warning",
        )


def check_note(note: str, place: Place, client: str, kit: Kit) -> Iterator[Problem]:
    """Yield a warning for a coach's note that would be printed with empty boxes in it."""
    if letters := Coverage(partial(_covered, kit)).lacking(note):
        message, fix = (
            _MESSAGE.format(letters=name_letters(letters)),
            f"Write it in other letters, or {_FONT}",
        )
        yield place.problem(message, fix.format(kit=kit.name), client=client, severity="warning")


def _covered(kit: Kit) -> frozenset[int]:
    return covered_by(kit.folders)


def _warning(client: Client, question: str, said: str, letters: tuple[str, ...], kit: str) -> Problem:
    return Place.of(client.source).problem(
        _MESSAGE.format(letters=name_letters(letters)),
        f"Write it in other letters, or {_FONT.format(kit=kit)}",
        found=said,
        field=question,
        client=client.id,
        severity="warning",
    )


def _asked(kit: Kit) -> list[str]:
    known = kit.questionnaire.by_role
    return [known[role].id for role in PRINTED if role in known]
