"""What the review tells the coach of a client, beside what there is to decide."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.models.assessment import Assessment
from pipeline.models.kit import Kit
from pipeline.models.questionnaire import Role
from pipeline.models.settings import Settings
from pipeline.workflow.flags import say_flag

if TYPE_CHECKING:
    from pipeline.rendering.building.case import Case

_WORDS: tuple[Role, ...] = ("goal_year", "goal_role", "obstacle")


def open_coach_case(assessment: Assessment, kit: Kit, settings: Settings) -> "Case":
    """Return the case of a client in the coach's own language."""
    from pipeline.rendering.building.case import open_case

    return open_case(assessment, kit, settings, settings.practice.language)


def tell_plan(case: "Case") -> str:
    """List the actions of the plan with their ids, by which they can be dropped."""
    from pipeline.rendering.building.plan import action_words

    rows = [
        f"{planned.id}: {action_words(case, planned.id).title} ({planned.horizon} days)"
        for planned in case.roadmap.actions
    ]
    if strength := case.roadmap.strength:
        rows.append(f"{strength}: {action_words(case, strength).title} (their strength)")
    return "\n".join(rows)


def tell_words(case: "Case") -> str:
    """Quote all that the client wrote about their goals, whole, each under what was asked."""
    asked = [case.asked.by_role[role] for role in _WORDS if role in case.asked.by_role]
    said = ((case.wording.questions[question.id].text, case.client.text(question.id)) for question in asked)
    return "\n".join(f"{question}\n“{words}”" for question, words in said if words)


def tell_flags(case: "Case") -> str:
    """Tell what is worth a second look: flags, axes that are low, words that the report has to cut."""
    flags = (say_flag(flag, case.wording) for flag in case.card.flags)
    return "\n".join((*flags, *_low_axes(case), *_long_words(case)))


def _low_axes(case: "Case") -> Iterator[str]:
    from pipeline.rendering.building.axes import build_axes
    from pipeline.rendering.building.levels import is_lowest

    said = {axis.name: axis.said for axis in build_axes(case)}
    for axis in case.asked.axes:
        score, name = case.card.axes[axis.id], case.wording.axes[axis.id].name
        if score.score is not None and is_lowest(case, score):
            yield f"{name} is low: {said[name]}."


def _long_words(case: "Case") -> Iterator[str]:
    from pipeline.rendering.building.answers import QUOTE_LENGTH, shorten

    for role in _WORDS:
        question = case.asked.by_role.get(role)
        words = " ".join((case.client.text(question.id) or "").split()) if question else ""
        if question and shorten(words) != words:
            asked = case.wording.questions[question.id].text
            yield f"“{asked}”: {len(words):,} letters, of which pages show about {QUOTE_LENGTH}."


def say_line(assessment: Assessment, kit: Kit, settings: Settings, language: str) -> str:
    """Return a line to paste in a chat with the client, in the client's language."""
    from pipeline.rendering.building.case import open_case
    from pipeline.rendering.building.talk import build_call

    case = open_case(assessment, kit, settings, language)
    call = build_call(case)
    return case.words.say("review.chat", day=call.day, time=call.time)
