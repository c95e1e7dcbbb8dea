"""``review.xlsx`` is written or refreshed: what the coach wrote in it stays, all else is as it is now."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pipeline.files import keep_private, make_folder, run_lock
from pipeline.ledger import Ledger
from pipeline.models.assessment import Assessment
from pipeline.models.client import Client, fold_id
from pipeline.models.problem import Problem
from pipeline.models.review import UNREVIEWED, Review
from pipeline.planning.choice import DROPPED
from pipeline.planning.ways import Ways
from pipeline.practice import Practice
from pipeline.review.columns import HEADERS, Column, Send
from pipeline.review.drafting import Line, draft_review, is_as_before
from pipeline.review.rulings import Ruling, stand
from pipeline.review.sheet import Row
from pipeline.spreadsheets.places import Cell
from pipeline.workflow.assessing import Assessor
from pipeline.workflow.candidates import Desk, Wish
from pipeline.workflow.people import blocked_in
from pipeline.workflow.portraits import open_coach_case, say_line, tell_flags, tell_plan, tell_words
from pipeline.workflow.reading import Reading, check_for_clients, find_client
from pipeline.workflow.reservations import find_reservations, say_path
from pipeline.workflow.reviewing.store import write_review
from pipeline.workflow.reviewing.strays import is_drafted
from pipeline.workflow.sending.obstacles import mail_obstacles

_GONE = "No longer among the clients who are ready; the row is kept for what you wrote in it."


@dataclass(frozen=True, slots=True)
class Reviewed:
    """How a client stands: whether the report goes, and what there is to look at before."""

    client: Client
    send: Send
    review: Review
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh came to.

    ``is_written`` is false where the file said all of it already, and where it holds formulas that nobody has
    worked out: these would be lost.
    """

    reading: Reading
    path: Path
    clients: tuple[Reviewed, ...]
    problems: tuple[Problem, ...]
    is_written: bool


def refresh(
    practice: Practice, inputs: Sequence[Path], accept: Sequence[str] = (), *, accept_all: bool = False
) -> Refreshed:
    """Write the review of the clients in the inputs; those to ``accept`` are to be sent as they are.

    Raises:
        UsageError: nobody, or more than one, is meant by one of ``accept``.
        InputError: there is nothing to read, or the review that is there cannot be relied on.
        OutputError: the review is open in another program, or cannot be written. Nothing was.
    """
    from pipeline.spreadsheets.writing import write_book

    make_folder(practice.outputs)
    with run_lock(practice.outputs):
        reading = check_for_clients(practice, inputs)
        accepted = {find_client(name, reading.intake) for name in accept}
        with Ledger(practice.ledger) as ledger:
            desk = _Desk(Desk(practice, reading, Wish(), ledger))
            before = desk.desk.decisions.sheet
            is_stuck = before is not None and before.is_fragile
            lines = desk.lines(lambda key: not is_stuck and (accept_all or key in accepted))
        is_new = before is None or not (is_stuck or is_as_before(lines, before))
        if is_new:
            labels = tuple(desk.ways.labels.values())
            write_review(practice, write_book(draft_review(lines, before, labels)), before)
        keep_private(practice.review)  # a spreadsheet program saves it as others may read it
        problems = (*desk.desk.decisions.problems, *desk.problems)
    return Refreshed(reading, practice.review, tuple(desk.reviewed), problems, is_new)


