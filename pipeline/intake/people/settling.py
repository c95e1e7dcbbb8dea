"""Rows of the same person: the latest completion wins, and what contradicts itself is held.

Nobody's result depends on the order of rows or files.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.intake.people.candidates import (
    Candidate,
    Completions,
    Folds,
    Group,
    is_earlier,
    list_alike,
)
from pipeline.intake.people.faulty import FaultyRows, surely_of
from pipeline.intake.people.passed_over import PassedOver, Why
from pipeline.intake.people.reasons import Others, Reason, outdated, tied, undated
from pipeline.intake.people.signs import Signed, find_clash
from pipeline.intake.rows import ReadRow
from pipeline.models.client import Client
from pipeline.models.problem import Problem
from pipeline.spreadsheets.places import Place


# Nobody changes one; but a frozen one takes far longer to make, and each row has its own.
@dataclass(slots=True)
class Verdict:
    """What became of the rows of one person: at most one client goes on.

    ``earlier`` are clients of earlier completions, in the order of completion. ``passed_over`` are rows for
    which the client's stands; ``repaired`` are faulty rows of which a repaired copy is there, so that nothing
    needs to be told of them. ``rows`` are all good rows of the person.
    """

    client: Client | None
    rows: tuple[Signed, ...]
    problems: tuple[Problem, ...] = ()
    earlier: tuple[Client, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()
    repaired: tuple[Place, ...] = ()

    @property
    def has_typed_id(self) -> bool:
        """Whether any row tells the id that the coach gave."""
        return any(row.typed for row in self.rows)

    @property
    def held(self) -> tuple[Place, ...]:
        """The places of the good rows, if none of them goes on."""
        return () if self.client else tuple(row.row.place for row in self.rows)

    @property
    def places(self) -> tuple[Place, ...]:
        """The places of all rows that are known to be the person's, if there are several."""
        others = (*(row.place for row in self.passed_over), *self.repaired)
        return (*(row.row.place for row in self.rows), *others) if others else ()


def settle(rows: Sequence[ReadRow], folds: Folds) -> list[Verdict]:
    """Return one verdict a person of whom a row could be read, in no order that matters.

    ``folds`` tell which answers are the same.
    """
    signed = list(map(Signed.of, rows))
    candidates = [Candidate(row, row.row.client) for row in signed if row.row.client]
    faulty = FaultyRows(row for row in signed if not row.row.client)
    groups = (sorted(group, key=lambda row: row.place.order) for group in _groups(candidates))
    return [_judge(group, faulty, folds) for group in groups]


def _groups(candidates: Group) -> Iterable[list[Candidate]]:
    """Bring together rows that share an id or an address, however long the chain."""
    by_key: dict[Hashable, list[Candidate]] = {}
    for candidate in candidates:
        keys = list(candidate.signed.keys)
        group = _joined([by_key[key] for key in keys if key in by_key], by_key)
        group.append(candidate)
        by_key.update(dict.fromkeys(keys, group))
    return {id(group): group for group in by_key.values()}.values()


def _joined(groups: Sequence[list[Candidate]], by_key: dict[Hashable, list[Candidate]]) -> list[Candidate]:
    """Return the groups as one: the smaller move into the largest, so that a long chain stays quick."""
    large = max(groups, key=len, default=[])
    for group in groups:
        if group is not large:
            large += group
            by_key.update((key, large) for member in group for key in member.signed.keys)
    return large


