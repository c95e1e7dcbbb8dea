"""Files that a person names to be written: never among the answers, never where there is no folder."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.practice import Practice

ELSEWHERE = "Nothing was written. Name a file in another place."


def check_target(path: Path, ending: str, practice: "Practice") -> None:
    """Raise :class:`UsageError` if no file with that ending may be written to ``path``."""
    from pipeline.errors import UsageError

    folder = path.resolve().parent
    if path.suffix.lower() != ending:
        raise UsageError(f'"{path}" does not end in {ending}.', f"Name a file that ends in {ending}.")
    if not folder.is_dir():
        raise UsageError(f"There is no folder {folder}.", "Make it, or name a file in another folder.")
    if practice.inputs.resolve() in (folder, *folder.parents):
        raise UsageError(f'"{path}" lies in {practice.inputs}, where the answers are.', ELSEWHERE)
