"""Random clients for the wording, and what their reports say in the kit's own words."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from hypothesis import strategies as st

from pipeline.models.answers import Answer
from pipeline.models.kit import Kit
from pipeline.rendering.views.report import Brand, Report
from tests.people import kit
from tests.strategies import answer_sets, answers_to

NOT_SENTENCES = {"client_id", "anchor", "id", "language", "page", "direction", "booking_url", "booking_shown"}
"""Fields of a report that hold ids, codes and addresses."""


def full_sets(used: Kit | None = None) -> st.SearchStrategy[dict[str, Answer]]:
    """Return sets of answers without a blank."""
    asked = (used or kit()).questionnaire
    fixed = [question for question in asked.questions if question.scale or question.options]
    return st.fixed_dictionaries({question.id: answers_to(question, asked) for question in fixed})


def answers() -> st.SearchStrategy[dict[str, Answer]]:
    """Return sets of answers, with blanks and without."""
    return answer_sets() | full_sets()


def said(value: object) -> Iterator[str]:
    """Yield every text that a report prints, but ids and addresses."""
    if isinstance(value, str):
        yield value
    else:
        for part in _parts(value):
            yield from said(part)


def _parts(value: object) -> tuple[object, ...]:
    if isinstance(value, Mapping):
        return tuple(value.values())
    if isinstance(value, tuple):
        return value
    if not is_dataclass(value) or isinstance(value, Brand):
        return ()
    return tuple(getattr(value, field.name) for field in fields(value) if field.name not in NOT_SENTENCES)


def sentences(report: Report) -> tuple[str, ...]:
    """Return every text of a report once, without blanks that do not break."""
    return tuple(dict.fromkeys(text.replace("\u00a0", " ") for text in said(report) if text))