def _judge(group: Group, faulty: FaultyRows, folds: Folds) -> Verdict:
    """Judge the rows of one group, which stand in the order of their places."""
    signed = tuple(row.signed for row in group)
    near, theirs = faulty.near(signed), faulty.of(signed)
    if len(group) == 1 and not near and not theirs:  # as almost everybody's
        return Verdict(group[0].client, signed)
    clash = find_clash([*signed, *near]) if near or len(group) > 1 else None
    if clash:
        return Verdict(None, signed, tuple(clash.tell(signed)))
    finished = [row for row in group if row.signed.row.is_finished] or group
    alike = list_alike(finished, folds)
    distinct = [rows[0] for rows in alike]
    latest = _latest(distinct)
    if latest is None:
        return _hold(group, _undecided(distinct))
    done = latest.client.completed_at
    repaired, others = _part(theirs, group)
    begun = [row for row in others if latest.signed.row.is_finished and not row.row.is_finished]
    rivals = [row for row in others if row.row.is_finished or not latest.signed.row.is_finished]
    newer = [row.row for row in rivals if not is_earlier(row.row.completed_at, done)]
    if newer:
        dated = all(row.completed_at for row in newer) and done is not None
        return _hold(group, outdated([row.place for row in newer], dated=dated))
    client = _with_typed_id(latest, group)
    if finished is not group:
        begun += [row.signed for row in group if not row.signed.row.is_finished]
    superseded: dict[Why, list[Place]] = {
        "faulty": [row.row.place for row in surely_of(signed, rivals)],
        "unfinished": [row.row.place for row in surely_of(signed, begun)],
        "same": [row.place for rows in alike if rows[0] is latest for row in rows[1:]],
        "older": [row.place for rows in alike if rows[0] is not latest for row in rows],
    }
    return Verdict(
        client,
        signed,
        earlier=tuple(_earlier(distinct, latest, client.id)),
        passed_over=tuple(
            PassedOver(place, latest.place, client.id, why)
            for why, places in superseded.items()
            for place in places
        ),
        repaired=tuple(row.row.place for row in repaired),
    )


def _part(faulty: Iterable[Signed], group: Group) -> tuple[list[Signed], list[Signed]]:
    """Return the faulty rows that are of the same completion as a good one, and the others."""
    known = Completions(row.client.completed_at for row in group)
    repaired: list[Signed] = []
    others: list[Signed] = []
    for row in faulty:
        (repaired if row.row.completed_at in known else others).append(row)
    return repaired, others


def _latest(distinct: Group) -> Candidate | None:
    """Return the row completed after all others that differ from it, if times tell which that is."""
    if len(distinct) == 1:
        return distinct[0]
    dated = [(row.client.completed_at, row) for row in distinct if row.client.completed_at]
    if len(dated) < len(distinct):
        return None
    newest = max(moment for moment, _ in dated)
    rows = [row for moment, row in dated if moment == newest]
    return rows[0] if len(rows) == 1 else None


def _undecided(distinct: Group) -> Reason:
    """Say why none of these rows, each with other answers, is the latest."""
    times = [row.client.completed_at for row in distinct if row.client.completed_at]
    if len(times) < len(distinct):
        return undated()
    newest = max(times)
    return tied([row.place for row in distinct if row.client.completed_at == newest], newest)


def _earlier(distinct: Group, latest: Candidate, identity: str) -> Iterable[Client]:
    """Return what the client answered before. Where rows of one moment differ, nobody knows what held."""
    by_time: dict[Hashable, list[Client]] = {}
    for row in distinct:
        if row is not latest:
            by_time.setdefault(row.client.completed_at, []).append(row.client)
    alone = [clients[0] for clients in by_time.values() if len(clients) == 1]
    dated = [(client.completed_at, client) for client in alone if client.completed_at]
    return [
        client if client.id == identity else replace(client, id=identity)
        for _, client in sorted(dated, key=lambda pair: pair[0])
    ]


def _with_typed_id(row: Candidate, group: Group) -> Client:
    """Return the client under the id that the coach gave, if any row of theirs tells it."""
    if row.signed.typed:
        return row.client
    typed = sorted(other.client.id for other in group if other.signed.typed)
    return replace(row.client, id=typed[0]) if typed else row.client


def _hold(group: Group, reason: Reason) -> Verdict:
    say, fix = reason
    others = Others([(row.place, row.place) for row in group], lambda place: place.spoken)
    problems = tuple(
        row.place.problem(say(others.than(row.place)), fix, client=row.client.id) for row in group
    )
    return Verdict(None, tuple(row.signed for row in group), problems)
