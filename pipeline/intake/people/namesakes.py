"""People of one name whom nothing but their addresses tells apart: two people, or one who moved."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pipeline.intake.people.reasons import named
from pipeline.models.client import Client
from pipeline.models.problem import Problem
from pipeline.spreadsheets.folding import fold_name
from pipeline.spreadsheets.places import Place


def tell_namesakes(clients: Iterable[Client]) -> Iterator[Problem]:
    """Yield a warning for each of these clients, none of whom has an id, that shares a name with another."""
    by_name: dict[str, list[Client]] = defaultdict(list)
    for client in sorted(clients, key=lambda client: _place(client).order):
        by_name[fold_name(client.name)].append(client)
    for people in by_name.values():
        for client in people if len(people) > 1 else ():
            others = named((_place(other) for other in people if other is not client), len(people) - 1)
            yield _place(client).problem(
                f"This name stands with another e-mail address in {others}; "
                "these are taken as different people.",
                "If they are one person, give their rows the same address or the same client number.",
                client=client.id,
                severity="warning",
            )


def _place(client: Client) -> Place:
    return Place(client.source.file, client.source.sheet, client.source.row)
