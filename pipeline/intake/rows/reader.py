"""One raw row becomes a client, or all the problems that keep it from being one."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, tzinfo
from fractions import Fraction
from typing import cast

from pipeline.intake.columns.header import Header
from pipeline.intake.rows.outcome import ReadRow
from pipeline.intake.rows.roles import Roles
from pipeline.intake.rows.rules import NO, YES, Finding, check_row
from pipeline.intake.rows.tally import FileTally
from pipeline.intake.stamps import STAMP
from pipeline.intake.values import LEFT_OUT, Fault, Parser, Value, is_left_out, localise
from pipeline.models.answers import Answer
from pipeline.models.client import Client, Consent
from pipeline.models.problem import Problem
from pipeline.models.questionnaire import Questionnaire
from pipeline.spreadsheets.folding import fold_address, fold_header
from pipeline.spreadsheets.places import Cell, Place, as_text
from pipeline.spreadsheets.tables import Cells

_AGREED = {YES: True, NO: False}


class RowReader:
    """Reads the rows below one header.

    ``parsers`` are those of the header's columns by question. ``timezone`` is the practice's; ``derive_id``
    makes an id of a folded e-mail address.
    """

    def __init__(
        self,
        header: Header,
        questionnaire: Questionnaire,
        parsers: Mapping[str, Parser],
        timezone: tzinfo,
        derive_id: Callable[[str], str],
    ) -> None:
        self._header = header
        parsers = {each: _without(header.nobody.get(each), parse) for each, parse in parsers.items()}
        alone = [question for question in parsers if question not in header.composites]
        self._parsers = [(question, parsers[question]) for question in alone]
        self._columns = [header.columns[question] for question in alone]
        self._reach = max(self._columns, default=-1) + 1
        self._spread = [(each, header.composites[each], parsers[each]) for each in header.composites]
        self._roles = Roles(questionnaire)
        self._signs = {
            role: (question, header.columns[question])
            for role in ("id", "email")
            if (question := self._roles.question(role)) in header.columns
        }
        self._unfinished = header.unfinished
        self._items = [question.id for question in questionnaire.items]
        self._times = {q.id for q in questionnaire.questions if q.kind in {"moment", "zone"}}
        self._stamp = STAMP.id if questionnaire.by_id.get(STAMP.id) is STAMP else None
        self._timezone = timezone
        self._derive_id = derive_id

    def read(self, cells: Cells, place: Place, shown: Iterable[Finding], tally: FileTally) -> ReadRow:
        """Return the row at ``place`` as a client with warnings, or as problems of which one is an error.

        ``shown`` is what holds the row because of how the sheet shows it. ``tally`` has room for so many
        problems: others are counted, and not made.
        """
        values = self._values(cells)
        typed = self._roles.value("id", values, str)
        email = self._roles.value("email", values, str)
        name = self._roles.value("name", values, str)
        identity = typed or (self._derive_id(fold_address(email)) if email else None)
        moments = self._moments(values)
        findings = sorted(self._findings(values, moments, shown), key=self._position)
        problems = tuple(
            self._problem(finding, cells, place, identity or name)
            for finding in findings
            if tally.admits(finding)
        )
        held = any(finding.severity == "error" for finding in findings)
        client = None
        if not held and identity and name:
            client = self._client(identity, name, values, moments, place)
        completed = moments.get(self._roles.question("completed_at"))
        untold = len(findings) - len(problems)
        return ReadRow(
            place,
            client,
            identity,
            name,
            email,
            completed,
            bool(typed),
            problems,
            untold,
            self._signs,
            not self._unfinished or self._is_finished(cells),
        )

    def _is_finished(self, cells: Cells) -> bool:
        return not any(
            column < len(cells) and fold_header(cells[column]) in words
            for column, words in self._unfinished.items()
        )

    def _values(self, cells: Cells) -> dict[str, Value]:
        """Return what every cell that holds something came to, by question."""
        if len(cells) < self._reach:
            cells = [*cells, *[None] * (self._reach - len(cells))]
        picked = [cells[column] for column in self._columns]
        if bool in map(type, picked):  # True equals 1, and would be taken for it
            picked = [as_text(cell) if isinstance(cell, bool) else cell for cell in picked]
        values: dict[str, Value] = {
            question: value
            for (question, parse), cell in zip(self._parsers, picked, strict=True)
            if cell is not None and (value := parse(cell)) is not None
        }
        for question, composite, parse in self._spread:
            found = composite.read(cells)
            value = found if isinstance(found, Fault) else parse(found)
            if value is not None:
                values[question] = value
        return values

    # --- what is wrong ---

    def _findings(
        self, values: Mapping[str, Value], moments: Mapping[str, datetime], shown: Iterable[Finding]
    ) -> Iterator[Finding]:
        if Fault in map(type, values.values()):
            yield from [Finding(value, each) for each, value in values.items() if isinstance(value, Fault)]
        yield from check_row(values, self._roles, self._items)
        call = self._roles.question("call_at")
        moment = values.get(call)
        if isinstance(moment, datetime) and not moment.tzinfo and is_left_out(moment, moments[call]):
            yield Finding(LEFT_OUT, call)
        yield from shown

    def _position(self, finding: Finding) -> int:
        """From left to right, what is about no column last."""
        if finding.column is not None:
            return finding.column
        return self._header.columns.get(finding.question, self._header.width)

    def _problem(self, finding: Finding, cells: Cells, place: Place, client: str | None) -> Problem:
        column = finding.column
        if column is None:
            column = self._header.column(finding.question, cells)
        return place.at(place.row or 1, column).problem(
            finding.fault.message,
            finding.fault.fix,
            found=cells[column] if column is not None and column < len(cells) else None,
            field=finding.question or None,
            client=client,
            severity=finding.severity,
        )

    # --- what is right ---

    def _client(
        self,
        identity: str,
        name: str,
        values: Mapping[str, Value],
        moments: Mapping[str, datetime],
        place: Place,
    ) -> Client:
        completed = moments.get(self._roles.question("completed_at"))
        consented = moments.get(self._roles.question("consented_at"), completed)
        return Client(
            id=identity,
            name=name,
            source=place.source,
            answers=self._answers(values, moments),
            email=self._roles.value("email", values, str),
            role_title=self._roles.value("role_title", values, str),
            hours_a_week=self._roles.value("hours_a_week", values, Fraction),
            language=self._roles.value("language", values, str),
            address_form=self._roles.value("address_form", values, str),
            completed_at=completed,
            call_at=moments.get(self._roles.question("call_at")),
            consent=self._consent(values, consented),
        )

    def _moments(self, values: Mapping[str, Value]) -> dict[str, datetime]:
        """Return every moment with its zone: its own, the call's, or the practice's."""
        moments = {}
        for question in self._times:
            value = values.get(question)
            if isinstance(value, datetime):
                moments[question] = value if value.tzinfo else localise(value, self._zone(question, values))
        return moments

    def _zone(self, question: str, values: Mapping[str, Value]) -> tzinfo:
        """Return the zone of a moment that tells none."""
        if question in self._header.utc:
            return UTC
        zone = values.get(self._roles.question("call_zone"))
        if isinstance(zone, tzinfo) and question == self._roles.question("call_at"):
            return zone
        return self._timezone

    def _answers(self, values: Mapping[str, Value], moments: Mapping[str, datetime]) -> Mapping[str, Answer]:
        """Return the answers as they are kept: moments as ISO 8601, zones by name."""
        answers: dict[str, object] = dict(values)
        for question in self._times & answers.keys():
            moment = moments.get(question)
            answers[question] = moment.isoformat() if moment else str(values[question])
        if self._stamp:
            answers.pop(self._stamp, None)
        return cast("dict[str, Answer]", answers)  # nothing else is left: a fault makes no client

    def _consent(self, values: Mapping[str, Value], given_at: datetime | None) -> Consent:
        processing = _AGREED.get(self._roles.value("consent_processing", values, str) or "")
        mailing = _AGREED.get(self._roles.value("consent_mailing", values, str) or "")
        asked = processing is not None or mailing is not None
        return Consent(processing, mailing, given_at if asked else None)


def _without(nobody: frozenset[str] | None, parse: Parser) -> Parser:
    """Return a parser to which words that stand for nobody are a blank."""
    if not nobody:
        return parse

    def parse_somebody(cell: Cell) -> Value:
        return None if fold_header(cell) in nobody else parse(cell)

    return parse_somebody
