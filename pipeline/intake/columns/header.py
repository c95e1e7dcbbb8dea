"""Which column answers which question: the header row is found and its cells are matched."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.intake.columns.accounts import Accounts
from pipeline.intake.columns.composites import Composite, Revised, filled
from pipeline.intake.columns.header_cells import HeaderReader
from pipeline.intake.columns.header_rows import FEWEST_COLUMNS, header_of
from pipeline.intake.columns.matching import Matcher
from pipeline.intake.columns.problems import header_problems
from pipeline.intake.layouts import guess, recognise
from pipeline.intake.vocabulary import Vocabulary
from pipeline.models.problem import Problem
from pipeline.spreadsheets.decoration import is_utc
from pipeline.spreadsheets.folding import fold, recognised
from pipeline.spreadsheets.places import Place, as_text
from pipeline.spreadsheets.tables import HEADER_ROWS, Cells, Table, is_empty, width_of


@dataclass(frozen=True, slots=True)
class Header:
    """A matched header. ``columns`` are by question id; columns and rows count from 0.

    Data starts at row ``body``; ``width`` is the number of cells of the header row, blanks at its end left
    out. ``layout`` names the form tool, if one is recognised. A question of ``composites`` has several
    columns, of which ``columns`` holds the first. Times of the questions in ``utc`` are in UTC. ``nobody``
    are folded words that stand for no answer, by question; ``unfinished`` those that mark a response that
    was not sent, by column.
    """

    row: int
    body: int
    width: int
    columns: Mapping[str, int]
    problems: tuple[Problem, ...] = ()
    layout: str | None = None
    composites: Mapping[str, Composite] = field(default_factory=dict)
    utc: frozenset[str] = frozenset()
    nobody: Mapping[str, frozenset[str]] = field(default_factory=dict)
    unfinished: Mapping[int, frozenset[str]] = field(default_factory=dict)

    @property
    def is_usable(self) -> bool:
        """Whether rows can be read by this header."""
        return not any(problem.is_error for problem in self.problems)

    def spread(self, question: str) -> tuple[int, ...]:
        """Return all columns of a question that has any."""
        composite = self.composites.get(question)
        return composite.columns if composite else (self.columns[question],)

    def column(self, question: str, cells: Cells) -> int | None:
        """Return the column of a question in a row: of several, the first that is read."""
        if question not in self.columns:
            return None
        found = filled(self.spread(question), cells) or [self.columns[question]]
        return found[-1] if isinstance(self.composites.get(question), Revised) else found[0]


def find_header(table: Table, headers: frozenset[str]) -> int | None:
    """Return the row, counted from 0, that holds the most known headers; None if no row is a header."""
    counts = [recognised(cells, headers) for cells in table.rows[:HEADER_ROWS]]
    most = max(counts, default=0)
    return counts.index(most) if most >= FEWEST_COLUMNS else None


def match_header(table: Table, row: int, vocabulary: Vocabulary, place: Place) -> Header:
    """Match the cells of the header row to questions, telling once what is wrong with the columns."""
    cells, body = header_of(table.rows, row, HeaderReader(vocabulary))
    rows = table.rows[body:]
    answers = next((below for below in rows if not is_empty(below)), ())
    layout = recognise(cells, answers) or guess(cells, answers)
    nobody = frozenset(map(fold, layout.nobody)) if layout else frozenset()
    matching = Matcher(cells, rows, vocabulary, layout).match()
    doubts = Accounts(matching, cells, rows, vocabulary, nobody).problems(place.at(row + 1))
    columns = matching.first_columns
    return Header(
        row,
        body,
        width_of(cells),
        columns,
        (*doubts, *header_problems(matching, cells, vocabulary, place.at(row + 1))),
        layout.name if layout else None,
        matching.composites,
        frozenset(question for question, column in columns.items() if is_utc(as_text(cells[column]))),
        dict.fromkeys(matching.own, nobody) if nobody else {},
        layout.unfinished(cells) if layout else {},
    )
