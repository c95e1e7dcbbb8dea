"""The whole check: the inputs, their times, the review, and what the practice gave its pages.

What looks at pages and at decisions is loaded where there are any: most checks need neither.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from pipeline.errors import SettingsError
from pipeline.ledger import Ledger
from pipeline.models.problem import Problem
from pipeline.practice import SETTINGS_FILE, Practice
from pipeline.rendering.assets.brand import check_brand
from pipeline.workflow.clock import check_times
from pipeline.workflow.reading import Reading, check
from pipeline.workflow.reviewing.store import read_review

_ENDINGS = frozenset({".html", ".txt", ".css", ".toml"})


def check_all(practice: Practice, inputs: Sequence[Path], now: datetime) -> Reading:
    """Check the inputs, as :func:`check` does, their times, and what the practice gave its pages.

    Raises:
        TemplateError: a template or a stylesheet cannot be used; every fault is told with its place.
    """
    reading, settings = check(practice, inputs), practice.settings
    brand = (*check_brand(settings.brand, reading.kit.folders), *_check_pictures(practice))
    review = check_review(practice, reading)
    problems = (*brand, *reading.intake.problems, *check_times(reading, now), *review)
    if has_pages(practice):  # the built-in pages are known to be right
        problems += _check_pages(practice, reading)
    return replace(reading, intake=replace(reading.intake, problems=problems))


def check_review(practice: Practice, reading: Reading) -> tuple[Problem, ...]:
    """Return all that is wrong with the review, if there is one."""
    stored = read_review(practice)
    if stored.sheet is None:
        return stored.problems
    from pipeline.workflow.reviewing.decisions import match

    with Ledger(practice.ledger, passing=True) as ledger:
        return match(stored, practice, reading, ledger).problems


def has_pages(practice: Practice) -> bool:
    """Whether the practice has templates, stylesheets or words of its own; the built-in ones are right."""
    return any(path.suffix.lower() in _ENDINGS for path in practice.own_kit.rglob("*"))


def _check_pages(practice: Practice, reading: Reading) -> tuple[Problem, ...]:
    from pipeline.workflow.apart import work_apart
    from pipeline.workflow.proofreading import proofread_whole
    from pipeline.workflow.telling import UNREADABLE

    return work_apart(practice.settings.reports, UNREADABLE, proofread_whole, practice, reading.kit).problems


def _check_pictures(practice: Practice) -> Iterator[Problem]:
    """Yield an error for the logo and for the coach's photo, if it is no picture that can be printed."""
    logo, photo = practice.settings.brand.logo, practice.settings.practice.coach_photo
    if not (logo or photo):
        return
    from pipeline.rendering.assets.pictures import load_logo, load_photo  # needs a library of its own

    for field, name, load in (("brand.logo", logo, load_logo), ("practice.coach_photo", photo, load_photo)):
        try:
            if name:
                load(practice.root / name)
        except SettingsError as error:
            yield Problem(file=SETTINGS_FILE, field=field, found=name, message=error.message, fix=error.hint)
