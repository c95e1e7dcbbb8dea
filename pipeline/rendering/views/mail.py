"""Everything that the mail with a report says, ready to print: the view model of the letter.

No score, level or answer can reach it: it is built without any.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pipeline.rendering.views.report import Brand


@dataclass(frozen=True, slots=True)
class Mail:
    """One letter. ``subject`` is its subject, ``subject_to_coach`` that of a copy for the coach to look at.

    ``document`` is what the attached PDF is called in its file name, ``event`` what the call is called in a
    calendar. ``call`` says when the call is, where the client is; "" without one. ``link`` is the address
    where it is booked or moved, and ``link_label`` stands before it; both are "" where the practice has none.
    ``coach`` and ``practice`` sign it; ``practice`` is "" where it is called as the coach is. ``texts`` are
    the fixed words by their key in the wording.
    """

    language: str
    direction: Literal["ltr", "rtl"]
    subject: str
    subject_to_coach: str
    document: str
    event: str
    call: str
    link: str
    link_label: str
    coach: str
    practice: str
    brand: Brand
    texts: Mapping[str, str]
