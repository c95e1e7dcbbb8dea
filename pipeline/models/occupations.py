"""Occupations imported from the O*NET database, and how a role title finds one of them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from pipeline.models.titles import fold_role

Named = Literal["title", "alias"]

_KINDS: tuple[Named, ...] = ("title", "alias")
"""How an occupation may bear a title, the surer way first."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789 "
"""What the folded titles of the database, which is in English, are written with."""

_SHORTEST, _LONGEST = 5, 100
"""Letters of a title in which a slip is looked for: in a shorter one it makes another word."""


@dataclass(frozen=True, slots=True)
class Occupation:
    """One occupation by its O*NET-SOC ``code``.

    ``zone`` is its job zone, 1 (little preparation) to 5 (extensive), None where the database has no data on
    it. ``close`` are the codes of the occupations most related to it, ``further`` those of supplementary
    ones, the best of each first.
    """

    code: str
    title: str
    zone: int | None
    close: tuple[str, ...] = ()
    further: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """What was imported: the ``file`` by name, its SHA-256, and the database's version where it was told."""

    file: str
    digest: str
    version: str | None = None

    @property
    def name(self) -> str:
        """The database as its makers call it in a credit line."""
        return f"O*NET {self.version} Database" if self.version else "O*NET Database"


@dataclass(frozen=True)
class Occupations:
    """All occupations with all their titles, unpacked when the first title is looked up.

    ``body`` is what :func:`pack` made. Most clients stand on a ladder of the kit, so a run may never need it.
    """

    origin: Origin
    body: str

    @cached_property
    def _unpacked(self) -> Mapping[str, Any]:
        unpacked: Mapping[str, Any] = json.loads(self.body)
        return unpacked

    def by_code(self, code: str) -> Occupation | None:
        """Return the occupation with this code, if there is one."""
        found = self._unpacked["occupations"].get(code)
        if found is None:
            return None
        title, zone, close, further = found
        return Occupation(code, title, zone, tuple(close.split()), tuple(further.split()))

    def find(self, title: str) -> tuple[Named, tuple[Occupation, ...]] | None:
        """Return the occupations that bear a title, and whether it is their own or one of their other ones.

        Case, accents, punctuation and the plural do not matter. An occupation's own title goes before the
        other titles of all.
        """
        key = fold_role(title)
        for named in _KINDS:
            if found := self._bearers(named, key):
                return named, found
        return None

    def find_near(self, title: str) -> Occupation | None:
        """Return an occupation that bears a title but for one slip of the pen, or None if none does.

        It is found by writing every slip, as looking at each of 60,000 titles would take too long.
        """
        key = fold_role(title)
        if not _SHORTEST <= len(key) <= _LONGEST:
            return None
        slips = tuple(_slips(key))
        near = (self._bearers(named, slip) for named in _KINDS for slip in slips)
        return next((found[0] for found in near if found), None)

    def _bearers(self, named: Named, key: str) -> tuple[Occupation, ...]:
        codes = self._unpacked[named].get(key, "").split()
        return tuple(filter(None, map(self.by_code, codes)))


def _slips(title: str) -> Iterator[str]:
    """Yield every title that is this one with a letter too few, too many, or wrong, or with two swapped."""
    for place in range(len(title) + 1):
        before, after = title[:place], title[place:]
        yield from (f"{before}{letter}{after}" for letter in _LETTERS)
        if after:
            yield before + after[1:]
            yield from (f"{before}{letter}{after[1:]}" for letter in _LETTERS)
            yield f"{before}{after[1:2]}{after[0]}{after[2:]}"


def pack(occupations: Iterable[Occupation], others: Mapping[str, Iterable[str]]) -> str:
    """Return the body of :class:`Occupations`; ``others`` are the codes that bear each further title.

    Titles are folded here, once, and not in every run.
    """
    known = sorted(occupations, key=lambda occupation: occupation.code)
    own: dict[str, set[str]] = {}
    aliases: dict[str, set[str]] = {}
    for occupation in known:
        own.setdefault(fold_role(occupation.title), set()).add(occupation.code)
    for title, codes in others.items():
        aliases.setdefault(fold_role(title), set()).update(codes)
    document = {
        "occupations": {
            each.code: (each.title, each.zone, " ".join(each.close), " ".join(each.further)) for each in known
        },
        "title": _joined(own),
        "alias": _joined({key: codes for key, codes in aliases.items() if key}),
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def _joined(titles: Mapping[str, set[str]]) -> dict[str, str]:
    return {key: " ".join(sorted(titles[key])) for key in sorted(titles)}
