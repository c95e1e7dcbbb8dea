"""The sheets of the blank workbook: what to do, and one row a client."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.intake.blank.entries import Entries
from pipeline.intake.blank.words import BlankWords
from pipeline.intake.vocabulary import Vocabulary
from pipeline.models.kit import Kit
from pipeline.models.questionnaire import Question
from pipeline.spreadsheets.book import LINE_POINTS, Book, Choices, Entry, Sheet, Styled, height_for

PREPARED_ROWS = 200
"""How many clients the sheet is ready for."""

_HEADER_ROWS = 2
_MARGIN, _GUIDE_WIDTH = 3, 95
_BOLD = 0.85
"""Of a line's characters fit in where letters are bold."""
_HEADER_LINES = 4
"""A question that needs more gets a wider column."""

_NARROWEST, _WIDEST, _ARROW = 18, 36, 4
_SHORT, _LINE = 64, 254
"""Up to so many characters are a word or two, or a line; more is prose."""

_WIDTHS: Mapping[str, float] = {"number": 18, "moment": 20, "zone": 20, "email": 30}


@dataclass(frozen=True, slots=True)
class _Column:
    """One question: its two headers and what may be typed below them."""

    header: Styled
    code: Styled
    entry: Entry
    width: float


def blank_book(kit: Kit, language: str) -> Book:
    """Return the blank workbook in a language of the kit.

    Raises:
        KitError: the wording of the language lacks a sentence of ``texts.blank``.
    """
    words = BlankWords(kit.questionnaire, kit.wordings[language])
    entries = Entries(Vocabulary.of(kit, {}), words)
    columns = [_column(question, words, entries) for question in _in_order(kit)]
    frozen = f"{'B' if 'name' in kit.questionnaire.by_role else 'A'}{_HEADER_ROWS + 1}"
    return Book((_guide(words), _answers(columns, words, frozen)))


def _in_order(kit: Kit) -> Iterator[Question]:
    """Yield the questions as the columns stand: the name, by which a row is found, then as the kit asks."""
    name = kit.questionnaire.by_role.get("name")
    if name:
        yield name
    yield from (question for question in kit.questionnaire.questions if question is not name)


def _column(question: Question, words: BlankWords, entries: Entries) -> _Column:
    entry = entries.entry(question)
    offered = entry.rule.answers if isinstance(entry.rule, Choices) else ()
    header = Styled(words.asked(question), "header", words.explained(question, offered))
    width = max(_width(question, offered), len(str(header.value)) / _HEADER_LINES / _BOLD + 2)
    return _Column(header, Styled(question.id, "label"), entry, width)


def _width(question: Question, offered: tuple[str, ...]) -> float:
    """Return the width of a column in characters: room for the longest answer, within bounds."""
    if offered:
        return min(max(_NARROWEST, max(map(len, offered)) + _ARROW), _WIDEST)
    if question.kind in _WIDTHS:
        return _WIDTHS[question.kind]
    return 20 if question.characters <= _SHORT else 28 if question.characters <= _LINE else 50


def _answers(columns: list[_Column], words: BlankWords, frozen: str) -> Sheet:
    """Return the sheet to be filled in."""
    headers = [[column.header for column in columns], [column.code for column in columns]]
    return Sheet(
        title=words.say("sheet"),
        rows=headers,
        widths={index: column.width for index, column in enumerate(columns)},
        frozen=frozen,
        entries={index: column.entry for index, column in enumerate(columns)},
        entry_rows=range(_HEADER_ROWS, _HEADER_ROWS + PREPARED_ROWS),
        right_to_left=words.is_right_to_left,
        heights={0: height_for(*((str(column.header.value), column.width * _BOLD) for column in columns))},
    )


def _guide(words: BlankWords) -> Sheet:
    """Return the instructions, with one cell a row: two known words in a row would make it a header."""
    cells = [Styled(words.say("title"), "title"), Styled(words.say("lead"), "note")]
    for heading, text in words.guide():
        cells += [Styled(None), Styled(heading, "heading"), Styled(text, "note")]
    return Sheet(
        title=words.say("guide_sheet"),
        rows=[[None, cell] for cell in cells],
        widths={0: _MARGIN, 1: _GUIDE_WIDTH},
        right_to_left=words.is_right_to_left,
        heights={
            0: 2 * LINE_POINTS,
            **{
                row: height_for((str(cell.value or ""), _GUIDE_WIDTH))
                for row, cell in enumerate(cells)
                if row
            },
        },
    )
