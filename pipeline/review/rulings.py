"""From a row of the review to what the coach decided, or to what is wrong with the row."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.models.problem import Problem
from pipeline.models.review import NOTE_CHARACTERS, UNREVIEWED, Review
from pipeline.review.columns import HEADERS, SENDS, Send
from pipeline.review.sheet import Row
from pipeline.review.terms import Actions
from pipeline.spreadsheets.places import cut

_NAMED = 3


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a row says of a client. ``send`` is None where it says nothing, or nothing that is understood.

    ``seen`` is what the row told when it was written last: a *yes* is an answer to that. With an error among
    the ``problems`` the review itself is not to be relied on. A row that is not certainly the client's, and
    so not ``is_theirs``, decides nothing.
    """

    row: Row
    send: Send | None = None
    review: Review = UNREVIEWED
    seen: str = ""
    problems: tuple[Problem, ...] = ()
    is_theirs: bool = True

    @property
    def faults(self) -> tuple[Problem, ...]:
        """The errors, for which the client's report cannot be made as the coach wants it."""
        return tuple(problem for problem in self.problems if problem.is_error)


def stand(ruling: Ruling | None, reservations: Sequence[str]) -> Send:
    """Return whether a report goes: as the row says, where that answers all that speaks against it.

    A client without a row, or whose row says nothing, is held for any of the ``reservations``; one whose row
    says *yes*, for those that it did not tell when the coach said so.
    """
    if ruling and ruling.send == "yes":
        return "hold" if any(each not in ruling.seen for each in reservations) else "yes"
    return "hold" if reservations or (ruling and ruling.row.text("send")) else "yes"


@dataclass(frozen=True)
class Judge:
    """Reads rows by a kit: ``actions`` are what it advises, ``find_path`` knows its paths by their names."""

    actions: Actions
    find_path: Callable[[str], str | None]

    def read(self, row: Row, client: str) -> Ruling:
        """Return what a row decides for a client, who goes by an id."""
        if column := row.merged:
            told = row.at(column).problem(
                "This cell is merged with others, so it is not known what holds for this row.",
                "Undo the merging, and write into each row what holds for it.",
                client=client,
            )
            return Ruling(row, problems=(told,), is_theirs=False)
        if column := row.formula:
            told = row.at(column).problem(
                "This cell holds a formula that no program has worked out.",
                "Write the text itself.",
                client=client,
            )
            return Ruling(row, problems=(told,))
        send = next((choice for choice in SENDS if row.text("send").casefold() == choice), None)
        note, path = row.text("note"), row.text("path")
        dropped, strange = self.actions.find(row.text("drop"))
        way = self.find_path(path) if path else None
        problems = (
            *self._check_send(row, send, client),
            *self._check_note(row, note, client),
            *self._check_actions(row, strange, client),
            *self._check_path(row, path, way, client),
        )
        return Ruling(row, send, Review(note, dropped, way), row.text("told"), problems)

    def _check_send(self, row: Row, send: Send | None, client: str) -> Iterator[Problem]:
        if row.text("send") and send is None:
            yield row.at("send").problem(
                "It is not said whether to send this report, so it is held back.",
                "Choose yes or hold.",
                found=row.text("send"),
                client=client,
                severity="warning",
            )

    def _check_note(self, row: Row, note: str, client: str) -> Iterator[Problem]:
        if len(note) > NOTE_CHARACTERS:
            yield row.at("note").problem(
                f"The note has {len(note):,} characters; page 2 has room for {NOTE_CHARACTERS}.",
                "Shorten it.",
                found=note,
                client=client,
            )

    def _check_actions(self, row: Row, strange: Sequence[str], client: str) -> Iterator[Problem]:
        if strange:
            names = ", ".join(f"“{cut(name, 40)}”" for name in strange[:_NAMED])
            yield row.at("drop").problem(
                f"The kit has no action {names}, so nothing is dropped for it.",
                f"Name actions as they stand in the column “{HEADERS['plan']}”, or clear the cell.",
                found=row.text("drop"),
                client=client,
                severity="warning",
            )

    def _check_path(self, row: Row, path: str, way: str | None, client: str) -> Iterator[Problem]:
        if path and way is None:
            yield row.at("path").problem(
                "No path of the kit goes by this name.",
                "Choose one from the list in the cell, or clear the cell.",
                found=path,
                client=client,
            )
