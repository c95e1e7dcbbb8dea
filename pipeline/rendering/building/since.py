"""What changed since an earlier assessment: scores, facts, answers, and the measures of the plan of then."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from pipeline.models.progress import (
    SHORT_WHILE,
    AnswerChange,
    MeasureChange,
    MeasureStatus,
    Progress,
    ScoreChange,
)
from pipeline.models.scorecard import AxisScore, DimensionScore, Scorecard
from pipeline.rendering.building.answers import say_answer
from pipeline.rendering.building.axes import say_score
from pipeline.rendering.building.case import Case
from pipeline.rendering.building.levels import level_of, range_of
from pipeline.rendering.building.plan import action_words
from pipeline.rendering.fitting.widths import Fit, fit_changes
from pipeline.rendering.views.scores import Mark
from pipeline.rendering.views.since import Changed, Outcome, Shift, Since

SHIFTS = 6
"""The most scores that the page draws."""

_MARKS: Mapping[MeasureStatus, Mark | None] = {
    "met": "full",
    "closer": "half",
    "same": "empty",
    "further": "empty",
    "unknown": None,
}


def build_since(case: Case) -> Since | None:
    """Return the page about what changed, None without an earlier assessment."""
    progress = case.assessment.progress
    if progress is None:
        return None
    shifts = build_shifts(case, progress)
    outcomes = tuple(_outcome(case, change) for change in progress.measures)
    note, others = say_note(case, progress), _others(case, shifts[SHIFTS:])
    facts = tuple(say_change(case, change) for change in progress.facts)
    answers = tuple(say_change(case, change) for change in by_difference(progress))
    fit = fit_changes(
        shifts[:SHIFTS], outcomes, f"{note}{others}", (facts, answers), case.wording.language.direction
    )
    return Since(
        summary=say_summary(case, progress),
        note=note,
        shifts=shifts[:SHIFTS],
        others=others,
        unchanged=case.words.say("since.unchanged") if progress.is_unchanged else "",
        facts=facts[: fit.facts],
        answers=answers[: fit.answers],
        more=_more(case, fit, facts, answers),
        outcomes=outcomes,
    )


def say_summary(case: Case, progress: Progress) -> str:
    """Say which two days are compared."""
    since = progress.since.astimezone(progress.until.tzinfo).date()
    now, then = (case.day(day, "plain") for day in (progress.until.date(), since))
    return case.words.say("since.summary", then=then, now=now)


def say_note(case: Case, progress: Progress) -> str:
    """Say what to bear in mind where little time has passed; else nothing."""
    return case.words.say("since.soon", n=progress.days) if progress.days < SHORT_WHILE else ""


def build_shifts(case: Case, progress: Progress) -> tuple[Shift, ...]:
    """Return every compared score: the axes in the kit's order, then areas, those that moved first."""
    axes = {axis.id for axis in case.asked.axes}
    names = sorted(progress.scores, key=lambda name: (name not in axes, _rank(progress, name, axes)))
    return tuple(_shift(case, progress, name) for name in names)


def _rank(progress: Progress, name: str, axes: set[str]) -> tuple[bool, float]:
    change = progress.scores[name]
    if name in axes or change is None:
        return change is None and name not in axes, 0.0
    return not change.is_reliable, -abs(float(change.difference))


class _Pair(NamedTuple):
    """One score then and now: an axis over the areas that were scored both times, if it can be compared."""

    before: AxisScore | DimensionScore
    after: AxisScore | DimensionScore


def _shift(case: Case, progress: Progress, name: str) -> Shift:
    change = progress.scores[name]
    pair = _compared(_Pair(_score_of(progress.before, name), _score_of(progress.after, name)), change)
    is_axis = name in case.wording.axes
    called = case.wording.axes[name].name if is_axis else case.wording.dimensions[name].name
    then, now = (case.words.say(f"since.{key}", said=said) for key, said in _said(case, pair))
    finding = _finding(case, change, pair, is_axis=is_axis)
    return Shift(
        id=name,
        style=case.style(name),
        name=called,
        is_axis=is_axis,
        before=range_of(pair.before),
        after=range_of(pair.after),
        then=then,
        now=now,
        finding=finding,
        alt=case.words.say("since.alt", name=called, finding=finding),
    )


def _score_of(card: Scorecard, name: str) -> AxisScore | DimensionScore:
    return card.axes.get(name) or card.dimensions[name]


def _compared(pair: _Pair, change: ScoreChange | None) -> _Pair:
    """Return the scores that the finding speaks of, which may rest on fewer areas than those of the day."""
    if change is None:
        return pair
    numbers = zip(pair, (change.before, change.after), change.sems, strict=True)
    return _Pair(*(replace(score, score=points, sem=sem) for score, points, sem in numbers))


def _said(case: Case, pair: _Pair) -> Iterator[tuple[str, str]]:
    for key, score in zip(("then", "now"), pair, strict=True):
        if isinstance(score, AxisScore):
            yield key, say_score(case, score)
        else:
            level = level_of(case, score)
            unscored = case.words.say("area.unscored", n=score.answered, items=score.items)
            yield key, level.words if level else unscored


def _finding(case: Case, change: ScoreChange | None, pair: _Pair, *, is_axis: bool) -> str:
    """Say whether the score moved, and on what the comparison rests where it is not the whole score."""
    key = finding_of(change)
    said = [case.words.say(f"since.finding.{key}{'' if is_axis or key != 'small' else '_area'}")]
    if change and any(isinstance(score, AxisScore) and score.scored > len(change.areas) for score in pair):
        said.append(case.words.say("since.finding.based_on", n=len(change.areas)))
    return " ".join(said)


def finding_of(change: ScoreChange | None) -> str:
    """Return what may be said of a change: up, down, small, still, or incomparable."""
    if change is None:
        return "incomparable"
    if change.is_reliable:
        return "up" if change.difference > 0 else "down"
    return "small" if change.difference else "still"


def _others(case: Case, rest: tuple[Shift, ...]) -> str:
    """Name the scores that are not drawn."""
    names = case.words.language.join([shift.name for shift in rest])
    return case.words.say("since.others", n=len(rest), names=names) if rest else ""


def by_difference(progress: Progress) -> list[AnswerChange]:
    """Return the changed answers to scales, the largest difference first, then what was blank once."""
    return sorted(progress.answers, key=lambda change: -abs(float(change.difference or 0)))


def say_change(case: Case, change: AnswerChange) -> Changed:
    """Return a changed answer in the words of the kit."""
    before, after = (say_answer(case, change.item, answer) for answer in (change.before, change.after))
    return Changed(case.wording.questions[change.item].short, before, after)


def _more(case: Case, fit: Fit, facts: tuple[Changed, ...], answers: tuple[Changed, ...]) -> str:
    rest = [*facts[fit.facts :], *answers[fit.answers :]]
    if not rest:
        return ""
    named = [change.question for change in rest[: fit.named]]
    names = case.words.say("since.joint").join(named)
    if len(named) < len(rest):
        return case.words.say("since.many_more", n=len(rest), names=names, left=len(rest) - len(named))
    return case.words.say("since.more", n=len(rest), names=names)


def _outcome(case: Case, change: MeasureChange) -> Outcome:
    question = case.wording.questions[change.item]
    answer = say_answer(case, change.item, change.after)
    return Outcome(
        title=action_words(case, change.action).title,
        mark=_MARKS[change.status],
        words=case.words.say(f"since.measure.{change.status}"),
        answer=case.words.say("since.answer", question=question.short or question.text, answer=answer),
    )
