"""What the sentences about a client claim, and what each claim needs: ``claims.<language>.toml``."""

import re
import tomllib
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from pipeline.models.assessment import Assessment
from pipeline.models.condition import Condition, Facts
from pipeline.models.facts import facts_of
from pipeline.rendering.views.report import Report
from tests.wording.texts import Text, all_texts

PLACES = re.compile(
    r"dimensions\.\w+\.(?:good_for|strength|ask)\b|texts\.position\.(?:good_for|base|shown|open)\b"
    r"|texts\.wish\.|texts\.start\.|texts\.two_ways\.|texts\.talk\.question\.wish\b"
)
"""Where the wording of a kit holds sentences that say something of the client who reads them."""


class Claim(BaseModel):
    """A pattern of words, and the condition under which they are true."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    says: str
    needs: Condition

    def is_in(self, words: str) -> bool:
        """Whether ``words`` make the claim."""
        return re.search(self.says, words, re.IGNORECASE) is not None


class ClaimBook(BaseModel):
    """The claims of one language, and the sentences that claim nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    neutral: frozenset[str]
    claims: tuple[Claim, ...]


@cache
def claim_book(language: str = "en") -> ClaimBook:
    """Return the claims of one language."""
    path = Path(__file__).parent / f"claims.{language}.toml"
    return ClaimBook.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))


def claiming_texts() -> tuple[Text, ...]:
    """Return the English sentences of the career kit that say something of the client who reads them."""
    return tuple(
        text
        for text in all_texts()
        if text.file == "career/wording.en.toml" and text.words and PLACES.match(text.place)
    )


def facts(assessment: Assessment) -> Facts:
    """Return what is true of a client."""
    states = {"plan": "some" if assessment.roadmap.actions else "none"}
    states["call"] = "yes" if assessment.client.call_at else "no"
    states |= assessment.roadmap.states
    return facts_of(assessment.client, assessment.card, chosen=frozenset(), **states)


def about_the_client(report: Report) -> tuple[str, ...]:
    """Return the sentences of a report that say something of the client."""
    cards = [area.good_for for group in report.groups for area in group.areas]
    entries = [entry.text for entry in report.build_on]
    texts = [report.position, report.position_note, report.wish, *cards, *entries, *report.talk.questions]
    return tuple(text.replace("\u00a0", " ") for text in texts if text)


def untrue(words: str, true: Facts) -> list[str]:
    """Return the claims that ``words`` make and that are not true."""
    return [claim.says for claim in claim_book().claims if claim.is_in(words) and not claim.needs.holds(true)]
