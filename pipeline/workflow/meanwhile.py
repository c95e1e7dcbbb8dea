"""What is changed while a run goes on, and shows in the next one."""

from collections.abc import Iterator
from pathlib import Path

from pipeline.files import digest_of_file
from pipeline.models.making import Context
from pipeline.models.problem import Problem
from pipeline.practice import Practice
from pipeline.workflow.reading import digest_kit_of


def tell_changes(practice: Practice, context: Context) -> Iterator[Problem]:
    """Tell of each file of the kit and picture of the brand that is not as it was when the run began.

    ``context`` is what they were then, and what the ledger remembers, so whatever such a file touches is made
    again in the next run.
    """
    try:
        kit = digest_kit_of(practice)
    except OSError:  # somebody is about to change it
        kit = {}
    changed = {name for name in {*kit, *context.kit} if kit.get(name) != context.kit.get(name)}
    files = [practice.own_kit / name for name in sorted(changed)] if kit else [practice.own_kit]
    pictures = sorted(context.pictures.items())
    files += [practice.root / name for name, was in pictures if _now(practice.root / name) != was]
    for file in files:
        yield Problem(
            file=practice.relative(file),
            message="It was changed while reports were made: they show it as it was when the run began.",
            fix="Run the command again: every report that it touches is made again.",
            severity="warning",
        )


def _now(picture: Path) -> str:
    return digest_of_file(picture) or "missing"
