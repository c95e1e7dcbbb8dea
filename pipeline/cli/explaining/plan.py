"""The plan with its numbers: what speaks for an action, and what fits."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from pipeline.cli.explaining.needs import tell_needs
from pipeline.cli.sums import fold, hours, number
from pipeline.cli.words import say_answer, say_given
from pipeline.models.condition import Condition
from pipeline.models.playbook import Action, Horizon, Mode
from pipeline.models.roadmap import Candidate
from pipeline.planning.choice import DAYS_A_WEEK
from pipeline.rendering.building.case import Case
from pipeline.rendering.building.plan import action_words

_MODES: dict[Mode, str] = {
    "on-the-job": "by doing it",
    "people": "with other people",
    "course": "by learning",
}


def tell_plan(case: Case) -> Iterator[str]:
    """Tell needs, then what was chosen in the order of the plan, then what was not and why."""
    yield ""
    if not case.kit.playbook.ids:
        yield "The plan: none, as this kit advises no actions"
        return
    yield from tell_needs(case)
    roadmap, rules = case.roadmap, case.kit.playbook.plan
    yield ""
    yield f"The plan: {hours(roadmap.total_hours)} in all, for {hours(roadmap.weekly_hours)} a week"
    if roadmap.hours_given != "given":
        said = "has none" if roadmap.hours_given == "zero" else "did not say"
        yield f"  The client {said}: {hours(rules.default_hours)} a week are taken"
    ease = number(rules.ease)
    yield f"  Priority: Σ share · need · answered part of the area · {ease} / ({ease} + hours)"
    yield "  In each stretch the highest priority comes first, at most one action of a habit"
    for horizon in rules.horizons:
        yield from _tell_stretch(case, horizon)
    yield from _tell_strength(case)
    yield from _tell_others(case)


def _tell_stretch(case: Case, horizon: Horizon) -> Iterator[str]:
    roadmap, rules = case.roadmap, case.kit.playbook.plan
    weighed = {candidate.id: candidate for candidate in roadmap.candidates}
    share, weekly = number(rules.hours_share), number(roadmap.weekly_hours)
    free = rules.hours_share * roadmap.weekly_hours * horizon.days / DAYS_A_WEEK
    taken = sum((each.hours for each in roadmap.actions if each.horizon <= horizon.days), Fraction(0))
    most = f"at most {horizon.actions} {'action' if horizon.actions == 1 else 'actions'}"
    fits = f"{share} · {weekly} · {horizon.days} / {DAYS_A_WEEK} = {number(free)} hours are free"
    yield ""
    yield from fold(f"By day {horizon.days}: {most}; {fits}; taken so far: {number(taken)}", 2)
    for planned in (each for each in roadmap.actions if each.horizon == horizon.days):
        title = action_words(case, planned.id).title
        yield from fold(f"{planned.number}. {title} ({planned.id}), {hours(planned.hours)}", 4, hang=3)
        yield from fold(_weighed(case, weighed[planned.id]), 7)
        yield from fold(f"called for by {_called(case, planned.id)}", 7)
        yield from fold(_done(case, planned.id), 7)
    if not any(each.horizon == horizon.days for each in roadmap.actions):
        yield "    nothing"


def _weighed(case: Case, candidate: Candidate) -> str:
    """Write how a priority was computed."""
    action, priority = case.kit.playbook.by_id[candidate.id], number(candidate.priority)
    if action.priority is not None:
        return f"priority {priority}, as the kit gives it"
    ease, parts = number(case.kit.playbook.plan.ease), list(_parts(case, action))
    easy = f"{ease} / ({ease} + {number(action.hours)})"
    total = parts[0] if len(parts) == 1 else f"({' + '.join(parts)})"
    return f"priority: {total} · {easy} = {priority}"


def _parts(case: Case, action: Action) -> Iterator[str]:
    for name, share in action.shares.items():
        area = case.card.dimensions[name]
        yield f"{number(share)} · {number(case.roadmap.needs[name])} · {area.answered} / {area.items}"


def _called(case: Case, name: str) -> str:
    """Write the answers and scores that an action was called for by."""
    action = case.kit.playbook.by_id[name]
    holding = [part for part in action.when.parts() if case.words.holds(part)] if action.when else []
    said = [told for part in holding if (told := _fact(case, part))]
    said += [f"{action.needs}, which comes before it"] if action.needs else []
    return ", ".join(dict.fromkeys(said)) or "no answer: it is for everybody"


def _done(case: Case, name: str) -> str:
    """Write what shows that an action was done, how it is done, and what helps."""
    action, said = case.kit.playbook.by_id[name], action_words(case, name)
    parts = [f"done when {said.done}"]
    if measure := action.measure:
        parts.append(f"{measure.item} is then “{say_answer(case, measure.item, measure.to)}” or better")
    parts.append(_MODES[action.mode])
    return "; ".join(filter(None, [*parts, said.resource]))


def _fact(case: Case, part: Condition) -> str:
    if item := part.answer or part.points:
        return f"{item} ({say_given(case, item)})"
    if part.score:
        estimate = case.card.dimensions.get(part.score) or case.card.axes[part.score]
        return f"{part.score} ({'no score' if estimate.score is None else number(estimate.score)})"
    return f"{part.chosen} in the plan" if part.chosen else part.habit or part.state or ""


def _tell_strength(case: Case) -> Iterator[str]:
    strength = next((each for each in case.kit.playbook.strengths if each.id == case.roadmap.strength), None)
    if strength is None:
        return
    area, name = case.card.dimensions[strength.dimension], case.wording.dimensions[strength.dimension].name
    told = f"{action_words(case, strength.id).title} ({strength.id}), {hours(strength.hours)}"
    yield ""
    yield from fold(f"Strength, outside the count: {told}", 2)
    highest = "the highest area" + (" that is left" if case.assessment.review.dropped else "")
    yield from fold(f"{name} ({strength.dimension}) is {highest}: {number(area.score or 0)}", 4)


def _tell_others(case: Case) -> Iterator[str]:
    """Tell why other actions are not in the plan; those that nothing calls for have no priority."""
    others = [candidate for candidate in case.roadmap.candidates if not candidate.chosen]
    called = sorted((other for other in others if other.priority), key=lambda other: -other.priority)
    if called:
        yield ""
        yield "  Not chosen, though called for"
    for other in called:
        title = action_words(case, other.id).title
        yield from fold(f"{title} ({other.id}), {hours(other.hours)}: {other.why}", 4)
        yield from fold(f"{_weighed(case, other)}; called for by {_called(case, other.id)}", 7)
    yield from _tell_rest([other for other in others if not other.priority])


def _tell_rest(others: Sequence[Candidate]) -> Iterator[str]:
    for why in dict.fromkeys(other.why for other in others):
        names = [other.id for other in others if other.why == why]
        yield ""
        yield from fold(f"{why[0].upper()}{why[1:]} ({len(names)}): {', '.join(names)}", 2)
