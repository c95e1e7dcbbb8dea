"""What changed between two assessments, laid out so that a coach can follow it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from fractions import Fraction

from pipeline.cli.printing import count, print_line, print_table
from pipeline.cli.sums import fold, number
from pipeline.cli.words import say_answer, say_position
from pipeline.models.answers import Answer
from pipeline.models.progress import SHORT_WHILE, AnswerChange, MeasureStatus, Progress, ScoreChange
from pipeline.rendering.building.case import Case
from pipeline.rendering.building.plan import action_words
from pipeline.scoring.change import CONFIDENCE

_STANDS: dict[MeasureStatus, str] = {
    "met": "reached",
    "closer": "nearer than last time",
    "same": "as it was",
    "further": "farther than last time",
    "unknown": "no answer to tell by",
}
_COLUMNS = ("Score", "Then", "Now", "Difference", "Needed", "Verdict")


def print_progress(case: Case, progress: Progress, known: Sequence[datetime]) -> None:
    """Print the two times, the position, the facts, the scores, the answers and the measures.

    ``known`` are the times of all assessments before the later one.
    """
    _print(_tell_times(case, progress))
    _print(_tell_known(progress, known))
    _print(_tell_answers(case, "Facts", progress.facts))
    if progress.scores:
        print_line("")
        print_table(_COLUMNS, [_row(case, name, change) for name, change in progress.scores.items()])
        _print(_tell_verdicts(case, progress))
    _print(_tell_answers(case, "Answers", progress.answers))
    _print(_tell_measures(case, progress))


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print_line(line)


def _tell_times(case: Case, progress: Progress) -> Iterator[str]:
    apart = count(progress.days, "day")
    yield f"From {progress.since:%Y-%m-%d %H:%M} to {progress.until:%Y-%m-%d %H:%M}, {apart} apart"
    if rule := case.asked.scoring.position:
        then, now = (say_position(card.position, case.wording) for card in (progress.before, progress.after))
        yield f"  then: {then}"
        yield f"  now: {now}"
        change = progress.scores[rule.axis]
        if then != now and not (change and change.is_reliable):
            yield f"  another name alone is no change to rely on: see the verdict on {_name(case, rule.axis)}"


def _tell_known(progress: Progress, known: Sequence[datetime]) -> Iterator[str]:
    """Name all assessments where there are more than two, and say what a short while means."""
    if len(known) > 1:
        times = ", ".join(f"{moment:%Y-%m-%d %H:%M}" for moment in (*known, progress.until))
        yield from fold(f"Known assessments: {times}", 0, hang=2)
    if progress.days < SHORT_WHILE:
        yield "So short a time seldom shows a change."
    elif known[-1] > progress.since:
        yield f"Compared with the latest that is at least {SHORT_WHILE} days older."


def _tell_answers(case: Case, title: str, changes: Sequence[AnswerChange]) -> Iterator[str]:
    yield ""
    yield f"{title} that changed" if changes else f"{title} that changed: none"
    for change in changes:
        points = "" if change.difference is None else f" ({_added(change.difference)} points)"
        yield from fold(f"{change.item} {case.wording.questions[change.item].text}", 2, hang=4)
        yield from fold(f"{_steps(case, change.item, change.before, change.after)}{points}", 6)


def _row(case: Case, name: str, change: ScoreChange | None) -> list[str]:
    if change is None:
        return [_name(case, name), "–", "–", "–", "–", "too little was answered both times"]
    asked = len(case.areas_of(name)) or 1
    partly = f", over {len(change.areas)} of {asked} areas" if len(change.areas) < asked else ""
    return [
        _name(case, name) + partly,
        f"{float(change.before):.2f}",
        f"{float(change.after):.2f}",
        _signed(change.difference),
        f"{change.needed:.2f}",
        _verdict(change),
    ]


def _verdict(change: ScoreChange) -> str:
    if change.is_reliable:
        return "moved up" if change.difference > 0 else "moved down"
    return "too small a shift to call" if change.difference else "no shift"


def _tell_verdicts(case: Case, progress: Progress) -> Iterator[str]:
    """Tell what is needed and why, and what lies behind a shift that is too small to call."""
    known = {name: change for name, change in progress.scores.items() if change}
    errors = ", ".join(
        f"{change.needed / CONFIDENCE:.2f} for {_name(case, name)}" for name, change in known.items()
    )
    if errors:
        yield from fold(f"Needed: {CONFIDENCE} times the standard error of the difference, {errors}.", 0)
    for name, change in known.items():
        changed = _changed_in(case, progress, change.areas)
        if changed and not change.is_reliable:
            whole = "axis" if name in progress.after.axes else "area"
            verdict = f"{_name(case, name)}: {_verdict(change)} on the whole {whole}"
            yield from fold(f"{verdict}; these answers did change: {', '.join(changed)}.", 0)


def _changed_in(case: Case, progress: Progress, areas: Sequence[str]) -> list[str]:
    changed = {change.item for change in (*progress.facts, *progress.answers)}
    items = [item for item in case.asked.items if item.id in changed and item.dimension in areas]
    return [case.wording.questions[item.id].short or item.id for item in items]


def _tell_measures(case: Case, progress: Progress) -> Iterator[str]:
    if progress.measures:
        yield ""
        yield "Actions that the earlier answers called for, by the answer that measures each"
    for measure in progress.measures:
        title = action_words(case, measure.action).title
        yield from fold(f"{title} ({measure.action}): {_STANDS[measure.status]}", 2)
        yield from fold(f"{measure.item}: {_steps(case, measure.item, measure.before, measure.after)}", 6)


def _steps(case: Case, item: str, before: Answer | None, after: Answer | None) -> str:
    return f"{_said(case, item, before)} → {_said(case, item, after)}"


def _said(case: Case, item: str, answer: Answer | None) -> str:
    return "left blank" if answer is None else say_answer(case, item, answer)


def _name(case: Case, name: str) -> str:
    axis = case.wording.axes.get(name)
    return axis.name if axis else case.wording.dimensions[name].name


def _added(points: Fraction) -> str:
    return f"+{number(points)}" if points > 0 else number(points)


def _signed(points: Fraction) -> str:
    return f"{float(points):+.2f}".replace("-", "−")
