"""What is wrong with a kit, collected so that all of it is told at once."""

import re
from collections import Counter
from collections.abc import Container, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import Any, TypeVar

from pydantic import ValidationError

from pipeline.models.wording import WAYS

_Name = TypeVar("_Name", bound=Hashable)

_PLAIN = {
    "extra_forbidden": "is not a known key",
    "missing": "is missing",
    "string_pattern_mismatch": "must be one word of the letters A to Z, digits, and . _ + -",
    "string_type": "must be a text, in quotes",
    "tuple_type": "must be a list, in [ ]",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "model_type": "must be a table",
    "model_attributes_type": "must be a table",
    "dict_type": "must be a table",
    "mapping_type": "must be a table",
}
"""What the validation library says in its own terms, by the kind of fault."""

_HEADER = re.compile(r"\s*\[{1,2}([\w.-]+)\]")
_KEY = re.compile(r"\s*([\w.-]+)\s*=")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of one data file of the kit, for finding the line of an entry.

    ``name`` is what the file is called where a fault is told.
    """

    name: str
    text: str

    @property
    def unread_line(self) -> int | None:
        """The first line that is no UTF-8, from 1; its bytes stand in the text as lone surrogates."""
        found = _SURROGATE.search(self.text)
        return self.text.count("\n", 0, found.start()) + 1 if found else None

    def line_of(self, entry: str) -> int | None:
        """The line on which the entry with this id begins, counted from 1."""
        name = re.escape(entry)
        below = r"(\.[\w.-]+)?"
        pattern = rf'^(\s*(\{{\s*)?id\s*=\s*"{name}"|\[{{1,2}}([\w.-]*\.)?{name}{below}\]|{name}{below}\s*=)'
        found = re.search(pattern, self.text, re.MULTILINE)
        return self.text.count("\n", 0, found.start()) + 1 if found else self._line_under_header(entry)

    def _line_under_header(self, path: str) -> int | None:
        """The line of a key by all the names on the way to it: one that stands under a table's header."""
        table = ""
        for number, line in enumerate(self.text.splitlines(), 1):
            if header := _HEADER.match(line):
                table = header[1]
            elif (key := _KEY.match(line)) and f"{table}.{key[1]}" == path:
                return number
        return None


@dataclass(slots=True)
class Faults:
    """A growing list of sentences, each with file and place."""

    sources: dict[str, tuple[SourceText, ...]]
    found: list[str] = field(default_factory=list)

    def add(self, file: str, entry: str, message: str) -> None:
        """Record a fault of ``entry`` (an id or key; may be empty) in ``file``."""
        self.found.append(f"{self._place(file, entry)}: {message}")

    def add_invalid(self, file: str, error: ValidationError, data: Mapping[str, Any]) -> None:
        """Record every fault that the shape of the file has."""
        for fault in error.errors():
            entry, path = _locate(data, fault["loc"])
            message = _PLAIN.get(fault["type"]) or _plain(fault["msg"])
            self.add(file, entry, f"{path} {message}" if path else message)

    def _place(self, file: str, entry: str) -> str:
        for source in self.sources.get(file, ()):
            line = source.line_of(entry) if entry else None
            if line:
                return f"{source.name}, line {line} ({entry})"
        return f"{file} ({entry})" if entry else file


def _locate(data: Any, location: tuple[int | str, ...]) -> tuple[str, str]:  # noqa: ANN401 - raw TOML
    """Return the id of the innermost entry on the way to a fault, and the keys from there on."""
    entry, path, here = "", [], data
    for step in location:
        known = isinstance(here, dict) and step in here
        inside = known or (isinstance(here, list) and isinstance(step, int) and step < len(here))
        here = here[step] if inside else None
        path.append(str(step))
        if isinstance(here, dict) and "id" in here:
            entry, path = str(here["id"]), []
    if not entry and len(path) > 1 and "." in path[1]:  # names of nested tables, joined when they were read
        entry, path = ".".join(path[:2]), path[2:]
    elif not entry and len(path) > 1:
        entry = path[0] if path[1].isdigit() else path[1]
    return entry, ".".join(step for step in path if not _is_way(step))


def _is_way(step: str) -> bool:
    """Whether a step only names one of several ways to write a value."""
    return step in WAYS or step == "str" or step.startswith(("tuple[", "function-"))


def _plain(message: str) -> str:
    """Turn a sentence of the validation library into one that fits behind a key."""
    return message.removeprefix("Value error, ").replace("Input should be", "should be")


def require(
    name: str | None, known: Container[str], what: str, place: tuple[str, str], faults: Faults
) -> None:
    """Record, at ``place`` (file, entry), that ``name`` is none of the ``known``; None needs nothing."""
    if name is not None and name not in known:
        faults.add(*place, f'there is no {what} "{name}"')


def repeated(names: Iterable[_Name]) -> list[_Name]:
    """Return the names, or other values, that stand there more than once."""
    return [name for name, count in Counter(names).items() if count > 1]


def rises(values: Sequence[int | Fraction]) -> bool:
    """Whether there is at least one value and each is greater than the one before."""
    return bool(values) and all(second - first > 0 for first, second in pairwise(values))
