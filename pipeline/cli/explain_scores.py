"""Scores, habits and plan told line by line, down to the answers, in the words of the kit."""

from collections.abc import Iterator
from fractions import Fraction

from pipeline.models.client import Answer, Client, Missing
from pipeline.models.kit import Kit
from pipeline.models.roadmap import Roadmap
from pipeline.models.scorecard import DimensionScore, Estimate, Position, Scorecard
from pipeline.models.wording import Wording


def tell_scores(client: Client, card: Scorecard, kit: Kit, wording: Wording) -> Iterator[str]:
    """Tell each axis with its dimensions and each of these with its answers; what they add, adds up."""
    for name, axis in card.axes.items():
        yield ""
        areas = [area.id for area in kit.questionnaire.dimensions if area.axis == name]
        yield f"{wording.axes[name].name}: {_score(axis)}, from {axis.scored} of {axis.areas} areas"
        for area in areas:
            yield from _tell_area(area, client, card, kit, wording)
    for area in (area.id for area in kit.questionnaire.dimensions if not area.axis):
        yield from _tell_area(area, client, card, kit, wording)
    position = card.position
    if position and position.label:
        yield ""
        yield f"Position: {_position(position, wording)}"
    if card.flags:
        yield f"Worth a question: {', '.join(card.flags)}"


def tell_habits(card: Scorecard, wording: Wording) -> Iterator[str]:
    """Tell the level of each habit that has one."""
    if not card.habits:
        return
    yield ""
    yield "Habits"
    for name, habit in card.habits.items():
        if habit.level and habit.score is not None:
            level = wording.levels[habit.level]
            yield f"  {wording.habits[name].name}: {level} ({float(habit.score):.0f} points)"


def tell_plan(roadmap: Roadmap, wording: Wording) -> Iterator[str]:
    """Tell what was chosen, in the order of the plan, and what was not, by priority."""
    yield ""
    yield f"The plan: {_hours(roadmap.total_hours)} in all, for {_hours(roadmap.weekly_hours)} a week"
    weighed = {candidate.id: candidate for candidate in roadmap.candidates}
    for action in roadmap.actions:
        chosen = weighed[action.id]
        title = wording.actions[action.id].title
        yield f"  {action.number}. {action.horizon} days, {_hours(action.hours)}: {title}"
        yield f"     {action.id}, priority {float(chosen.priority):.4f}: {chosen.why}"
    others = [candidate for candidate in roadmap.candidates if not candidate.chosen]
    if others:
        yield "  Not chosen"
    for other in sorted(others, key=lambda candidate: -candidate.priority):
        yield f"     {other.id}, priority {float(other.priority):.4f}: {other.why}"


def _tell_area(area: str, client: Client, card: Scorecard, kit: Kit, wording: Wording) -> Iterator[str]:
    found = card.dimensions[area]
    yield f"  {wording.dimensions[area].name}: {_score(found)}, {_adds(found)}"
    for item in (item for item in kit.questionnaire.items if item.dimension == area):
        scored = card.items[item.id]
        points = "no points" if scored.score is None else f"{_shown(scored.score)} points"
        said = _answer(item.id, client.answers.get(item.id), kit, wording)
        yield f"    {item.id} {wording.questions[item.id].text}"
        yield f"        {said}: {points}, adds {float(scored.contribution):.2f}"


def _position(position: Position, wording: Wording) -> str:
    names = [wording.positions[label] for label in position.between or (position.label,) if label]
    told = names[0] if len(names) == 1 else f"between “{names[0]}” and “{names[1]}”"
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


def _answer(question: str, answer: Answer | None, kit: Kit, wording: Wording) -> str:
    """Write an answer in the words that the client chose."""
    if answer is None:
        return "left blank"
    if isinstance(answer, Missing):
        return wording.missing.get(answer.value, answer.value)
    scale = kit.questionnaire.by_id[question].scale
    if scale:
        return f"{answer} – {wording.scales[scale].labels.get(str(answer), '')}".rstrip(" –")
    return wording.questions[question].options.get(str(answer), str(answer))


def _hours(hours: Fraction) -> str:
    number = f"{float(hours):g}"
    return f"{number} hour" if number == "1" else f"{number} hours"
