"""What a report is made from, in parts: the input key, and the digest of exactly what the engine prints."""

from collections.abc import Container, Iterable, Mapping
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePosixPath
from sys import intern
from urllib.parse import unquote

import pipeline
from pipeline.files import digest_of_file
from pipeline.models.answers import Missing
from pipeline.models.client import Client
from pipeline.models.kit import Kit
from pipeline.models.making import LAST_TIME, Context, Fingerprint, digest_of
from pipeline.models.questionnaire import Questionnaire
from pipeline.models.review import UNREVIEWED, Review
from pipeline.models.settings import Settings

_HOME = Path(pipeline.__file__).parent
_HOW = {"engine", "workers", "deadline_seconds", "memory_mb", "opaque_file_names"}
"""Settings that say how a run works, and change no page."""
_ENGINE = (
    "weasyprint",
    "pydyf",
    "tinycss2",
    "tinyhtml5",
    "cssselect2",
    "pyphen",
    "fonttools",
    "pikepdf",
    "pillow",
)
_WORDS = ("jinja2", "babel", "segno")
_ROOMS = ("models", "scoring", "planning", "rendering")
_PRINTING = ("rendering/assets", "rendering/printing", "rendering/text")
"""The rooms that printing needs: what all other code does shows in the markup."""
_STYLES = ".css"
_LOADED = (_STYLES, ".ttf", ".otf", ".svg", ".png", ".jpg", ".jpeg")
"""Endings of the kit's files that the engine itself loads; the others reach the page by the markup."""


def context_of(kit: Kit, settings: Settings, root: Path) -> Context:
    """Return what all reports of a run share; ``root`` is the practice's folder."""
    sections = {"practice": settings.practice, "brand": settings.brand, "reports": settings.reports}
    values = {
        f"{section}.{key}": str(value)
        for section, chosen in sections.items()
        for key, value in chosen.model_dump(exclude=_HOW).items()
    }
    names = filter(None, (settings.brand.logo, settings.practice.coach_photo))
    pictures = {name: digest_of_file(root / name) or "missing" for name in names}
    return Context(values, dict(kit.digests), pictures, versions())


def fingerprint_of(  # noqa: PLR0913 - all that a document is made from
    client: Client,
    language: str,
    context: Context,
    asked: Questionnaire,
    earlier: Client | None = None,
    *,
    review: Review = UNREVIEWED,
) -> Fingerprint:
    """Return the input key of one document. Values stand under the ids of the questions they answer.

    ``earlier`` is the client as they answered last time, if that is known: all of it is one value.
    ``review`` is what the coach decided about this document.
    """
    values = {question: _plain(answer) for question, answer in client.answers.items()}
    roles = (
        "name",
        "email",
        "role_title",
        "hours_a_week",
        "language",
        "address_form",
        "completed_at",
        "call_at",
    )
    for role in roles:
        value = getattr(client, role)
        if value is not None:
            values[asked.by_role[role].id if role in asked.by_role else role] = str(value)
    values["id"] = client.id
    if earlier:
        answers = {question: _plain(answer) for question, answer in earlier.answers.items()}
        values[LAST_TIME] = digest_of([str(earlier.completed_at), answers])
    return Fingerprint({**values, **review.values}, language, context)


def sheets_of(markup: str, always: str, sheets: Mapping[str, str]) -> frozenset[str]:
    """Return the names of the stylesheets that a document may load, itself or by another of them.

    ``sheets`` are the texts of the kit's stylesheets by name; ``always`` names the one of every page.
    Whatever speaks of a file by its name, written plainly or as in an address, may load it.
    """
    found: set[str] = set()
    texts = [always, markup]
    while texts:
        text = unquote(texts.pop())
        new = {name for name in sheets if name not in found and PurePosixPath(name).name in text}
        found |= new
        texts += [sheets[name] for name in new]
    return frozenset(found)


def loaded_digest(context: Context, sheets: Container[str]) -> str:
    """Return the digest of the kit's files that the engine loads: ``sheets``, fonts, pictures."""

    def is_loaded(name: str) -> bool:
        ending = Path(name).suffix.lower()
        return ending in _LOADED and (name in sheets or ending != _STYLES)

    return digest_of({name: value for name, value in context.kit.items() if is_loaded(name)})


def page_digest(markup: str, metadata: Mapping[str, str], loaded: str, context: Context) -> str:
    """Return the digest of all that decides the pages: markup, metadata, what is ``loaded``, the engine."""
    engine = {name: context.versions[name] for name in ("career-roadmap", "printing code", *_ENGINE)}
    around = digest_of([dict(metadata), loaded, dict(context.pictures), engine])
    return sha256(f"{around}\n{markup}".encode("utf-8", "surrogatepass")).hexdigest()


def _plain(answer: object) -> str:
    """Write an answer as text that differs for different answers."""
    if isinstance(answer, Missing):
        return answer.name
    # Codes are few, and very many clients give the same.
    return intern(str(answer)) if isinstance(answer, int) else str(answer)


def versions() -> dict[str, str]:
    """Return the versions of the program and of the libraries that shape a page."""
    return {
        "career-roadmap": pipeline.__version__,
        "program code": _code_digest(_ROOMS),
        "printing code": _code_digest(_PRINTING),
        **{name: version_of(name) for name in (*_ENGINE, *_WORDS)},
    }


def version_of(package: str) -> str:
    """Return the version of a package, or that it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _code_digest(rooms: Iterable[str]) -> str:
    """A digest of code that shapes a page, so that a change to it is noticed without a new version."""
    files = sorted(file for room in rooms for file in (_HOME / room).rglob("*.py"))
    return digest_of([[file.relative_to(_HOME).as_posix(), digest_of_file(file)] for file in files])
