"""Which row of the review is whose, and what it decides: never by its place, always by number and name."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.errors import InputError
from pipeline.ledger import Ledger
from pipeline.models.client import Client, fold_id
from pipeline.models.kit import Kit
from pipeline.models.problem import Problem
from pipeline.models.review import UNREVIEWED, Review
from pipeline.planning.ways import Ways
from pipeline.practice import Practice
from pipeline.review.columns import HEADERS
from pipeline.review.rulings import Judge, Ruling
from pipeline.review.sheet import ReviewSheet, Row
from pipeline.review.terms import Actions
from pipeline.spreadsheets.names import is_longer_name, is_same_name
from pipeline.spreadsheets.places import Place
from pipeline.workflow.coverage import check_note
from pipeline.workflow.identities import Identities
from pipeline.workflow.reading import Reading
from pipeline.workflow.reviewing.shortfalls import Shortfalls
from pipeline.workflow.reviewing.store import Stored, owner_of, read_review
from pipeline.workflow.reviewing.strays import Register, Stray


@dataclass(frozen=True)
class Decisions:
    """What the coach decided, by folded id. ``loose`` rows are of nobody who is ready to go on.

    Of ``strays``, which are among them, it is not certain whose they are.
    """

    sheet: ReviewSheet | None = None
    rulings: Mapping[str, Ruling] = field(default_factory=dict)
    loose: tuple[Row, ...] = ()
    strays: tuple[Stray, ...] = ()
    problems: tuple[Problem, ...] = ()

    def ruling(self, client: Client) -> Ruling | None:
        """Return what a client's row says; None if there is no such row."""
        return self.rulings.get(fold_id(client.id))

    def review(self, client: Client) -> Review:
        """Return what the coach changed of a client's report."""
        ruling = self.ruling(client)
        return ruling.review if ruling else UNREVIEWED

    def faults(self, client: Client) -> tuple[Problem, ...]:
        """Return what is so wrong with a client's row that the report cannot be as the coach wants it."""
        ruling = self.ruling(client)
        return ruling.faults if ruling else ()

    @property
    def standstill(self) -> Problem | None:
        """Why nobody's report may go: a decision of which nobody can tell whom it is about."""
        return next((stray.tell(None) for stray in self.strays if not stray.clients), None)


def decide_all(practice: Practice, reading: Reading, ledger: Ledger) -> Decisions:
    """Read the review, and whose rows these are.

    Raises:
        InputError: there is a review, and it cannot be read or relied on.
    """
    stored = read_review(practice)
    if stored.problems:
        told = "".join(
            f"\n  {', '.join(filter(None, (each.file, each.sheet, each.cell or _row_of(each))))}: "
            f"{each.message} → {each.fix}"
            for each in stored.problems
        )
        raise InputError(f"{practice.review.name} cannot be relied on:{told}", "It is left as it is.")
    return match(stored, practice, reading, ledger)


def match(stored: Stored, practice: Practice, reading: Reading, ledger: Ledger) -> Decisions:
    """Return what a review says of the clients in ``reading``; nothing if it could not be read."""
    if stored.sheet is None:
        return Decisions(problems=stored.problems)
    ways = Ways(reading.kit, reading.kit.wordings[practice.settings.practice.language])
    judge = Judge(Actions(reading.kit), ways.find)
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in stored.sheet.rows:
        rows[fold_id(row.text("client"))].append(row)
    rulings = dict(_assign(rows, reading, Identities(reading, ledger), judge))
    loose = tuple(sorted((row for left in rows.values() for row in left), key=lambda row: row.place.order))
    register = Register(reading, rulings.keys(), ledger)
    strays = tuple(register.find_strays(loose))
    untold = [row for row in rows.get("", ()) if all(row is not stray.row for stray in strays)]
    gone = tuple(register.find_gone(loose, strays))
    nobodys = (stray.tell(None) for stray in strays if not stray.clients)
    for stray in strays:
        for client in stray.clients:
            own = rulings.get(key := fold_id(client.id)) or Ruling(stray.row, is_theirs=False)
            rulings[key] = replace(own, problems=(*own.problems, stray.tell(client)))
    problems = (problem for ruling in rulings.values() for problem in ruling.problems)
    shorter = _tell_shorter(rulings, reading)
    told = (*_tell_open(practice), *map(_tell_nameless, untold), *nobodys, *problems, *shorter, *gone)
    return Decisions(stored.sheet, rulings, loose, strays, told)


def _tell_open(practice: Practice) -> Iterator[Problem]:
    """Tell of a review that is open elsewhere: a hold in it that is not saved yet is not known here."""
    if owner_of(practice.review):
        yield Place(practice.review.name).problem(
            "This is open in another program, and what is not saved there does not count.",
            "Save and close it there.",
            severity="warning",
        )


def _tell_shorter(rulings: Mapping[str, Ruling], reading: Reading) -> Iterator[Problem]:
    """Tell of plans that what was dropped leaves shorter."""
    shortfalls = Shortfalls(reading.kit)
    for client in reading.intake.clients:
        if ruling := rulings.get(fold_id(client.id)):
            yield from shortfalls.tell(client, ruling)


def _row_of(problem: Problem) -> str | None:
    return f"row {problem.row}" if problem.row else None


def _assign(
    rows: dict[str, list[Row]], reading: Reading, who: Identities, judge: Judge
) -> Iterator[tuple[str, Ruling]]:
    """Yield the ruling of every client who has a row, and take that row out of ``rows``.

    A client who got a number of their own keeps the row that stands under the id made of their address.
    """
    for client in reading.intake.clients:
        key = fold_id(client.id)
        own = rows.pop(key, [])
        former = None if own else who.former_id(client)
        if former and any(is_same_name(row.text("name"), client.name) for row in rows.get(former, ())):
            own = rows.pop(former)
        if own:
            rows[key] = own[1:]  # kept, whatever becomes of them
            yield key, _rule(own, client, judge, reading.kit)


def _rule(rows: Sequence[Row], client: Client, judge: Judge, kit: Kit) -> Ruling:
    row = rows[0]
    if len(rows) > 1:
        places = ", ".join(str(each.place.row) for each in rows)
        told = row.at("client").problem(
            f"Rows {places} are all about this client, and it is not known which of them holds.",
            "Keep one and delete the others.",
            found=row.text("client"),
            client=client.id,
        )
        return Ruling(row, problems=(told,), is_theirs=False)
    name = row.text("name")
    if name and not is_same_name(name, client.name) and not is_longer_name(name, client.name):
        told = row.at("name").problem(
            f"This row names somebody else than the inputs, where {client.id} is {client.name}.",
            "If it is the same person, write the name as in the inputs; if not, delete the row.",
            found=name,
            client=client.id,
        )
        return Ruling(row, problems=(told,), is_theirs=False)
    ruling = judge.read(row, client.id)
    letters = check_note(ruling.review.note, row.at("note"), client.id, kit)
    return replace(ruling, problems=(*ruling.problems, *letters))


def _tell_nameless(row: Row) -> Problem:
    return row.at("client").problem(
        "This row does not say whose it is, so nothing in it counts.",
        f"Write the number into the column “{HEADERS['client']}”, or delete the row.",
    )
