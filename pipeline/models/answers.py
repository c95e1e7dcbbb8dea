"""What somebody can answer to a question, and the part of it that scoring may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a reader of spreadsheets knows answers, and must not load what reads kits
    from pipeline.models.questionnaire import Questionnaire


class Missing(StrEnum):
    """An answer that was given and yet counts as missing. A blank is simply not there."""

    DOES_NOT_APPLY = "does_not_apply"
    RATHER_NOT_SAY = "rather_not_say"


Answer = int | Fraction | str | Missing
"""By the question's kind: the code of a scale (int), the id of an option or of a count's bin (str), a number
(Fraction), free text (str), or one of :class:`Missing`."""


@dataclass(frozen=True, slots=True)
class Responses:
    """All that scoring knows of somebody: answers to items and to the questions that the rules name.

    Made by :func:`responses_of`, which leaves out names, roles, hours, goals and everything else of the
    profile: scores are fair to it because they cannot look at it.
    """

    answers: Mapping[str, Answer]


def responses_of(answers: Mapping[str, Answer], asked: "Questionnaire") -> Responses:
    """Return what scoring may see of ``answers``, which are by question id."""
    return Responses({name: answers[name] for name in asked.heard if name in answers})
