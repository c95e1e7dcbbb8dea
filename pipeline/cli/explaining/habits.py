"""The habits with the answers behind them."""

from collections.abc import Iterator

from pipeline.cli.sums import fold, mean, number
from pipeline.rendering.building.case import Case


def tell_habits(case: Case) -> Iterator[str]:
    """Tell the level of each habit, and the mean that it is read off."""
    habits = {habit.id: habit.items for habit in case.asked.habits if habit.items}
    if not habits:
        return
    levels = case.asked.scoring.levels
    starts = ", ".join(f"{case.wording.levels[level.id]} from {number(level.at_least)}" for level in levels)
    yield ""
    yield f"Habits: means of their answered items; {starts}"
    for name, items in habits.items():
        scores = [(item, points) for item in items if (points := case.card.items[item].score) is not None]
        level = case.card.habits[name].level
        told = (
            f"{case.wording.habits[name].name}: {case.wording.levels[level] if level else 'nothing answered'}"
        )
        if scores:
            told += f"; {' '.join(item for item, _ in scores)}: {mean([points for _, points in scores])}"
        yield from fold(told, 2)
