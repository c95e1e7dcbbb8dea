"""One validated row of the intake: who somebody is and what they answered."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

from pipeline.models.answers import Answer, Missing

# Joiners, selectors, marks of direction and fillers (Unicode: Default_Ignorable_Code_Point).
_IGNORABLE = re.compile(
    "[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def fold_id(identity: str) -> str:
    """Return the key by which ids are compared everywhere: no case, no double spaces, one form of a letter.

    What nobody sees counts for nothing, unless there is nothing else. Folding case may take letters apart,
    so they are put together afterwards as well (UAX 15, NFKC).
    """
    if identity.isascii():
        return " ".join(identity.casefold().split())
    folded = unicodedata.normalize("NFKC", identity).casefold()
    folded = " ".join(unicodedata.normalize("NFKC", folded).split())
    return " ".join(_IGNORABLE.sub("", folded).split()) or folded


@dataclass(frozen=True, slots=True)
class Source:
    """Where a row stands: file (as in :class:`~pipeline.models.problem.Problem`), sheet, row from 1."""

    file: str
    sheet: str | None
    row: int


@dataclass(frozen=True, slots=True)
class Consent:
    """What the client agreed to. ``None`` means that the form did not ask or the client left it blank."""

    processing: bool | None = None
    mailing: bool | None = None
    given_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Client:
    """A person as the rest of the pipeline knows them.

    ``id`` is the coach's own id as typed, or one derived from the e-mail address. ``answers`` holds every
    answered question of the kit by its id (profile and free text too). ``hours_a_week`` is None when blank.
    ``completed_at`` and ``call_at`` carry a time zone. ``language`` and ``address_form`` are None when the
    client did not choose.
    """

    id: str
    name: str
    source: Source
    answers: Mapping[str, Answer] = field(default_factory=dict)
    email: str | None = None
    role_title: str | None = None
    hours_a_week: Fraction | None = None
    language: str | None = None
    address_form: str | None = None
    completed_at: datetime | None = None
    call_at: datetime | None = None
    consent: Consent = Consent()

    def text(self, question: str) -> str | None:
        """The client's own words for a free-text question, or None if there are none."""
        answer = self.answers.get(question)
        return answer if isinstance(answer, str) and not isinstance(answer, Missing) else None
