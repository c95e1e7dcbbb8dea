"""Finds sentences that a practice says to everybody where the kit says them under conditions."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.kit.faults import SourceText
from pipeline.models.wording import flatten

_MODEL = "wording.en.toml"
"""What a language is compared with that the kit does not speak itself."""


@dataclass(frozen=True, slots=True)
class Unconditional:
    """A text of a practice: its file in the folder, its line if that is found, and its key."""

    file: str
    line: int | None
    key: str


def find_unconditional(own: Path, below: Sequence[Path]) -> Iterator[Unconditional]:
    """Yield what the folder ``own`` says to everybody where the folders ``below`` it have a condition.

    ``below`` are the folders that it is laid over, the first one winning. A list of variants is a choice that
    was made on purpose, even where its only one has no condition. The files were read before, without fault.
    """
    for path in sorted(own.glob("wording.*.toml")):
        under = [folder / path.name for folder in below if (folder / path.name).is_file()]
        under = under or [folder / _MODEL for folder in below if (folder / _MODEL).is_file()]
        kept: dict[str, Any] = {}
        for each in reversed(under):
            kept |= _texts_of(each.read_text(encoding="utf-8-sig"))
        text = path.read_text(encoding="utf-8-sig")
        source = SourceText(path.name, text)
        for key, said in _texts_of(text).items():
            if not isinstance(said, list) and _has_condition(kept.get(key)):
                yield Unconditional(path.name, source.line_of(key), key)


def _texts_of(source: str) -> dict[str, Any]:
    """Return the texts that may have conditions, by all the names on the way to them."""
    words = tomllib.loads(source)
    texts = {f"texts.{key}": text for key, text in flatten(words.get("texts", {}))}
    areas = words.get("dimensions", {}).items()
    return texts | {f"dimensions.{name}.{part}": text for name, area in areas for part, text in area.items()}


def _has_condition(text: object) -> bool:
    variants = text if isinstance(text, list) else []
    return any("when" in variant or _has_condition(variant.get("text")) for variant in variants)
