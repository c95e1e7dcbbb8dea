"""Scores, habits and plan told line by line, down to the answers, in the words of the kit."""

from collections.abc import Iterator
from fractions import Fraction

from pipeline.cli.words import say_flag, say_position
from pipeline.models.answers import Answer, Missing
from pipeline.models.scorecard import DimensionScore, Estimate, Position
from pipeline.models.wording import Wording
from pipeline.rendering.build_plan import action_words
from pipeline.rendering.case import Case
from pipeline.scoring import Sensitivity, differ


def tell_scores(case: Case) -> Iterator[str]:
    """Tell each axis with its dimensions and each of these with its answers; what they add, adds up."""
    card, wording = case.card, case.wording
    for name, axis in card.axes.items():
        yield ""
        yield f"{wording.axes[name].name}: {_score(axis)}, from {axis.scored} of {axis.areas} areas"
        for area in case.areas_of(name):
            yield from _tell_area(case, area.id)
        yield from _tell_order(case, [area.id for area in case.areas_of(name)])
    for area in case.areas_of(None):
        yield from _tell_area(case, area.id)
    position = card.position
    if position and position.label:
        yield ""
        yield f"Position: {_position(position, wording)}"
    for flag in card.flags:
        yield f"Worth a question: {say_flag(flag, wording)}"


def _tell_order(case: Case, areas: list[str]) -> Iterator[str]:
    """Tell which areas are surely lower than the highest one; the others must not be put in an order."""
    found = {area: case.card.dimensions[area] for area in areas}
    best = max(areas, key=lambda area: found[area].score or 0)
    lower = [case.wording.dimensions[area].name for area in areas if differ(found[best], found[area])]
    if lower:
        yield f"  Clearly lower than {case.wording.dimensions[best].name}: {', '.join(lower)}"
    else:
        yield "  The areas are too close to each other to be put in an order"


def tell_sensitivity(case: Case, found: Sensitivity) -> Iterator[str]:
    """Tell which single answers and weights would give another position, and how little would do."""
    if case.card.position is None or case.card.position.label is None:
        return
    wording = case.wording
    turns = "Another answer to one of these" if found.turns else "No other answer to a single question"
    yield f"  {turns} would change the position"
    for turn in found.turns:
        question, reached = wording.questions[turn.item].text, wording.positions[turn.label]
        yield f"    {turn.item} {question}"
        yield f"        {_worded(case, turn.item, turn.answer)}: {reached}, at {_shown(turn.score)} points"
    tilts = "Another weight of one of these areas" if found.tilts else "No weight of a single area"
    yield f"  {tilts} would change it"
    for tilt in found.tilts:
        area, reached = wording.dimensions[tilt.dimension].name, wording.positions[tilt.label]
        side = "more" if tilt.factor > 1 else "less"
        yield f"    {area}, {side} than {float(tilt.factor):.2f} times its weight: {reached}"


def tell_habits(case: Case) -> Iterator[str]:
    """Tell the level of each habit that has one."""
    if not case.card.habits:
        return
    yield ""
    yield "Habits"
    for name, habit in case.card.habits.items():
        if habit.level and habit.score is not None:
            level = case.wording.levels[habit.level]
            yield f"  {case.wording.habits[name].name}: {level} ({float(habit.score):.0f} points)"


def tell_plan(case: Case) -> Iterator[str]:
    """Tell what was chosen, in the order of the plan, and what was called for and not, by priority."""
    roadmap = case.roadmap
    yield ""
    yield f"The plan: {_hours(roadmap.total_hours)} in all, for {_hours(roadmap.weekly_hours)} a week"
    weighed = {candidate.id: candidate for candidate in roadmap.candidates}
    for action in roadmap.actions:
        chosen = weighed[action.id]
        title = action_words(case, action.id).title
        yield f"  {action.number}. {action.horizon} days, {_hours(action.hours)}: {title}"
        yield f"     {action.id}, priority {float(chosen.priority):.4f}: {chosen.why}"
    if roadmap.strength:
        strength = action_words(case, roadmap.strength)
        yield f"  Strength: {strength.title} ({roadmap.strength}), for the highest area; outside the count"
    yield from _tell_others(case)


def _tell_others(case: Case) -> Iterator[str]:
    """Tell why other actions are not in the plan; those that nothing calls for have no priority."""
    others = [candidate for candidate in case.roadmap.candidates if not candidate.chosen]
    called = sorted((other for other in others if other.priority), key=lambda other: -other.priority)
    if called:
        yield "  Not chosen"
    for other in called:
        title = action_words(case, other.id).title
        yield f"     {title} ({other.id}), priority {float(other.priority):.4f}: {other.why}"
    if rest := len(others) - len(called):
        yield f"  {rest} {'other is' if rest == 1 else 'others are'} not called for by the answers"


def _tell_area(case: Case, area: str) -> Iterator[str]:
    found, wording = case.card.dimensions[area], case.wording
    yield f"  {wording.dimensions[area].name}: {_score(found)}, {_adds(found)}"
    for item in (item for item in case.asked.items if item.dimension == area):
        scored = case.card.items[item.id]
        points = "no points" if scored.score is None else f"{_shown(scored.score)} points"
        yield f"    {item.id} {wording.questions[item.id].text}"
        yield f"        {_answer(case, item.id)}: {points}, adds {float(scored.contribution):.2f}"


def _position(position: Position, wording: Wording) -> str:
    told = say_position(position, wording)
    if position.quadrant:
        told += f", {wording.quadrants[position.quadrant]}"
    return told + (", close to the middle" if position.near_crossroads else "")


def _adds(area: DimensionScore) -> str:
    return f"{area.answered} of {area.items} answered, adds {float(area.contribution):.2f}"


def _score(estimate: Estimate) -> str:
    if estimate.score is None or estimate.low is None or estimate.high is None:
        return "not scored, too few answers"
    return f"{_shown(estimate.score)} (likely {estimate.low:.0f}–{estimate.high:.0f})"


def _shown(points: Fraction) -> str:
    """Write points with two decimals at most."""
    return f"{float(points):.2f}".rstrip("0").rstrip(".")


def _answer(case: Case, question: str) -> str:
    """Write the answer that the client gave."""
    answer = case.client.answers.get(question)
    return "left blank" if answer is None else _worded(case, question, answer)


def _worded(case: Case, question: str, answer: Answer) -> str:
    """Write an answer in the words of the kit."""
    wording = case.wording
    if isinstance(answer, Missing):
        return wording.missing.get(answer.value, answer.value)
    scale = case.asked.by_id[question].scale
    if scale:
        return f"{answer} – {wording.scales[scale].labels.get(str(answer), '')}".rstrip(" –")
    return wording.questions[question].options.get(str(answer), str(answer))


def _hours(hours: Fraction) -> str:
    number = f"{float(hours):g}"
    return f"{number} hour" if number == "1" else f"{number} hours"
