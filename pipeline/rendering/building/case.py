"""Everything that the pages about one client are built from."""

from dataclasses import dataclass
from datetime import date

from pipeline.errors import KitError
from pipeline.models.assessment import Assessment
from pipeline.models.client import Client
from pipeline.models.condition import Facts
from pipeline.models.facts import facts_of
from pipeline.models.kit import Kit
from pipeline.models.questionnaire import Dimension, Questionnaire
from pipeline.models.roadmap import Roadmap
from pipeline.models.scorecard import Scorecard
from pipeline.models.settings import Settings
from pipeline.models.wording import Wording
from pipeline.rendering.text.language import Language
from pipeline.rendering.text.words import Words

STYLES = 2
"""Colours with their marks, by which axes are told apart beside their names."""


@dataclass(frozen=True, slots=True)
class Case:
    """All that was worked out for one client, in the kit's words of one language."""

    assessment: Assessment
    kit: Kit
    settings: Settings
    words: Words

    @property
    def client(self) -> Client:
        """Who it is about, with their answers."""
        return self.assessment.client

    @property
    def card(self) -> Scorecard:
        """Their scores."""
        return self.assessment.card

    @property
    def roadmap(self) -> Roadmap:
        """Their plan."""
        return self.assessment.roadmap

    @property
    def wording(self) -> Wording:
        """What the kit says in the language of this report."""
        return self.words.wording

    @property
    def asked(self) -> Questionnaire:
        """What the kit asked."""
        return self.kit.questionnaire

    @property
    def written_on(self) -> date | None:
        """The day on which the client completed the form, where they were; None if unknown."""
        return self.client.completed_at.date() if self.client.completed_at else None

    def style(self, axis: str | None) -> int:
        """Which of the :data:`STYLES` an axis has; a third axis has that of the first again."""
        names = [known.id for known in self.asked.axes]
        return names.index(axis) % STYLES if axis in names else 0

    def areas_of(self, axis: str | None) -> tuple[Dimension, ...]:
        """The dimensions of an axis in the kit's order; None: those without an axis."""
        return tuple(area for area in self.asked.dimensions if area.axis == axis)

    def day(self, when: date, length: str = "short") -> str:
        """Write a date; ``length`` is one of the patterns of the wording (``texts.dates``)."""
        return self.words.language.day(when, self.words.say(f"dates.{length}"))


def open_case(assessment: Assessment, kit: Kit, settings: Settings, language: str) -> Case:
    """Return the case of one client in the kit's words of ``language``.

    Raises:
        KitError: the kit has no wording in this language.
    """
    client, roadmap = assessment.client, assessment.roadmap
    chosen = {action.id for action in roadmap.actions} | ({roadmap.strength} if roadmap.strength else set())
    made = {"plan": "some" if roadmap.actions else "none", "call": "yes" if client.call_at else "no"}
    facts = facts_of(client, assessment.card, chosen=frozenset(chosen), **roadmap.states, **made)
    return Case(assessment, kit, settings, open_words(client, facts, kit, settings, language))


def open_words(client: Client, facts: Facts, kit: Kit, settings: Settings, language: str) -> Words:
    """Return the kit's words of ``language`` for a client of whom ``facts`` are known.

    Raises:
        KitError: the kit has no wording in this language.
    """
    wording = kit.wordings.get(language)
    if wording is None:
        raise KitError(
            f'The kit "{kit.name}" has no wording for the language "{language}".',
            f"Add wording.{language}.toml, or choose one of: {', '.join(kit.wordings)}.",
        )
    practice = settings.practice
    common = {
        "name": " ".join(client.name.split()),
        "coach": practice.coach or practice.name,
        "practice": practice.name,
        "contact": practice.email or practice.phone or practice.name,
        "occupations": kit.occupations.origin.name if kit.occupations else "",
    }
    spoken = Language(wording.language.code, settings.reports.numerals)
    return Words(wording, facts, client.address_form or "neutral", spoken, common)
