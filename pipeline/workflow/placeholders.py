"""What a new practice begins with until somebody puts their own in its place: its words, its clients."""

from collections.abc import Iterator

from pipeline.intake import Intake
from pipeline.models.client import Client
from pipeline.models.problem import Problem
from pipeline.models.settings import Settings
from pipeline.spreadsheets.places import Place

NAME = "Your practice"
COACH_LINES = frozenset(
    {
        "Independent career advice for professionals and their teams",
        "Short calls, clear steps, and a plan you can start this week",
        "I listen first. Then we choose one next step together",
    }
)
"""What the brands that a practice may begin with say of its coach."""

_NOBODYS = "@example.com"
"""Where the invented clients get their mail: a domain that nobody can have (RFC 2606, section 3)."""


def find_placeholders(settings: Settings) -> Iterator[str]:
    """Yield a sentence for each setting that is printed or mailed, and is still as it was at first."""
    practice, footer = settings.practice, settings.brand.footer
    found = (
        ("[practice] name", practice.name, practice.name == NAME),
        ("[practice] coach_line", practice.coach_line, practice.coach_line in COACH_LINES),
        ("[brand] footer", footer, NAME in footer),
    )
    return (f"{key} is still “{value}”" for key, value, is_first in found if is_first)


def find_samples(intake: Intake) -> Iterator[Problem]:
    """Yield a warning on each file of invented clients, as a practice comes with it, beside real answers.

    Cells of it may have been changed: what tells is that all addresses in it are nobody's.
    """
    others = {client.source.file for client in intake.clients if not _is_invented(client)}
    invented = {client.source.file for client in intake.clients} - others
    for file in sorted(invented) if others else ():
        yield Place(file).problem(
            "These are invented clients, such as came with the practice, beside answers of others.",
            "Delete this file, or reports are made and mails are planned for them too.",
            severity="warning",
        )


def _is_invented(client: Client) -> bool:
    return (client.email or "").casefold().endswith(_NOBODYS)
