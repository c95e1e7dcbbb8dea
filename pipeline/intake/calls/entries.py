"""One row of a call list: who booked which call, or what is wrong with it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from pipeline.intake.calls.clocks import CLOCK, read_parts
from pipeline.intake.columns import Header
from pipeline.intake.rows.rules import Finding
from pipeline.intake.rows.shapes import Shapes
from pipeline.intake.states import ACTIVE, CANCELLED
from pipeline.intake.values import (
    LEFT_OUT,
    Fault,
    Parser,
    Value,
    is_left_out,
    localise,
    orders_of,
    parser_for,
)
from pipeline.intake.vocabulary import Vocabulary
from pipeline.models.answers import Missing
from pipeline.models.client import fold_id
from pipeline.models.intake import IntakeSettings
from pipeline.models.problem import Problem
from pipeline.models.questionnaire import Kind, Question, Role
from pipeline.spreadsheets.folding import fold, fold_address
from pipeline.spreadsheets.places import Cell, Place, as_text
from pipeline.spreadsheets.tables import Cells, Table, is_blank, is_empty

_KINDS: Mapping[str, Kind] = {
    "id": "text",
    "email": "email",
    "call_at": "moment",
    "call_zone": "zone",
    "client_zone": "zone",
    "booked_at": "moment",
}
_MAY_STAY_UNKNOWN = frozenset({"client_zone", "booked_at"})
"""Where the client was, and when they booked. The rest may not."""

_NO_TIME = Fault("The time of the call is missing.", "Write the date and the time, such as 2027-03-31 15:00.")
_UNCLEAR = Fault(
    "It is not clear whether this call takes place.",
    "Write yes for a cancelled call, and no for one that stands.",
)


@dataclass(frozen=True, slots=True)
class Booking:
    """A row of a call list. ``id`` and ``email`` are folded; ``at`` is None where the row holds a fault.

    ``name`` and ``address`` are as they stand in the row; ``email`` may be another address of the client.
    ``at`` is read by the row's zone, or else the practice's, and carries the invitee's, if the row tells it.
    A cancellation need not have one.
    ``booked_at`` is when it was booked, if known.
    """

    place: Place
    id: str | None
    email: str | None
    at: datetime | None
    booked_at: datetime | None = None
    is_cancelled: bool = False
    problems: tuple[Problem, ...] = field(default=())
    name: str = ""
    address: str = ""

    @property
    def counts(self) -> bool:
        """Whether the row says something about a call: it holds no fault."""
        return not any(problem.is_error for problem in self.problems)


class BookingReader:
    """Reads the rows of one call list, a table. ``timezone`` is the practice's, of times without one."""

    def __init__(
        self,
        table: Table,
        header: Header,
        vocabulary: Vocabulary,
        settings: IntakeSettings,
        timezone: tzinfo,
    ) -> None:
        self._table = table
        self._shapes = Shapes(table, header)
        self._header = header
        self._questions = {role: _question(role, vocabulary) for role in header.columns if role in _KINDS}
        self._parsers: dict[str, Parser] = {
            role: parser_for(
                question,
                vocabulary,
                settings,
                from_1904=table.from_1904,
                orders=orders_of(question, table, header.columns[role], header.body),
            )
            for role, question in self._questions.items()
        }
        if "cancelled" in header.columns:
            parse_moment = parser_for(_question("booked_at", vocabulary), vocabulary, settings)
            self._parsers["cancelled"] = lambda cell: _parse_state(cell, parse_moment)
        self._asked = vocabulary.questionnaire.by_id
        self._timezone = timezone

    def rows(self, place: Place) -> Iterator[Booking]:
        """Yield every row with content below the header; ``place`` is that of the table."""
        for number in range(self._header.body, len(self._table.rows)):
            cells = self._table.rows[number]
            if not is_empty(cells):
                yield self._read(cells, place.at(number + 1), self._shapes.findings(number))

    def _read(self, cells: Cells, place: Place, shown: Iterable[Finding]) -> Booking:
        values = {role: self._value(role, cells) for role in self._parsers}
        at, booked = values.get("call_at"), values.get("booked_at")
        zone, home = (_zone(values.get(role)) for role in ("call_zone", "client_zone"))
        local = zone or self._timezone
        if isinstance(at, datetime) and not at.tzinfo and is_left_out(at, localise(at, local)):
            values["call_at"] = LEFT_OUT
        problems = (
            *self._problems(values, cells, place),
            *(place.problem(finding.fault.message, finding.fault.fix) for finding in shown),
        )
        is_usable = isinstance(at, datetime) and not any(problem.is_error for problem in problems)
        identity, email = (_text(values.get(role)) for role in ("id", "email"))
        return Booking(
            place,
            fold_id(identity) if identity else None,
            fold_address(email) if email else None,
            _in_zone(_in_zone(at, local), home or local) if is_usable else None,
            _in_zone(booked, local),
            values.get("cancelled") == "cancelled",
            problems,
            self._name(cells),
            email or "",
        )

    def _value(self, role: str, cells: Cells) -> Value:
        cell = self._cell(role, cells)
        if isinstance(cell, bool):
            cell = as_text(cell)
        if role == "call_at" and CLOCK in self._header.columns:
            return read_parts(cell, self._cell(CLOCK, cells), self._parsers[role])
        return self._parsers[role](cell)

    def _name(self, cells: Cells) -> str:
        parts = self._header.composites.get("name")
        if not parts and "name" not in self._header.columns:
            return ""
        found = parts.read(cells) if parts else self._cell("name", cells)
        return "" if isinstance(found, Fault) else as_text(found).strip()

    def _cell(self, role: str, cells: Cells) -> Cell:
        column = self._header.columns[role]
        return cells[column] if column < len(cells) else None

    def _column(self, role: str, cells: Cells) -> int:
        """Return where what is wrong is mended: a call's time of day, if only that is missing."""
        clock = self._header.columns.get(CLOCK)
        if role == "call_at" and clock is not None and is_blank(self._cell(CLOCK, cells)):
            return self._header.columns[role] if is_blank(self._cell(role, cells)) else clock
        return self._header.columns[role]

    def _problems(self, values: Mapping[str, Value], cells: Cells, place: Place) -> Iterator[Problem]:
        """Yield what is wrong with the cells."""
        for role, value in values.items():
            is_open = role == "call_at" and values.get("cancelled") != "cancelled"
            fault = _NO_TIME if is_open and value is None else value
            if isinstance(fault, Fault):
                column = self._column(role, cells)
                question = self._questions.get(role)
                yield place.at(place.row or 1, column).problem(
                    fault.message,
                    fault.fix,
                    found=cells[column] if column < len(cells) else None,
                    field=question.id if question and question.id in self._asked else None,
                    severity="warning" if role in _MAY_STAY_UNKNOWN else "error",
                )


def _question(role: str, vocabulary: Vocabulary) -> Question:
    """Return the kit's question of that role, or one of the kind that a call list needs."""
    asked = vocabulary.questionnaire.by_role.get(role)
    known: dict[str, Role] = {"id": "id", "call_at": "call_at"}
    return asked or Question(id=role, kind=_KINDS[role], role=known.get(role))


def _parse_state(cell: Cell, parse_moment: Parser) -> Value:
    """Return ``cancelled`` or ``active``. The day of a cancellation says that there was one."""
    state = fold(as_text(cell))
    if not state or state in ACTIVE:
        return "active"
    is_cancelled = state in CANCELLED or isinstance(parse_moment(cell), datetime)
    return "cancelled" if is_cancelled else _UNCLEAR


def _text(value: Value) -> str | None:
    return value if isinstance(value, str) and not isinstance(value, Missing) else None


def _zone(value: Value) -> tzinfo | None:
    return value if isinstance(value, tzinfo) else None


def _in_zone(moment: Value, zone: tzinfo) -> datetime | None:
    if not isinstance(moment, datetime):
        return None
    return moment.astimezone(zone) if moment.tzinfo else localise(moment, zone)
