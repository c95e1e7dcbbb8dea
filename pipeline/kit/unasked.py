"""Finds texts of a practice that nothing prints, or that look like a slip in a built-in name."""

import re
import tomllib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from pipeline.kit.faults import SourceText
from pipeline.kit.text_checks import LISTS, PAGES, table_of
from pipeline.models.wording import flatten

_QUOTED = re.compile(r"""["']([\w.-]+)["']""")
_TEMPLATES = {".html", ".txt"}
_ALIKE = 0.8
"""How like a built-in name one of a list has to be: lists may be added to, and names of a kind are alike."""


@dataclass(frozen=True, slots=True)
class Unasked:
    """A text of a practice: its file in the folder, its line if that is found, its key, the key it is like.

    ``is_printed`` says that it stands in a list of which all is printed: there it is one text more.
    """

    file: str
    line: int | None
    key: str
    near: str | None
    is_printed: bool


def find_unasked(own: Path, below: Sequence[Path]) -> Iterator[Unasked]:
    """Yield what the folder ``own`` says under names that the folders ``below`` it and its own pages lack.

    Names in other tables than those that a practice may add to are faults of the kit, and not told here. The
    files were read before, without fault.
    """
    known = {key for folder in below for path in folder.glob("wording.*.toml") for key in _keys_of(path)}
    quoted = _quoted_in(own)
    for path in sorted(own.glob("wording.*.toml")):
        source = SourceText(path.name, path.read_text(encoding="utf-8-sig"))
        for key in sorted(_keys_of(path) - known):
            table, near = table_of(key), None
            if table in PAGES and not _is_named(key.removeprefix(f"{table}."), quoted):
                near = next(iter(get_close_matches(key, sorted(known), n=1)), None)
            elif table not in LISTS or not (near := _sibling_of(key, known)):
                continue
            yield Unasked(path.name, source.line_of(f"texts.{key}"), key, near, is_printed=table in LISTS)


def _keys_of(path: Path) -> set[str]:
    words = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    return {key for key, said in flatten(words.get("texts", {})) if said is not True}  # true: it is removed


def _quoted_in(folder: Path) -> set[str]:
    """Return every name between quotes in the templates of a folder."""
    pages = (path for path in folder.rglob("*") if path.suffix in _TEMPLATES and path.is_file())
    return {
        name for page in pages for name in _QUOTED.findall(page.read_text(encoding="utf-8", errors="replace"))
    }


def _is_named(name: str, quoted: Collection[str]) -> bool:
    """Whether a template asks for a text: by its whole name, or by one put together from a part of it."""
    return any(
        name == part
        or (part.endswith(".") and name.startswith(part))
        or (part.startswith(".") and name.endswith(part))
        for part in quoted
    )


def _sibling_of(key: str, known: Collection[str]) -> str | None:
    """Return the known name of the same list that a name is like; numbered ones are alike on purpose."""
    head, _, name = key.rpartition(".")
    siblings = [other.removeprefix(f"{head}.") for other in known if other.rpartition(".")[0] == head]
    near = [] if name[-1:].isdigit() else get_close_matches(name, sorted(siblings), n=1, cutoff=_ALIKE)
    return f"{head}.{near[0]}" if near else None
