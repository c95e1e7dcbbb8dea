"""Every column of a header is given to a question, to the form tool, or to nobody."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.intake.columns.composites import (
    Composite,
    NameParts,
    OptionColumns,
    Revised,
    SameColumns,
    complete_name,
    filled,
    find_name,
)
from pipeline.intake.columns.header_cells import CLOSED, HeaderReader
from pipeline.intake.columns.option_runs import Run, find_runs
from pipeline.intake.columns.slips import Spellings
from pipeline.intake.layouts import Layout
from pipeline.intake.states import is_state
from pipeline.intake.vocabulary import Vocabulary
from pipeline.models.questionnaire import Question
from pipeline.spreadsheets.folding import fold, fold_header
from pipeline.spreadsheets.places import Cell, as_text
from pipeline.spreadsheets.tables import Cells, is_blank, is_empty

_AGAIN = "2"

_COUNTERS = frozenset(("id", "nr", "no", "num", "number", "nummer", "lp"))
"""Folded headers of client numbers, under which sheets also number their rows."""


@dataclass(slots=True)
class Matching:
    """What became of the columns of a header, counted from 0.

    ``columns`` are those that a question has for sure; ``pins`` the columns of each pinned header.
    ``own`` are columns of the form tool that stand for a question, ``close`` those read in spite of a slip.
    ``unclear`` are runs of answers of which the question is not clear; ``running`` is a column of running
    numbers, which are nobody's; ``states`` is one that says whether there is a call, and never when;
    ``unread`` is left over.
    """

    columns: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    pins: dict[str, list[int]] = field(default_factory=dict)
    composites: dict[str, Composite] = field(default_factory=dict)
    close: dict[str, int] = field(default_factory=dict)
    own: dict[str, int] = field(default_factory=dict)
    unclear: list[Run] = field(default_factory=list)
    running: int | None = None
    states: int | None = None
    unread: list[int] = field(default_factory=list)

    @property
    def first_columns(self) -> dict[str, int]:
        """The column of every question that has one; the first, if it has several."""
        sure = {question: columns[0] for question, columns in self.columns.items()}
        spread = {question: composite.columns[0] for question, composite in self.composites.items()}
        return self.own | self.close | spread | sure


class Matcher:
    """Matches the columns of one header, with the answers below it."""

    def __init__(
        self, header: Cells, rows: Sequence[Cells], vocabulary: Vocabulary, layout: Layout | None
    ) -> None:
        self._rows = rows
        self._vocabulary = vocabulary
        self._reader = HeaderReader(vocabulary)
        self._own = layout.own_columns(header) if layout else {}
        self._revised = layout.revised(header) if layout else None
        self._header = [self._as_asked(cell, layout) for cell in header]
        self._matching = Matching(pins=self._reader.pinned(header))

    def match(self) -> Matching:
        """Return what became of every column.

        What is sure comes first, then what is spread over columns, then slips; a column that the form tool
        adds gives way to all of them, as the coach asked for the others.
        """
        self._match_names()
        self._join_same()
        self._match_composites()
        self._match_slips()
        self._match_spare()
        for column, role in self._own.items():
            question = self._vocabulary.questionnaire.by_role.get(role) if role else None
            if question and self._is_open(question.id):
                self._matching.own[question.id] = column
        self._match_revised()
        self._drop_running()
        self._drop_states()
        self._matching.unread.sort()
        return self._matching

    def _as_asked(self, cell: Cell, layout: Layout | None) -> Cell:
        """Return a header as the coach wrote it: some tools put a 2 behind one that they use themselves."""
        text = as_text(cell).rstrip()
        if layout and layout.numbers_equals and text.endswith(_AGAIN):
            asked = text.removesuffix(_AGAIN)
            return asked if layout.own_columns([asked]) else cell
        return cell

    def _match_names(self) -> None:
        matching, pins = self._matching, self._vocabulary.pins
        pinned = {column: pins[header] for header, columns in matching.pins.items() for column in columns}
        for column in pinned:
            self._own.pop(column, None)
        for column, cell in enumerate(self._header):
            if is_blank(cell) or column in self._own:
                continue
            question = pinned.get(column) or self._reader.question(cell)
            overruled = question in pinned.values() and column not in pinned
            if question and not overruled:
                matching.columns[question].append(column)
            else:
                matching.unread.append(column)

    def _join_same(self) -> None:
        """Join columns of one header if no row fills two: some tools give a question asked anew a new one."""
        for question, columns in list(self._matching.columns.items()):
            keys = {fold_header(self._header[column]) for column in columns}
            if len(columns) > 1 == len(keys) and all(len(filled(columns, row)) <= 1 for row in self._rows):
                del self._matching.columns[question]
                self._matching.composites[question] = SameColumns(tuple(columns))

    def _match_composites(self) -> None:
        name = self._vocabulary.questionnaire.by_role.get("name")
        parts = self._name_parts(name.id) if name else None
        if name and parts:
            self._matching.columns.pop(name.id, None)
            self._matching.composites[name.id] = parts
            self._take(parts.columns)
        runs = find_runs(self._header, self._matching.unread, self._open_closed(), self._vocabulary)
        named = [run.questions[0] for run in runs if len(run.questions) == 1]
        for run in runs:
            if len(run.questions) == 1 == named.count(run.questions[0]):
                self._matching.composites[run.questions[0]] = OptionColumns(run.labels, run.other)
            else:
                self._matching.unclear.append(run)
            self._take(run.columns)

    def _name_parts(self, name: str) -> NameParts | None:
        """Return the columns of a name in parts; a column for the full name, or a pinned one, is no part."""
        if self._is_open(name):
            return find_name(self._header, self._matching.unread)
        columns = self._matching.columns.get(name, [])
        pinned = {column for found in self._matching.pins.values() for column in found}
        if len(columns) != 1 or columns[0] in pinned or self._is_full(columns[0], name):
            return None
        return complete_name(self._header, self._matching.unread, columns[0])

    def _is_full(self, column: int, name: str) -> bool:
        key = fold_header(self._header[column])
        return key in self._vocabulary.ids or any(
            text in key for text, question in self._vocabulary.texts.items() if question == name
        )

    def _match_revised(self) -> None:
        """Take the time of a later change, where the form tool tells one, for that of the completion."""
        done = self._vocabulary.questionnaire.by_role.get("completed_at")
        if done and done.id in self._matching.own and self._revised in self._own:
            column = self._matching.own.pop(done.id)
            self._matching.composites[done.id] = Revised((column, self._revised))

    def _match_spare(self) -> None:
        """Take headers that may mean much for the only questions that they could answer here."""
        for column in list(self._matching.unread):
            question = self._vocabulary.spare_headers.get(fold_header(self._header[column]))
            if question and self._is_open(question):
                self._matching.columns[question].append(column)
                self._take([column])

    def _drop_running(self) -> None:
        """Take running numbers for no client numbers: each sheet begins them anew."""
        asked = self._vocabulary.questionnaire.by_role
        identity, email = asked.get("id"), asked.get("email")
        columns = self._matching.columns.get(identity.id, []) if identity else []
        if identity and email and len(columns) == 1 and not self._is_open(email.id):
            header = fold_header(self._header[columns[0]])
            if (
                header in _COUNTERS
                and header not in map(fold, self._vocabulary.pins)
                and self._counts(columns[0])
            ):
                del self._matching.columns[identity.id]
                self._matching.running = columns[0]

    def _counts(self, column: int) -> bool:
        """Whether a column holds 1, 2, 3 and on, in every row that holds anything."""
        found = [as_text(row[column]) if column < len(row) else "" for row in self._rows if not is_empty(row)]
        return bool(found) and all(text.strip() == str(number) for number, text in enumerate(found, 1))

    def _drop_states(self) -> None:
        """Take no column for that of the call if its cells say only whether there is one: yes, no, booked."""
        call = self._vocabulary.questionnaire.by_role.get("call_at")
        columns = self._matching.columns.get(call.id, []) if call else []
        sure = {*self._vocabulary.ids, *self._vocabulary.texts, *map(fold, self._vocabulary.pins)}
        if call and len(columns) == 1 and fold_header(self._header[columns[0]]) not in sure:
            told = [row[columns[0]] for row in self._rows if filled(columns, row)]
            if told and all(map(is_state, told)):
                del self._matching.columns[call.id]
                self._matching.states = columns[0]

    def _match_slips(self) -> None:
        if not self._matching.unread:
            return
        spellings = Spellings(self._vocabulary.spellings)
        found: dict[str, list[int]] = defaultdict(list)
        for column in self._matching.unread:
            question = spellings.question(self._header[column])
            if question and self._is_open(question):
                found[question].append(column)
        for question, columns in found.items():
            if len(columns) == 1:
                self._matching.close[question] = columns[0]
                self._take(columns)

    def _open_closed(self) -> list[Question]:
        questions = self._vocabulary.questionnaire.questions
        return [question for question in questions if question.kind in CLOSED and self._is_open(question.id)]

    def _is_open(self, question: str) -> bool:
        matching = self._matching
        return all(
            question not in taken
            for taken in (matching.columns, matching.composites, matching.close, matching.own)
        )

    def _take(self, columns: Iterable[int]) -> None:
        self._matching.unread = [column for column in self._matching.unread if column not in set(columns)]
