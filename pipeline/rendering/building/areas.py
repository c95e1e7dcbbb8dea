"""The areas, one by one and in groups, and the habits."""

from collections.abc import Iterable

from pipeline.models.answers import Missing
from pipeline.models.questionnaire import Dimension, Question
from pipeline.models.questionnaire import Habit as AskedHabit
from pipeline.models.scorecard import DimensionScore
from pipeline.rendering.building.answers import answer_words, cite, most_telling
from pipeline.rendering.building.case import Case
from pipeline.rendering.building.levels import level_of, mark_at, range_of, say_chart, single_level
from pipeline.rendering.building.plan import action_words, used_strength
from pipeline.rendering.building.position import strong_areas
from pipeline.rendering.views.scores import Area, Group, Habit, Slot

CITED = 3
"""How many answers a card cites."""


def build_groups(case: Case) -> tuple[Group, ...]:
    """Return the areas under their axes; areas without an axis make a group of their own."""
    groups = [_group(case, axis.id) for axis in case.asked.axes]
    free = _areas(case, None)
    if free:
        groups.append(_gather(0, case.words.say("areas.heading"), case.words.say("areas.intro"), free))
    return tuple(groups)


def _gather(style: int, heading: str, intro: str, areas: tuple[Area, ...]) -> Group:
    return Group(style, heading, intro, areas, any(area.is_answered for area in areas))


def _group(case: Case, axis: str) -> Group:
    said = case.wording.axes[axis]
    return _gather(case.style(axis), said.heading, said.intro, _areas(case, axis))


def _areas(case: Case, axis: str | None) -> tuple[Area, ...]:
    return tuple(_area(case, area) for area in case.areas_of(axis))


def _area(case: Case, asked: Dimension) -> Area:
    score, said = case.card.dimensions[asked.id], case.wording.dimensions[asked.id]
    level = None if asked.slots else level_of(case, score)
    note = "" if asked.slots else note_on(case, score)
    slots = tuple(_slot(case, item) for item in _items(case, asked.id)) if asked.slots else ()
    cited = () if asked.slots else most_telling(case, (item.id for item in _items(case, asked.id)), CITED)
    numbers = _numbers(case, asked.id)
    return Area(
        id=asked.id,
        style=case.style(asked.axis),
        name=said.name,
        range=None if asked.slots else range_of(score),
        level=level,
        slots=slots,
        note=note,
        alt=case.words.say("area.alt", area=said.name, finding=say_chart(case, score)) if level else "",
        cited=cited,
        good_for=case.words.fill(said.good_for, f"dimensions.{asked.id}.good_for"),
        move_label=_move_label(case, numbers),
        move=_moves(case, numbers) if numbers else _no_move(case, asked, slots),
        is_answered=any(_is_answered(case, item) for item in _items(case, asked.id)),
    )


def _is_answered(case: Case, item: Question) -> bool:
    answer = case.client.answers.get(item.id)
    return answer is not None and not isinstance(answer, Missing)


def note_on(case: Case, score: DimensionScore) -> str:
    """Say that too little was answered, and how much; nothing where there is a score."""
    return (
        ""
        if score.score is not None
        else case.words.say("area.unscored", n=score.answered, items=score.items)
    )


def _items(case: Case, area: str) -> list[Question]:
    return [item for item in case.asked.items if item.dimension == area]


def _slot(case: Case, item: Question) -> Slot:
    points = case.card.items[item.id].score
    mark = None if points is None else mark_at(case, float(points))
    return Slot(mark, answer_words(case, item.id), case.wording.questions[item.id].short)


def _numbers(case: Case, area: str) -> list[int]:
    """The numbers of the plan's actions that serve an area."""
    shares = case.kit.playbook.by_id
    return [action.number for action in case.roadmap.actions if area in shares[action.id].shares]


def say_numbers(case: Case, numbers: Iterable[int]) -> str:
    """Write the numbers of moves as a list: "1 and 6"."""
    return case.words.language.join([case.words.language.number(number) for number in numbers])


def _move_label(case: Case, numbers: list[int]) -> str:
    if not numbers:
        return case.words.say("area.move")
    return case.words.say("area.moves", n=len(numbers), numbers=say_numbers(case, numbers))


def _moves(case: Case, numbers: list[int]) -> str:
    shorts = [
        action_words(case, action.id).short for action in case.roadmap.actions if action.number in numbers
    ]
    return case.words.say("area.moves_said", moves=case.words.say("area.moves_joint").join(shorts))


def _no_move(case: Case, asked: Dimension, slots: tuple[Slot, ...]) -> str:
    """Say that nothing is planned for an area, and why; a kit that advises nothing says nothing."""
    if not case.kit.playbook.ids:
        return ""
    used = used_strength(case)
    if used and used.dimension == asked.id:
        return case.words.say(
            "area.no_move_strength" if asked.id in strong_areas(case) else "area.no_move_best"
        )
    answers = (case.client.answers.get(item.id) for item in _items(case, asked.id))
    open_to = [slot for slot, said in zip(slots, answers, strict=False) if not isinstance(said, Missing)]
    unsettled = sum(slot.mark != "full" for slot in open_to)
    if unsettled:
        return case.words.say("area.no_move_slots", n=unsettled, count=case.words.count(unsettled))
    return case.words.say("area.no_move")


def build_habits(case: Case) -> tuple[Habit, ...]:
    """Return the habits that answers tell of, each with the answers behind it; none where no answer does."""
    habits = tuple(_habit(case, habit) for habit in case.asked.habits if habit.items)
    return habits if any(habit.cited for habit in habits) else ()


def _habit(case: Case, asked: AskedHabit) -> Habit:
    said, level = case.wording.habits[asked.id], case.card.habits[asked.id].level
    numbers = [action.number for action in case.roadmap.actions if action.habit == asked.id]
    return Habit(
        name=said.name,
        line=said.line,
        level=single_level(case, level) if level else None,
        note="" if level else case.words.say("habit.unanswered"),
        cited=tuple(cite(case, item) for item in asked.items if case.card.items[item].score is not None),
        move=case.words.say("habit.moves", n=len(numbers), numbers=say_numbers(case, numbers))
        if numbers
        else "",
    )


def build_foundation(case: Case, groups: tuple[Group, ...]) -> tuple[Area, ...]:
    """Return the areas that carry the habits: those of the kit's first axis."""
    return groups[0].areas if case.asked.axes else ()