class _Desk:
    """One refresh: the lines, how each client stands, and what is told of the rows besides."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._kit, self._settings = desk.reading.kit, desk.practice.settings
        self._wording = self._kit.wordings[self._settings.practice.language]
        self._assessor = Assessor(self._kit)
        self.reviewed: list[Reviewed] = []
        self.problems: list[Problem] = []

    @cached_property
    def ways(self) -> Ways:
        """The paths that can be chosen."""
        return Ways(self._kit, self._wording)

    def lines(self, is_accepted: Callable[[str], bool]) -> list[Line]:
        """Return all rows to be written: those that stand there in their order, then the new ones."""
        decisions, placed = self.desk.decisions, dict[int, Line]()
        new = []
        for client in self.desk.reading.intake.clients:
            ruling = decisions.ruling(client)
            line = self._line(client, ruling, is_accepted=is_accepted(fold_id(client.id)))
            if ruling and ruling.row.place.row:
                placed[ruling.row.place.row] = line
            else:
                new.append(line)
        placed |= {row.place.row: self._loose(row) for row in self._kept() if row.place.row}
        return [*(placed[number] for number in sorted(placed)), *new]

    def _line(self, client: Client, ruling: Ruling | None, *, is_accepted: bool) -> Line:
        """Return the row of a client; one that may be somebody else's stays as it is."""
        review, report = ruling.review if ruling else UNREVIEWED, self.desk.own(client).get("report")
        made = self._assessor.assess(client, None, review)
        told = find_reservations(client, made.roadmap.path, report, self._wording)
        if ruling and not ruling.is_theirs:
            self.reviewed.append(self._stand(client, ruling, "hold", told))
            return Line({}, ruling.row)
        send: Send = "yes" if is_accepted else stand(ruling, told)
        self.reviewed.append(self._stand(client, ruling, send, told))
        if ruling is None:
            return Line(self._cells(made, told) | {"send": send})
        self.problems += _find_idle(ruling.row, made)
        is_unclear = ruling.send is None and ruling.row.text("send") and not is_accepted
        return Line(self._cells(made, told) | ({} if is_unclear else {"send": send}), ruling.row)

    def _stand(self, client: Client, ruling: Ruling | None, send: Send, told: Sequence[str]) -> Reviewed:
        """Return how a client stands: on hold too where an error in the review keeps the report back."""
        faults = (*(ruling.faults if ruling else ()), *filter(None, [self.desk.decisions.standstill]))
        review = ruling.review if ruling else UNREVIEWED
        return Reviewed(
            client, "hold" if faults else send, review, (*told, *(each.message for each in faults))
        )

    def _cells(self, made: Assessment, told: Sequence[str]) -> dict[Column, Cell]:
        """Return what the program tells of a client."""
        client, case = made.client, open_coach_case(made, self._kit, self._settings)
        own = client.language if client.language in self._kit.wordings else None
        language = own or self._settings.practice.language
        is_unmailed = any(mail_obstacles(client, self._settings.privacy))
        cells: dict[Column, Cell] = {
            "client": client.id,
            "name": client.name,
            "told": "\n".join(told),
            "plan": tell_plan(case),
            "found": say_path(made.roadmap.path, made.review, self._wording),
            "words": tell_words(case),
            "flags": tell_flags(case),
            "chat": None if is_unmailed else say_line(made, self._kit, self._settings, language),
        }
        return {column: cell or None for column, cell in cells.items()}

    def _kept(self) -> Iterator[Row]:
        """Yield the rows of nobody who is ready that stay: of people who are held, and what was written."""
        blocked = blocked_in(self.desk.ledger)
        for row in self.desk.decisions.loose:
            key = fold_id(row.text("client"))
            if blocked and blocked(key):
                continue
            is_by_hand = row.is_written or not is_drafted(row)
            if is_by_hand or key in self.desk.present or not self.desk.reading.is_whole:
                yield row

    def _loose(self, row: Row) -> Line:
        key, strays = fold_id(row.text("client")), self.desk.decisions.strays
        is_gone = key and key not in self.desk.present and all(row is not stray.row for stray in strays)
        return Line({"told": _GONE} if is_gone else {}, row)


def _find_idle(row: Row, made: Assessment) -> Iterator[Problem]:
    """Tell of actions that are to be dropped and would not be in the plan anyway."""
    dropped = made.review.dropped
    others = (each for each in made.roadmap.candidates if each.why != DROPPED)
    if idle := [other.id for other in others if other.id in dropped]:
        yield row.at("drop").problem(
            f"Nothing is dropped for {', '.join(idle)}: it would not be in this client's plan as it is now.",
            f"Clear it, or name actions as they stand in the column “{HEADERS['plan']}”.",
            found=row.text("drop"),
            client=made.client.id,
            severity="warning",
        )
