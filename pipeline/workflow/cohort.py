"""What all clients' answers show together, as figures and as a page. No client's report reads any of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pipeline
from pipeline.models.cohort import Cohort
from pipeline.models.making import digest_of
from pipeline.practice import Practice
from pipeline.scoring.cohort import sum_up
from pipeline.workflow.printing import assets_of
from pipeline.workflow.reading import Reading, score_all


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
    from pipeline.rendering.templates.standalone import embed

    markup, _ = _markup(practice, together)
    return embed(markup, assets_of(practice, together.reading.kit))


def print_page(practice: Practice, together: Together) -> bytes:
    """Return the page as a tagged PDF; the same inputs give the same bytes.

    Raises:
        KitError, TemplateError, SettingsError, RenderError: as for a report.
    """
    from pipeline.rendering.printing.document import Metadata
    from pipeline.rendering.printing.pdf import Printer

    kit, (markup, title) = together.reading.kit, _markup(practice, together)
    settings = practice.settings.practice
    metadata = Metadata(
        title=title,
        author=settings.coach or settings.name,
        language=settings.language,
        client_id="",
        kit_digest=kit.digest,
        input_digest=digest_of(markup),
        version=pipeline.__version__,
        created=together.period[1] if together.period else None,
    )
    printer = Printer(assets_of(practice, kit))
    try:
        return printer.print(markup, metadata).content
    finally:
        printer.close()


def _markup(practice: Practice, together: Together) -> tuple[str, str]:
    """Fill the template; return the page and its title."""
    from pipeline.rendering.building.cohort import build_cohort
    from pipeline.rendering.templates.page import Pages

    kit, settings = together.reading.kit, practice.settings
    sheet = build_cohort(together.cohort, kit, settings, settings.practice.language, together.period)
    return Pages(kit.folders).markup(sheet), sheet.title
