"""Every text of every wording file of the built-in kits, with its place and its reader."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from tests.people import BUILT_IN_KITS

Reader = Literal["client", "coach"]

NOT_PRINTED = {"language", "when", "aliases", "spare_aliases", "option_aliases", "missing_aliases"}
"""What no page prints: the language's own facts, conditions, and words that are recognised in an input."""

NO_SENTENCES = ("texts.dates.",)
"""Places that hold patterns of dates."""

FOR_COACHES = ("texts.cohort.", "texts.blank.")
"""Places that a client never reads: the page about many clients, and the guide to the blank workbook."""


@dataclass(frozen=True)
class Text:
    """One text: the file and the place it stands in, its language, who reads it, and its words."""

    file: str
    place: str
    language: str
    reader: Reader
    words: str

    def __str__(self) -> str:
        return f"{self.file}, {self.place}: {self.words}"


@cache
def all_texts() -> tuple[Text, ...]:
    """Return what every wording file says, each file for itself: also what another file replaces."""
    return tuple(
        text for path in sorted(BUILT_IN_KITS.glob("*/wording.*.toml")) for text in _of_file(path.parts)
    )


def languages() -> frozenset[str]:
    """Return the languages that a built-in kit speaks."""
    return frozenset(text.language for text in all_texts())


def _of_file(parts: tuple[str, ...]) -> Iterator[Text]:
    file = "/".join(parts[-2:])
    language = parts[-1].split(".")[1]
    tree = tomllib.loads(BUILT_IN_KITS.joinpath(file).read_text(encoding="utf-8"))
    for place, words in _walk(tree, ""):
        if not place.startswith(NO_SENTENCES):
            yield Text(file, place, language, "coach" if place.startswith(FOR_COACHES) else "client", words)


def _walk(value: Any, place: str) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - raw TOML
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, part in value.items():
            if key not in NOT_PRINTED:
                yield from _walk(part, f"{place}.{key}".removeprefix("."))
    elif isinstance(value, list):
        for number, part in enumerate(value, 1):
            yield from _walk(part, f"{place}.{number}")


def filled(words: str) -> str:
    """Return a text with an easy word in the place of each placeholder, for counting its words."""
    return re.sub(r"\{[a-z_]+\}", "ten", words)
