"""The page about what changed since an earlier assessment.

See :mod:`pipeline.rendering.views.report` for what the fields have in common.
"""

from dataclasses import dataclass

from pipeline.rendering.views.scores import Mark, Range


@dataclass(frozen=True, slots=True)
class Shift:
    """A score on two occasions. ``id`` is the kit's.

    ``then`` and ``now`` say each, ``finding`` what may be said of the two. A range is None where the score of
    that day is. ``is_axis`` is unset for an area, which stands on levels.
    """

    id: str
    style: int
    name: str
    is_axis: bool
    before: Range | None
    after: Range | None
    then: str
    now: str
    finding: str
    alt: str


@dataclass(frozen=True, slots=True)
class Changed:
    """An answer that changed: short question, both answers in short."""

    question: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """An action of the earlier plan, how its measure stands now, and the answer that tells.

    ``mark`` is None where no answer tells.
    """

    title: str
    mark: Mark | None
    words: str
    answer: str


@dataclass(frozen=True, slots=True)
class Since:
    """The whole page. ``note`` says what to bear in mind; ``unchanged`` stands where no answer changed.

    ``more`` names the changed answers that the page has no room for; ``others`` the scores.
    """

    summary: str
    note: str
    shifts: tuple[Shift, ...]
    others: str
    unchanged: str
    facts: tuple[Changed, ...]
    answers: tuple[Changed, ...]
    more: str
    outcomes: tuple[Outcome, ...]
