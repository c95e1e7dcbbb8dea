"""Everything the coach's brief prints, ready to print: the view model of one page about one client.

The client may read it too, so it says nothing that one would not say to their face. Texts are final strings.
Empty strings and tuples mean "nothing to say here".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pipeline.rendering.views.report import Brand, Lead, Move
from pipeline.rendering.views.scores import Axis

LinesIn = Literal["foot", "first", "second"]
"""Where on the page lines to write on stand: under both columns, or in one of them."""


@dataclass(frozen=True, slots=True)
class Brief:
    """One page for the coach, before the call. ``call`` is when it takes place, where the client is.

    ``about`` is the role and the day of the answers. ``others`` says the scores of further axes, or of
    the areas of a kit without axes. ``quotes`` are the client's own words, each under what was asked.
    ``no_moves`` says why a plan is empty. ``blank`` names areas without enough answers, ``since`` says what
    changed since last time. ``lines`` is how many lines to write on there is room for: ``lines_in`` is
    the foot, or the column that ends sooner where the other one leaves no foot.
    """

    client_id: str
    name: str
    language: str
    direction: Literal["ltr", "rtl"]
    page: Literal["A4", "Letter"]
    title: str
    foot: str
    date: date | None
    brand: Brand
    call: str
    about: str
    position: str
    axes: tuple[Axis, ...]
    others: str
    wish: str
    quotes: tuple[Lead, ...]
    moves: tuple[Move, ...]
    no_moves: str
    since: tuple[str, ...]
    questions: tuple[str, ...]
    blank: str
    lines: int
    lines_in: LinesIn
    texts: Mapping[str, str]
