"""A printed report and what its file says about itself."""

from dataclasses import dataclass
from datetime import date

from pipeline.rendering.printing.preflight import Finding

UNDATED = date(1970, 1, 1)
"""The day that a file bears where the day of completion is unknown and it must have one."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a PDF carries besides its pages; :data:`pipeline.rendering.printing.pdf.KEYS` names the entries.

    ``kit_digest`` covers the kit's files that the engine loads, ``input_digest`` everything it prints from.
    ``created`` is the day the questionnaire was completed, or None: a report never bears the day it was made.
    """

    title: str
    author: str
    language: str
    client_id: str
    kit_digest: str
    input_digest: str
    version: str
    created: date | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside a PDF: what its pages were made from, for programs."""

    name: str
    description: str
    content: str


@dataclass(frozen=True, slots=True)
class Document:
    """The bytes of a PDF, how many pages it has, and what is wrong with them.

    ``lacking`` are the characters that no font has; a sign stands in the place of each.
    """

    content: bytes
    pages: int
    findings: tuple[Finding, ...]
    lacking: tuple[str, ...] = ()
