"""What is asked of a preview, and what it shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.models.making import Kind
from pipeline.models.problem import Severity


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to see: one document of a client (empty: the first), in a language (empty: theirs).

    ``page`` is the one that is being looked at, counted from 0; what changes there is shown first.
    """

    client: str = ""
    language: str = ""
    kind: Kind = "report"
    page: int = 0


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whose documents can be looked at."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that is wrong: where, what was found there, what is wrong with it, what to do."""

    where: str
    message: str
    fix: str
    found: str = ""
    severity: Severity = "error"


DRAFT = "-draft"


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page: ``document`` names a PDF by its digest, ``index`` is the page in it, from 0.

    ``key`` is that of an equal page of an earlier edition, so that no picture is drawn twice; that of a draft
    ends in :data:`DRAFT`, after the key of the finished page. ``width`` and ``height`` are points.
    """

    key: str
    document: str
    index: int
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Edition:
    """How everything stands after a change.

    ``remarks`` are known at once; ``findings`` come of a look at the finished pages, None before that: the
    earlier ones stay. ``leaves`` is None where nothing could be printed: earlier pages stay. ``documents``
    are PDFs, among them all that no earlier edition brought. ``is_whole`` is false as long as more is to
    come: pages, or finished ones for drafts, which are made from ``order``. ``places`` are the folders in
    which a change matters. ``practice`` is whose documents they are, in its ``colour`` text can be read.
    """

    wish: Wish
    remarks: tuple[Remark, ...]
    findings: tuple[Remark, ...] | None = None
    leaves: tuple[Leaf, ...] | None = None
    documents: Mapping[str, bytes] = field(default_factory=dict)
    people: tuple[Person, ...] = ()
    languages: tuple[str, ...] = ()
    places: tuple[Path, ...] = ()
    is_whole: bool = True
    order: bytes = b""
    practice: str = ""
    colour: str = ""
