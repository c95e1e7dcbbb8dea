"""What a fix-it is made of."""

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.models.problem import Problem
from pipeline.models.wording import Wording
from pipeline.spreadsheets.tables import Table


@dataclass(frozen=True, slots=True)
class Draft:
    """A sheet of ``file`` with its header's row (from 0), and the problems of its rows and cells.

    ``title`` is that of the sheet in the fix-it; ``digests`` are those of the file, and of files of which it
    is a copy itself. ``owner`` says whose row a problem is about. ``others`` are the titles of sheets that
    are not copied, and ``at_large`` the problems of the file as a whole.
    """

    file: str
    title: str
    table: Table
    header: int
    problems: tuple[Problem, ...]
    owner: Callable[[Problem], str]
    digests: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    at_large: tuple[Problem, ...] = ()


def question_of(field: str | None, wording: Wording) -> str:
    """Return the text of a question; none for a problem of no question."""
    words = wording.questions.get(field or "")
    return words.text if words else ""
