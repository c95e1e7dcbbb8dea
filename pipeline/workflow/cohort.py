"""What all clients' answers show together, as figures and as a page. No client's report reads any of it."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pipeline
from pipeline.models.cohort import Cohort
from pipeline.models.kit import Kit
from pipeline.models.making import digest_of
from pipeline.practice import Practice
from pipeline.scoring.cohort import sum_up
from pipeline.workflow.apart import work_apart
from pipeline.workflow.printing import assets_of
from pipeline.workflow.reading import Reading, score_all

if TYPE_CHECKING:
    from pipeline.rendering.views.cohort import CohortSheet

_STOPPED = "The page about all clients could not be made:"
"""What is said where making it had to be stopped."""


@dataclass(frozen=True, slots=True)
class Together:
    """A reading, and what the clients in it show together."""

    reading: Reading
    cohort: Cohort

    @property
    def period(self) -> tuple[date, date] | None:
        """The days of the first and of the last completed form; None if no day is known."""
        days = sorted(
            client.completed_at.date() for client in self.reading.intake.clients if client.completed_at
        )
        return (days[0], days[-1]) if days else None


def sum_up_clients(practice: Practice, inputs: Sequence[Path] = ()) -> Together:
    """Check and score all clients, and sum them up.

    Raises:
        InputError: there is nothing to sum up.
    """
    scored = score_all(practice, inputs)
    return Together(scored.reading, sum_up(scored.cards, scored.reading.kit.questionnaire))


def write_page(practice: Practice, together: Together) -> str:
    """Return the page as one HTML document that stands on its own, in the practice's language and brand.

    Raises:
        KitError, TemplateError: the kit lacks a text or a template, or one cannot be filled.
        SettingsError: the logo is no picture that can be used.
    """
    reports, kit = practice.settings.reports, together.reading.kit
    return work_apart(reports, _STOPPED, _fill, practice, kit, _sheet(practice, together))


def print_page(practice: Practice, together: Together) -> bytes:
    """Return the page as a tagged PDF; the same inputs give the same bytes.

    Raises:
        KitError, TemplateError, SettingsError, RenderError: as for a report.
    """
    reports, kit = practice.settings.reports, together.reading.kit
    day = together.period[1] if together.period else None
    return work_apart(reports, _STOPPED, _print, practice, kit, _sheet(practice, together), day)


def _sheet(practice: Practice, together: Together) -> "CohortSheet":
    """Return all that the page says."""
    from pipeline.rendering.building.cohort import build_cohort

    settings = practice.settings
    language = settings.practice.language
    return build_cohort(together.cohort, together.reading.kit, settings, language, together.period)


def _fill(practice: Practice, kit: Kit, sheet: "CohortSheet") -> str:
    """Fill the template, in a process of its own."""
    from pipeline.rendering.templates.page import Pages
    from pipeline.rendering.templates.standalone import embed

    return embed(Pages(kit.folders).markup(sheet), assets_of(practice, kit))


def _print(practice: Practice, kit: Kit, sheet: "CohortSheet", day: date | None) -> bytes:
    """Fill the template and print it, in a process of its own; ``day`` is that of the last answers."""
    from pipeline.rendering.printing.document import Metadata
    from pipeline.rendering.printing.pdf import Printer
    from pipeline.rendering.templates.page import Pages

    markup, settings = Pages(kit.folders).markup(sheet), practice.settings.practice
    metadata = Metadata(
        title=sheet.title,
        author=settings.coach or settings.name,
        language=settings.language,
        client_id="",
        kit_digest=kit.digest,
        input_digest=digest_of(markup),
        version=pipeline.__version__,
        created=day,
    )
    with closing(Printer(assets_of(practice, kit))) as printer:
        return printer.print(markup, metadata).content
