"""``roadmap blank``: the blank questionnaire as a workbook."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.options import Session, command
from pipeline.cli.terminal import say

if TYPE_CHECKING:
    from pipeline.models.kit import Kit


@command("blank")
@click.argument("file", required=False, metavar="[FILE]", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--language", metavar="LANG", help="A language of the kit (default: the practice's).")
def run(session: Session, file: Path | None, *, language: str | None) -> None:
    """Write the blank questionnaire as a workbook to fill in.

    FILE ends in .xlsx (default: clients-blank.xlsx, or with --language clients-blank-LANG.xlsx).
    """
    from pipeline.cli.targets import check_target
    from pipeline.errors import OutputError
    from pipeline.files import write_atomically
    from pipeline.intake.blank import blank_book
    from pipeline.spreadsheets.writing import write_book
    from pipeline.workflow.reading import load_kit_of

    kit = load_kit_of(session.practice)
    spoken = _language(language, kit) if language else session.practice.settings.practice.language
    path = file or Path(f"clients-blank-{spoken}.xlsx" if language else "clients-blank.xlsx")
    check_target(path, ".xlsx", session.practice)
    if path.exists() or path.is_symlink():
        raise OutputError(
            f"{path} is there already.",
            f"Nothing was written. Name another file: type {session.program} {_another(language)}",
        )
    write_atomically(path.absolute(), write_book(blank_book(kit, spoken)))
    say(f"Wrote the blank questionnaire to {path}, in {kit.wordings[spoken].language.name}.")
    session.suggest("check", "reads it, once it is filled in and lies in inputs/")


def _another(language: str | None) -> str:
    """Write what to type for a workbook of another name."""
    return shlex.join(["blank", "another.xlsx", *(["--language", language] if language else [])])


def _language(asked: str, kit: "Kit") -> str:
    """Return a language of the kit by its code; raise :class:`UsageError` if it has no such language."""
    from pipeline.errors import UsageError

    codes = {code.casefold(): code for code in kit.wordings}
    if asked.casefold() not in codes:
        languages = ", ".join(kit.wordings)
        raise UsageError(f'The kit does not speak "{asked}".', f"Its languages are: {languages}.")
    return codes[asked.casefold()]
