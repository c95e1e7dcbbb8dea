"""The plan page: actions by horizon, with dates, hours and evidence."""

from datetime import timedelta

from pipeline.models.playbook import Strength
from pipeline.models.roadmap import PlannedAction
from pipeline.models.wording import ActionTexts, ActionWording
from pipeline.rendering.building.answers import LONGEST_NAME, QUOTE_LENGTH, quote
from pipeline.rendering.building.case import Case
from pipeline.rendering.building.levels import is_lowest
from pipeline.rendering.fitting.widths import breadth
from pipeline.rendering.text.hours import say_hours
from pipeline.rendering.views.report import Lead, Move, Plan, Stretch

SHORT_NAME = 44
"""Letters of a name that stand on one line of the plan; where it takes more, the obstacle gives way."""


def build_moves(case: Case) -> tuple[Move, ...]:
    """Return every action of the plan, in its order."""
    return tuple(_move(case, action) for action in case.roadmap.actions)


def _move(case: Case, action: PlannedAction) -> Move:
    said = action_words(case, action.id)
    return Move(
        number=action.number,
        title=said.title,
        why=said.why,
        hours=say_hours(case.words, action.hours),
        done=case.words.say("plan.done", done=said.done),
        hurdle=said.hurdle,
        short=case.words.say("plan.short", title=said.title),
        first_step=said.first_step,
    )


def action_words(case: Case, action: str) -> ActionWording:
    """Return the texts of an action that fit how the client works, in the digits of the language."""
    said, book = case.wording.actions[action], case.kit.playbook
    told = {name: getattr(said, name) for name in ActionTexts.model_fields}
    for readers, texts in ((book.variant, said.variant), (book.away, said.away)):
        if readers and case.words.holds(readers):
            told |= {name: text for name in told if (text := getattr(texts, name)) is not None}
            break
    write = case.words.language.sentence
    return said.model_copy(update={name: write(text) for name, text in told.items() if text is not None})


def build_plan(case: Case, moves: tuple[Move, ...]) -> Plan:
    """Return the plan page: every horizon, also those without an action, and the strength.

    A kit that advises nothing has no stretches.
    """
    strength, hours = _strength(case)
    return Plan(
        summary=_summary(case),
        hours_note=case.words.say("plan.hours_note", hours=say_hours(case.words, case.roadmap.weekly_hours)),
        first_step=_first_step(case),
        stretches=_stretches(case, moves) if case.kit.playbook.ids else (),
        strength=strength,
        strength_hours=hours,
        obstacle=quote(
            case, "obstacle", QUOTE_LENGTH - max(0, min(breadth(case.client.name), LONGEST_NAME) - SHORT_NAME)
        ),
        steps_only=case.roadmap.hours_given == "zero",
    )


def _first_step(case: Case) -> str:
    first = case.roadmap.actions[0] if case.roadmap.actions else used_strength(case)
    return action_words(case, first.id).first_step if first else ""


def _stretches(case: Case, moves: tuple[Move, ...]) -> tuple[Stretch, ...]:
    found: list[Stretch] = []
    start = 0
    horizons = case.kit.playbook.plan.horizons
    for horizon in horizons:
        numbers = {action.number for action in case.roadmap.actions if action.horizon == horizon.days}
        title = case.words.say("plan.horizon", n=horizon.days)
        inside = tuple(move for move in moves if move.number in numbers)
        begins = found[-1].ends if found else 0.0
        ends = 100 * horizon.days / horizons[-1].days
        alt = case.words.say(
            "plan.stretch",
            n=len(inside),
            count=case.words.count(len(inside)),
            start=start + 1,
            end=horizon.days,
            days=horizons[-1].days,
        )
        found.append(Stretch(title, _by(case, horizon.days), begins, ends, inside, alt))
        start = horizon.days
    return tuple(found)


def _by(case: Case, days: int) -> str:
    start = case.written_on
    return case.words.say("plan.by", date=case.day(start + timedelta(days=days))) if start else ""


def _summary(case: Case) -> str:
    parts = [_period(case), _amount(case), case.words.say("plan.free_hours", hours=_free_hours(case))]
    said = case.words.say("plan.joint").join(filter(None, parts))
    return said[:1].upper() + said[1:]


def _period(case: Case) -> str:
    start, horizons = case.written_on, case.kit.playbook.plan.horizons
    if start is None:
        return ""
    end = start + timedelta(days=horizons[-1].days)
    begins = case.day(start, "short" if start.year == end.year else "plain")
    return case.words.say("plan.period", start=begins, end=case.day(end, "plain"))


def _amount(case: Case) -> str:
    actions = len(case.roadmap.actions)
    hours = say_hours(case.words, case.roadmap.total_hours)
    return (
        case.words.say("plan.amount", n=actions, count=case.words.count(actions), hours=hours)
        if actions
        else ""
    )


def _free_hours(case: Case) -> str:
    return say_hours(case.words, case.roadmap.weekly_hours, counted=True)


def used_strength(case: Case) -> Strength | None:
    """Return the plan's way to use the highest area; none where even that area is on the lowest level."""
    found = next((one for one in case.kit.playbook.strengths if one.id == case.roadmap.strength), None)
    if found is None or is_lowest(case, case.card.dimensions[found.dimension]):
        return None
    return found


def _strength(case: Case) -> tuple[Lead | None, str]:
    """Return the line that uses the highest area, and what it takes."""
    strength = used_strength(case)
    if strength is None:
        return None, ""
    said = action_words(case, strength.id)
    hours = case.words.say("plan.outside", hours=say_hours(case.words, strength.hours))
    return Lead(
        case.words.say("plan.strength_lead", title=said.title),
        case.words.say("plan.strength", what=said.short, first_step=said.first_step),
    ), hours
