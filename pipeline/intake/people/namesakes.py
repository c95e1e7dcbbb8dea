"""People of one name whom little tells apart: two people, or one who moved or whose row lacks something."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pipeline.intake.people.reasons import Others
from pipeline.models.client import Client
from pipeline.models.problem import Problem
from pipeline.spreadsheets.folding import fold_name
from pipeline.spreadsheets.places import Place


def tell_namesakes(clients: Iterable[tuple[Client, bool]]) -> Iterator[Problem]:
    """Yield a warning for each client who shares a name with another and may be the same person.

    A client comes with whether the coach gave them an id. Ids tell people apart, and so does an id from
    somebody without one, unless either lacks what the other is known by.
    """
    by_name: dict[str, list[tuple[Client, bool]]] = defaultdict(list)
    for client, has_id in clients:
        if not (has_id and client.email):
            by_name[fold_name(client.name)].append((client, has_id))
    for people in by_name.values():
        if len(people) > 1 and not all(has_id for _, has_id in people):
            yield from _tell(sorted(people, key=lambda pair: Place.of(pair[0].source).order))


def _tell(people: list[tuple[Client, bool]]) -> Iterator[Problem]:
    """Yield a warning for each: one with an id is told of those without one, who are told of everybody."""
    everybody, without_id = (
        Others([(place, place) for place in map(Place.of, sources)], lambda place: place.spoken)
        for sources in (
            [client.source for client, _ in people],
            [client.source for client, has_id in people if not has_id],
        )
    )
    for client, has_id in people:
        here = Place.of(client.source)
        others = without_id.than(here) if has_id else everybody.than(here)
        yield here.problem(
            f"This name also stands in {others}, and no address or client number says that it is the same "
            "person; these are taken as different people.",
            "If they are one person, give their rows the same address or the same client number.",
            client=client.id,
            severity="warning",
        )
