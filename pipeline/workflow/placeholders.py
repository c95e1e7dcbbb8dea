"""What a new practice begins with until somebody puts their own in its place: its words, its clients."""

from collections.abc import Iterator, Sequence

from pipeline.files import digest_of_file
from pipeline.intake import CALL_LIST, InputFile
from pipeline.models.problem import Problem
from pipeline.models.settings import Settings
from pipeline.practice import Practice
from pipeline.program import built_in
from pipeline.spreadsheets.places import Place

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


def find_samples(practice: Practice, files: Sequence[InputFile]) -> Iterator[Problem]:
    """Yield a warning on each file of invented clients, as the practice came with it, beside real answers.

    In the program's own folder the samples are the inputs, and nothing tells them from a coach's.
    """
    samples = built_in("inputs")
    answers = [file for file in files if file.layout not in {None, CALL_LIST} and file.rows]
    if len(answers) < 2 or practice.inputs.resolve() == samples.resolve():  # noqa: PLR2004 - one is beside none
        return
    known = {digest_of_file(path) for path in samples.iterdir()} - {None}
    invented = [file for file in answers if file.digest in known]
    for file in invented if len(invented) < len(answers) else ():
        yield Place(file.name).problem(
            "These are the invented clients that came with the practice, beside answers of others.",
            "Delete this file, or reports are made and mails are planned for them too.",
            severity="warning",
        )
