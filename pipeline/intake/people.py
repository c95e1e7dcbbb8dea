"""Rows of the same person: the latest completion wins, and what contradicts itself is held.

Nobody's result depends on the order of rows or files.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.intake.faulty import FaultyRows, Mark, marks_of
from pipeline.intake.reasons import Reason, named, outdated, shared, strangers, tied, undated
from pipeline.intake.rows import ReadRow
from pipeline.models.client import Client
from pipeline.models.problem import Problem, Severity
from pipeline.spreadsheets.folding import fold_name
from pipeline.spreadsheets.places import Place

_NOTHING = "Nothing needs doing."


@dataclass(frozen=True, slots=True)
class Candidate:
    """A good row, before it is compared with the others."""

    client: Client
    place: Place
    typed_id: bool

    @classmethod
    def of(cls, row: ReadRow) -> "Candidate | None":
        """Return the candidate of a row, unless the row is held."""
        return cls(row.client, row.place, row.typed_id) if row.client else None

    @property
    def keys(self) -> Iterator[Hashable]:
        """What makes two rows speak of the same person or contradict each other."""
        yield "id", fold_name(self.client.id)
        if self.client.email:
            yield "email", fold_name(self.client.email)

    @property
    def marks(self) -> Iterator[Mark]:
        """By what a faulty row may be known as one of the same person."""
        return marks_of(self.client.id if self.typed_id else None, self.client.email, self.client.name)

    @property
    def content(self) -> Hashable:
        """All that the row says of the client, whatever its place."""
        client = self.client
        told = (client.name, client.email, client.completed_at, client.call_at, client.consent)
        return told, frozenset(client.answers.items())


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of the rows of one person: at most one client goes on.

    ``typed_id`` says whether any row tells the id that the coach gave. ``repaired`` are faulty rows of
    which a repaired copy is there, so that nothing needs to be told of them.
    """

    client: Client | None
    problems: tuple[Problem, ...] = ()
    held: tuple[Place, ...] = ()
    repaired: tuple[Place, ...] = ()
    typed_id: bool = False


def settle(rows: Sequence[ReadRow]) -> list[Verdict]:
    """Return one verdict a person of whom a row could be read, in no order that matters."""
    candidates = [candidate for row in rows if (candidate := Candidate.of(row))]
    faulty = FaultyRows(row for row in rows if not row.client)
    return [_judge(sorted(group, key=lambda row: row.place.order), faulty) for group in _groups(candidates)]


def _groups(candidates: Sequence[Candidate]) -> Iterable[list[Candidate]]:
    """Bring together rows that share an id or an address, however long the chain."""
    by_key: dict[Hashable, list[Candidate]] = {}
    for candidate in candidates:
        group = [candidate]
        for key in candidate.keys:
            group = _joined(by_key.setdefault(key, group), group, by_key)
    return {id(group): group for group in by_key.values()}.values()


def _joined(
    one: list[Candidate], other: list[Candidate], by_key: dict[Hashable, list[Candidate]]
) -> list[Candidate]:
    """Return both groups as one: the smaller moves, so that a long chain stays quick."""
    if one is other:
        return one
    small, large = sorted((one, other), key=len)
    large += small
    for member in small:
        by_key.update(dict.fromkeys(member.keys, large))
    return large


def _judge(group: list[Candidate], faulty: FaultyRows) -> Verdict:
    """Judge the rows of one group, which stand in the order of their places."""
    clash = _clash(group)
    if clash:
        return _hold(group, clash)
    distinct = list({row.content: row for row in reversed(group)}.values())[::-1]
    latest = _latest(distinct)
    if latest is None:
        return _hold(group, _undecided(distinct))
    beside = faulty.of(key for row in group for key in row.marks)
    newer = [row for row in beside if not _is_no_later(row, latest)]
    if newer:
        dated = all(row.completed_at for row in newer) and latest.client.completed_at is not None
        return _hold(group, outdated([row.place for row in newer], dated=dated))
    times = {row.client.completed_at for row in group}
    repaired = tuple(row.place for row in beside if row.completed_at in times)
    told = tuple(_passed_over(row, latest) for row in group if row is not latest)
    typed = any(row.typed_id for row in group)
    return Verdict(_with_typed_id(latest, group), told, repaired=repaired, typed_id=typed)


