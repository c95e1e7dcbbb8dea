"""Occupations imported from the O*NET database, and how a role title finds one of them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from pipeline.models.titles import fold_role

Named = Literal["title", "alias"]


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
        for named in ("title", "alias"):
            codes = self._unpacked[named].get(key, "").split()
            if found := tuple(filter(None, map(self.by_code, codes))):
                return named, found
        return None


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
