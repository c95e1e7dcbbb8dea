"""What a new practice says of itself until somebody writes their own words, and clients must not see."""

from collections.abc import Iterator

from pipeline.models.settings import Settings

NAME = "Your practice"
COACH_LINES = frozenset(
    {
        "Independent career advice for professionals and their teams",
        "Short calls, clear steps, and a plan you can start this week",
        "I listen first. Then we choose one next step together",
    }
)
"""What the brands that a practice may begin with say of its coach."""


def find_placeholders(settings: Settings) -> Iterator[str]:
    """Yield a sentence for each setting that is printed or mailed, and is still as it was at first."""
    practice, footer = settings.practice, settings.brand.footer
    found = (
        ("[practice] name", practice.name, practice.name == NAME),
        ("[practice] coach_line", practice.coach_line, practice.coach_line in COACH_LINES),
        ("[brand] footer", footer, NAME in footer),
    )
    return (f"{key} is still “{value}”" for key, value, is_first in found if is_first)
