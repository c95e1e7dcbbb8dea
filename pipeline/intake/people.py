"""Rows of the same person: the latest completion wins, and what contradicts itself is held.

Nobody's result depends on the order of rows or files.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from pipeline.intake.folding import fold_name
from pipeline.intake.places import Place
from pipeline.intake.rows import ReadRow
from pipeline.models.client import Client
from pipeline.models.problem import Problem, Severity

_NAMED = 3
_CLASH = "The same e-mail address stands with another {what} in {{others}}."
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
        if self.typed_id:
            yield "id", fold_name(self.client.id)
        if self.client.email:
            yield "email", fold_name(self.client.email)

    @property
    def content(self) -> Hashable:
        """All that the row says of the client, whatever its place."""
        client = self.client
        told = (client.name, client.email, client.completed_at, client.call_at, client.consent)
        return told, frozenset(client.answers.items())


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of the rows of one person: at most one client goes on."""

    client: Client | None
    problems: tuple[Problem, ...] = ()
    held: tuple[Place, ...] = ()


def settle(candidates: Sequence[Candidate]) -> list[Verdict]:
    """Return one verdict a person, in no order that matters."""
    return [_judge(sorted(group, key=_where)) for group in _groups(candidates)]


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


def _judge(group: list[Candidate]) -> Verdict:
    """Judge the rows of one group, which stand in the order of their places."""
    if len(group) == 1:
        return Verdict(group[0].client)
    clash = _clash(group)
    if clash:
        return _hold(group, *clash)
    latest = _latest(list({row.content: row for row in reversed(group)}.values()))
    if latest is None:
        return _hold(
            group,
            "The same client has other answers in {others}, and no time of completion says which are newer.",
            "Keep the row that holds, or add the time of completion to each.",
        )
    told = tuple(_passed_over(row, latest) for row in group if row is not latest)
    return Verdict(_with_typed_id(latest, group), told)


def _clash(group: list[Candidate]) -> tuple[str, str] | None:
    """Return what is wrong if one address is used by more than one person."""
    by_address: dict[str, list[Candidate]] = defaultdict(list)
    for row in group:
        by_address[fold_name(row.client.email or "")].append(row)
    by_address.pop("", None)
    for rows in by_address.values():
        ids = {fold_name(row.client.id) for row in rows if row.typed_id}
        names = {fold_name(row.client.name) for row in rows}
        if len(ids) > 1:
            return _CLASH.format(what="id"), "Correct the address or the id."
        if len(names) > 1 and not all(row.typed_id for row in rows):
            return _CLASH.format(what="name"), "Correct the address or the name."
    return None


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


def _with_typed_id(row: Candidate, group: list[Candidate]) -> Client:
    """Return the client under the id that the coach gave, if any row of theirs tells it."""
    typed = sorted(other.client.id for other in group if other.typed_id)
    return row.client if row.typed_id or not typed else replace(row.client, id=typed[0])


def _passed_over(row: Candidate, latest: Candidate) -> Problem:
    if row.content == latest.content:
        return _tell(row, f"This row says the same as {latest.place.spoken}.", _NOTHING, "warning")
    return _tell(row, f"A later row of this client is used: {latest.place.spoken}.", _NOTHING, "warning")


def _hold(group: list[Candidate], message: str, fix: str) -> Verdict:
    problems = tuple(_tell(row, message.format(others=_others(row, group)), fix) for row in group)
    return Verdict(None, problems, tuple(row.place for row in group))


def _others(row: Candidate, group: list[Candidate]) -> str:
    named = islice((other.place.spoken for other in group if other is not row), _NAMED)
    more = len(group) - 1 - _NAMED
    return " and ".join([*named, *([f"{more} more"] if more > 0 else [])])


def _tell(row: Candidate, message: str, fix: str, severity: Severity = "error") -> Problem:
    return row.place.problem(message, fix, client=row.client.id, severity=severity)


def _where(row: Candidate) -> tuple[str, str, int]:
    return row.place.file, row.place.sheet or "", row.place.row or 0