def _clash(group: list[Candidate]) -> Reason | None:
    """Return what is wrong if one address or one typed id is used by more than one person."""
    by_address: dict[str, list[Candidate]] = defaultdict(list)
    for row in group:
        by_address[fold_name(row.client.email or "")].append(row)
    by_address.pop("", None)
    for rows in by_address.values():
        ids = {fold_name(row.client.id) for row in rows if row.typed_id}
        names = {fold_name(row.client.name) for row in rows}
        if len(ids) > 1:
            return shared("id")
        if len(names) > 1 and not all(row.typed_id for row in rows):
            return shared("name")
    by_id: dict[str, list[Candidate]] = defaultdict(list)
    for row in group:
        by_id[fold_name(row.client.id)].append(row)
    return None if all(map(_is_one_person, by_id.values())) else strangers()


def _is_one_person(rows: list[Candidate]) -> bool:
    """Whether name or address lead from each row of one id to the others: not both may change at once."""
    signs = [_signs(row) for row in rows]
    known = set(signs[0])
    while fresh := [one for one in signs if one & known and not one <= known]:
        known.update(*fresh)
    return all(one <= known for one in signs)


def _signs(row: Candidate) -> frozenset[tuple[str, str]]:
    signs = [("name", fold_name(row.client.name))]
    if row.client.email:
        signs.append(("email", fold_name(row.client.email)))
    return frozenset(signs)


def _latest(distinct: list[Candidate]) -> Candidate | None:
    """Return the row completed after all others that differ from it, if times tell which that is."""
    if len(distinct) == 1:
        return distinct[0]
    dated = [(row.client.completed_at, row) for row in distinct if row.client.completed_at]
    if len(dated) < len(distinct):
        return None
    newest = max(moment for moment, _ in dated)
    rows = [row for moment, row in dated if moment == newest]
    return rows[0] if len(rows) == 1 else None


def _undecided(distinct: list[Candidate]) -> Reason:
    """Say why none of these rows, each with other answers, is the latest."""
    times = [row.client.completed_at for row in distinct if row.client.completed_at]
    if len(times) < len(distinct):
        return undated()
    newest = max(times)
    return tied([row.place for row in distinct if row.client.completed_at == newest], newest)


def _is_no_later(row: ReadRow, latest: Candidate) -> bool:
    """Whether a faulty row is surely no newer than the good one."""
    done = latest.client.completed_at
    return row.completed_at is not None and done is not None and row.completed_at <= done


def _with_typed_id(row: Candidate, group: list[Candidate]) -> Client:
    """Return the client under the id that the coach gave, if any row of theirs tells it."""
    typed = sorted(other.client.id for other in group if other.typed_id)
    return row.client if row.typed_id or not typed else replace(row.client, id=typed[0])


def _passed_over(row: Candidate, latest: Candidate) -> Problem:
    if row.content == latest.content:
        return _tell(row, f"This row says the same as {latest.place.spoken}.", _NOTHING, "warning")
    return _tell(row, f"A later row of this client is used: {latest.place.spoken}.", _NOTHING, "warning")


def _hold(group: list[Candidate], reason: Reason) -> Verdict:
    say, fix = reason
    problems = tuple(_tell(row, say(_others(row, group)), fix) for row in group)
    return Verdict(None, problems, tuple(row.place for row in group))


def _others(row: Candidate, group: list[Candidate]) -> str:
    return named((other.place for other in group if other is not row), len(group) - 1)


def _tell(row: Candidate, message: str, fix: str, severity: Severity = "error") -> Problem:
    return row.place.problem(message, fix, client=row.client.id, severity=severity)
