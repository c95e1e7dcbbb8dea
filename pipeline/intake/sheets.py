"""The tables of a file become rows: the sheet with the questions is chosen and its header matched."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import tzinfo

from pipeline.intake.calls import KNOWN_HEADERS, LAYOUT, Booking, BookingReader, find_call_header
from pipeline.intake.columns import FEWEST_COLUMNS, Header, find_header, match_header
from pipeline.intake.rows import ReadRow, RowReader, hold_other_scales
from pipeline.intake.rows.shapes import Shapes
from pipeline.intake.rows.tally import FileTally, Tally
from pipeline.intake.values import Fault, Parser, Value, orders_of, parser_for
from pipeline.intake.vocabulary import Vocabulary
from pipeline.models.intake import IntakeSettings
from pipeline.models.problem import Problem
from pipeline.models.sentences import listed
from pipeline.spreadsheets.folding import fold_address, recognised
from pipeline.spreadsheets.places import Cell, Place
from pipeline.spreadsheets.tables import Contents, Table, is_empty

_SHEETS_LISTED = 6
_QUESTION_ROWS = 200
"""Questions below each other are looked for in so many rows."""

_OWN_ADDRESS = Fault(
    "This is the practice's own address, and not a client's.",
    "Write the address of the client, who is to get the report.",
)


@dataclass(frozen=True, slots=True)
class SheetReader:
    """What reading a sheet needs besides the sheet; see :func:`pipeline.intake.read_inputs`."""

    vocabulary: Vocabulary
    settings: IntakeSettings
    timezone: tzinfo
    derive_id: Callable[[str], str]
    own_address: str | None = None

    def rows(
        self, table: Table, header: Header, shapes: Shapes, place: Place, tally: FileTally
    ) -> Iterator[ReadRow]:
        """Yield every row with content below the header."""
        questionnaire = self.vocabulary.questionnaire
        asked = (question for question in questionnaire.questions if question.id in header.columns)
        parsers = {
            question.id: parser_for(
                question,
                self.vocabulary,
                self.settings,
                from_1904=table.from_1904,
                orders=orders_of(question, table, header.columns[question.id], header.body),
            )
            for question in asked
        }
        email = questionnaire.by_role.get("email")
        if self.own_address and email and email.id in parsers:
            parsers[email.id] = _of_others(self.own_address, parsers[email.id])
        reader = RowReader(header, questionnaire, parsers, self.timezone, self.derive_id)
        for number in range(header.body, len(table.rows)):
            cells = shapes.cells(number)
            if not is_empty(cells):
                yield reader.read(cells, place.at(number + 1), shapes.findings(number), tally)


@dataclass(frozen=True, slots=True)
class FileRead:
    """What a file came to: rows of an assessment or bookings of a call list, and its problems as a whole.

    ``layout`` is None if it could not be read.
    """

    layout: str | None
    problems: tuple[Problem, ...]
    rows: tuple[ReadRow, ...] = ()
    bookings: tuple[Booking, ...] = ()


def read_contents(contents: Contents, place: Place, reader: SheetReader, tally: Tally) -> FileRead:
    """Return what the tables of a file come to; ``tally`` bounds the problems of its rows.

    What a fix-it adds is taken off already.
    """
    headers = reader.vocabulary.known_headers
    contents, unknown = _pinned(contents, place, reader.settings.sheets)
    if unknown:
        return FileRead(None, (*contents.problems, unknown))
    calls = _call_list(contents, place, reader)
    if calls:
        return calls
    problems = list(contents.problems)
    tables = [(table, row) for table in contents.tables if (row := find_header(table, headers)) is not None]
    if len(tables) != 1:
        problems += _wrong_number(contents, [table for table, _ in tables], headers, place)
        return FileRead(contents.kind, tuple(problems))
    table, row = tables[0]
    here = Place(place.file, table.sheet)
    header = match_header(table, row, reader.vocabulary, here)
    layout = header.layout or contents.kind
    problems += header.problems
    if not header.is_usable:
        return FileRead(layout, tuple(problems))
    shapes = Shapes(table, header)
    problems += shapes.beside(here)
    of_file = tally.of(place.file)
    read = tuple(reader.rows(table, header, shapes, here, of_file))
    rows = hold_other_scales(read, reader.vocabulary.questionnaire, of_file)
    if not rows and contents.is_whole:
        problems.append(
            here.problem("There are no clients below the header.", "Add a row for each.", severity="warning")
        )
    return FileRead(layout, tuple(problems), rows)


def _of_others(own_address: str, parse: Parser) -> Parser:
    """Return a parser of addresses to which the practice's own is no client's."""
    own = fold_address(own_address)

    def parse_others(cell: Cell) -> Value:
        value = parse(cell)
        return _OWN_ADDRESS if isinstance(value, str) and fold_address(value) == own else value

    return parse_others


def _pinned(contents: Contents, place: Place, sheets: Mapping[str, str]) -> tuple[Contents, Problem | None]:
    """Return the one table that the settings choose of this file, or all of them; and what is wrong."""
    pins = (sheet for file, sheet in sheets.items() if f"/{place.file}".endswith(f"/{file}"))
    wanted = next(pins, None)
    if wanted is None or not contents.tables:
        return contents, None
    chosen = tuple(table for table in contents.tables if table.sheet == wanted)
    if chosen:
        return replace(contents, tables=chosen), None
    names = listed([f"“{table.sheet}”" for table in contents.tables if table.sheet], _SHEETS_LISTED)
    return contents, place.problem(
        f"There is no visible sheet “{wanted}”, which the settings say to read"
        + (f"; there is {names}." if names else "."),
        "Correct the name under [intake.sheets] in roadmap.toml.",
    )


def _call_list(contents: Contents, place: Place, reader: SheetReader) -> FileRead | None:
    """Return the bookings of a file whose one table with a header is a call list; None for another file."""
    vocabulary = reader.vocabulary
    known = vocabulary.known_headers | KNOWN_HEADERS
    tables = [table for table in contents.tables if find_header(table, known) is not None]
    here = Place(place.file, tables[0].sheet) if len(tables) == 1 else None
    header = find_call_header(tables[0], vocabulary, here) if here else None
    if not header or not here:
        return None
    if header.problems:
        return FileRead(None, (*contents.problems, *header.problems))
    bookings = BookingReader(tables[0], header, vocabulary, reader.settings, reader.timezone)
    return FileRead(LAYOUT, contents.problems, bookings=tuple(bookings.rows(here)))


def _wrong_number(
    contents: Contents, tables: list[Table], headers: frozenset[str], place: Place
) -> Iterator[Problem]:
    """What is wrong with a file that has questions on no sheet, or on several."""
    if tables:
        names = listed([f"“{table.sheet}”" for table in tables], _SHEETS_LISTED)
        yield place.problem(
            f"Several sheets hold questions: {names}. It is not clear which to read.",
            "Copy the rows of all of them into one and delete the others; or, if only one is meant, "
            "name it under [intake.sheets] in roadmap.toml.",
        )
    elif contents.tables and all(is_empty(cells) for table in contents.tables for cells in table.rows):
        yield place.problem("The file holds no rows.", "Export or save it again.")
    elif any(_is_turned(table, headers) for table in contents.tables):
        yield place.problem(
            "The questions stand below each other in the first column, and each client has a column.",
            "Turn the table round: copy it, and paste it elsewhere with Paste Special, Transpose.",
        )
    elif contents.tables:
        saved = contents.kind == "csv"  # of a workbook only the sheet that is shown
        yield place.problem(
            f"No header was found: no row near the top holds {FEWEST_COLUMNS} or more of the questions.",
            "If it holds answers, put the questions, or their ids such as A1, into one row above them. "
            "If it holds neither answers nor calls, take it out of inputs/."
            + (" If a workbook was saved as CSV, save the sheet with the answers." if saved else ""),
        )


def _is_turned(table: Table, headers: frozenset[str]) -> bool:
    first = [cells[0] for cells in table.rows[:_QUESTION_ROWS] if cells]
    return recognised(first, headers) >= FEWEST_COLUMNS
