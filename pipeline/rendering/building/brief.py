"""Puts the coach's brief together: one page to read before the call, and never more than one."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.models.assessment import Assessment
from pipeline.models.kit import Kit
from pipeline.models.settings import Settings
from pipeline.rendering.building.answers import QUOTE_LENGTH, shorten
from pipeline.rendering.building.axes import build_axes
from pipeline.rendering.building.brand import build_brand
from pipeline.rendering.building.brief_parts import (
    FIRST_CHANGES,
    ask_all,
    build_quotes,
    say_areas,
    say_blank,
    say_left,
    say_no_moves,
    say_since,
)
from pipeline.rendering.building.case import Case, open_case
from pipeline.rendering.building.plan import build_moves
from pipeline.rendering.building.position import build_position, build_wish
from pipeline.rendering.building.talk import build_call
from pipeline.rendering.fitting.brief import TYPES, Type
from pipeline.rendering.fitting.widths import ROOM
from pipeline.rendering.views.brief import Brief, LinesIn
from pipeline.rendering.views.report import Lead, Move
from pipeline.rendering.views.scores import Axis

MOVES = 3
QUESTIONS = 8
AXES = 3
"""The most axes that stand on the page with all about them; further ones are named with their score."""

ENOUGH_LINES = 3
"""Fewer lines at the foot are worth less than those that one of the columns has room for."""

FURTHER = 6
"""The most further axes that are named; of the rest the number is told."""

LONGEST_NAME, LONGEST_ROLE, SHORT_QUOTES = 100, 70, (85, 45)
"""Letters after which a name or a role is cut, and quotations where three long ones leave no room."""


def build_brief(assessment: Assessment, kit: Kit, settings: Settings, language: str) -> Brief:
    """Return everything that the page for the coach prints, in the kit's words of ``language``.

    The same arguments always give the same brief; no clock is read.

    Raises:
        KitError: the kit does not speak the language, or lacks a text.
        TemplateError: a text of the kit cannot be filled.
    """
    case = open_case(assessment, kit, settings, language)
    name, words = shorten(case.client.name, LONGEST_NAME), case.words
    about, position, (axes, others) = _about(case), build_position(case), _axes(case)
    wish, high = build_wish(case), TYPES[case.wording.language.direction]
    columns = _fill(case, ROOM - high.head(name, about, position), high.axes(axes, others, wish))
    return Brief(
        client_id=case.client.id,
        name=name,
        language=language,
        direction=case.wording.language.direction,
        page=settings.reports.page,
        title=words.say("brief.title"),
        foot=words.say("brief.foot"),
        date=case.written_on,
        brand=build_brand(settings),
        call=build_call(case).line if case.client.call_at else words.say("brief.no_call"),
        about=about,
        position=position,
        axes=axes,
        others=others,
        wish=wish,
        quotes=columns.quotes,
        moves=columns.moves,
        no_moves=say_no_moves(case),
        since=columns.since,
        questions=columns.questions,
        blank=say_blank(case),
        lines=columns.lines,
        lines_in=columns.lines_in,
        texts={key.removeprefix("brief.page."): words.say(key) for key in words.under("brief.page")},
    )


@dataclass(frozen=True, slots=True)
class _Columns:
    """What of a client fits into the two columns, and where lines to write on still do."""

    quotes: tuple[Lead, ...]
    moves: tuple[Move, ...]
    since: tuple[str, ...]
    questions: tuple[str, ...]
    lines_in: LinesIn
    lines: int


def _fill(case: Case, room: int, standing: int) -> _Columns:
    """Fill the columns, which are ``room`` high.

    The axes, ``standing`` so high, go into the first column where nothing else does, else into the second.
    """
    high = TYPES[case.wording.language.direction]
    idle = high.text(say_no_moves(case))
    quotes, moves, since, left = _first_column(case, room - idle)
    used = (standing if left else 0) + high.text(say_blank(case))
    questions, right = high.fill(ask_all(case)[:QUESTIONS], room - used - high.heading)
    lines_in, lines = _find_lines(high, room, (left or standing) + idle, used + high.heading + right)
    return _Columns(quotes, moves, since, questions, lines_in, lines)


def _find_lines(high: Type, room: int, first: int, second: int) -> tuple[LinesIn, int]:
    """Return where there is room for lines to write on, and for how many, by the heights of the columns."""
    below = high.rules(room - max(first, second))
    if below >= ENOUGH_LINES:
        return "foot", below
    return ("first" if first <= second else "second"), high.rules(room - min(first, second))


def _about(case: Case) -> str:
    """Say the role and the day of the answers, as far as they are known."""
    written = case.written_on
    role = shorten(case.client.role_title or "", LONGEST_ROLE)
    answered = case.words.say("brief.answered", day=case.day(written, "plain")) if written else ""
    if not role:
        return answered[:1].upper() + answered[1:]
    return case.words.say("foot_joint").join(filter(None, (role, answered)))


def _axes(case: Case) -> tuple[tuple[Axis, ...], str]:
    """Return the axes that stand on the page, and a sentence with the scores of further ones, or of areas."""
    axes = build_axes(case)
    if not axes:
        return (), say_areas(case)
    shown, further = axes[:AXES], axes[AXES:]
    said = [case.words.say("brief.axis", name=axis.name, said=axis.said) for axis in further[:FURTHER]]
    if further[FURTHER:]:
        said.append(case.words.say("brief.more", n=len(further) - FURTHER))
    return shown, case.words.say("brief.axes", axes=case.words.say("since.joint").join(said)) if said else ""


def _first_column(case: Case, room: float) -> tuple[tuple[Lead, ...], tuple[Move, ...], tuple[str, ...], int]:
    """Return quotations, moves and changes that fit under each other, and how much of the room they take.

    Quotations are cut where the rest needs their room. What changed always has room for its first lines:
    moves give way to these.
    """
    high = TYPES[case.wording.language.direction]
    moves, since = build_moves(case)[:MOVES], say_since(case)
    least = high.heading + sum(high.each([*since[:FIRST_CHANGES], say_left(case, 1)])) if since else 0
    whole = high.heading + sum(high.each(since)) if since else 0
    quotes = build_quotes(case, QUOTE_LENGTH)
    if high.quotes(quotes) + high.moves(moves) + whole > room:
        quotes = build_quotes(case, SHORT_QUOTES[0])
    if high.quotes(quotes) + high.moves(moves[:1]) + least > room:
        quotes = build_quotes(case, SHORT_QUOTES[1])
    while moves and high.quotes(quotes) + high.moves(moves) + least > room:
        moves = moves[:-1]
    used = high.quotes(quotes) + high.moves(moves)
    told, height = _tell(case, since, room - used - high.heading)
    return quotes, moves, told, used + (high.heading + height if told else 0)


def _tell(case: Case, changes: Sequence[str], room: float) -> tuple[tuple[str, ...], int]:
    """Return the first changes that fit, and how many more there are where they do not all."""
    high = TYPES[case.wording.language.direction]
    told, height = high.fill(changes, room)
    if len(told) == len(changes):
        return told, height
    sign = say_left(case, len(changes))
    told, height = high.fill(changes, room - sum(high.each([sign])))
    rest = say_left(case, len(changes) - len(told))
    return (*told, rest), height + sum(high.each([sign]))
