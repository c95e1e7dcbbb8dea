"""What the coach's brief says, part by part, the most important first; what fits is chosen elsewhere."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import get_args

from pipeline.models.answers import Missing
from pipeline.models.progress import AnswerChange, MeasureStatus, Progress
from pipeline.rendering.building.answers import quote
from pipeline.rendering.building.case import Case
from pipeline.rendering.building.levels import level_of
from pipeline.rendering.building.since import build_shifts, by_difference, finding_of, say_change, say_note
from pipeline.rendering.building.talk import ask_gaps, ask_pairs, ask_spare
from pipeline.rendering.views.report import Lead

GOALS = ("goal_year", "goal_role", "obstacle")
"""The roles of the questions that are answered in the client's own words."""

NAMED = 3
"""The most changed answers, or blank areas, that are named one by one."""

MOVED = ("up", "down")
"""The findings about a score that moved by more than chance."""

AREAS = 12
"""The most areas of a kit without axes that are named."""

FIRST_CHANGES = 2
"""Lines about changes that always stand on the page: how long it was, and what became of the plan of then."""


def build_quotes(case: Case, longest: int) -> tuple[Lead, ...]:
    """Return the client's own words, in quotation marks and cut to ``longest`` letters, by what was asked."""
    said = ((role, quote(case, role, longest)) for role in GOALS)
    return tuple(Lead(case.words.say(f"brief.goal.{role}"), words) for role, words in said if words)


def ask_all(case: Case) -> tuple[str, ...]:
    """Return every question worth asking: about the form, answers that pull two ways, areas that are open."""
    sources = chain(_ask_flags(case), ask_pairs(case), ask_gaps(case), ask_spare(case))
    return tuple(dict.fromkeys(filter(None, sources)))


def _ask_flags(case: Case) -> Iterator[str]:
    """Ask about the form first where it did not fit, then about answers that are much alike."""
    flags = set(case.card.flags)
    if "poor-fit" in flags:
        yield case.words.say("brief.flag.poor_fit")
    if flags & {"long-run", "low-variance"}:
        yield case.words.say("brief.flag.alike")


def say_areas(case: Case) -> str:
    """Say the level of every area, where the kit has no axes that sum them up."""
    areas = [area.id for area in case.asked.dimensions]
    said = [
        case.words.say("brief.axis", name=case.wording.dimensions[area].name, said=_level(case, area))
        for area in areas[:AREAS]
    ]
    if areas[AREAS:]:
        said.append(case.words.say("brief.more", n=len(areas) - AREAS))
    return case.words.say("brief.areas", areas=case.words.say("since.joint").join(said))


def _level(case: Case, area: str) -> str:
    """Name the level of an area, or say how many answers it has."""
    score = case.card.dimensions[area]
    level = level_of(case, score)
    return level.words if level else case.words.say("area.unscored", n=score.answered, items=score.items)


def say_no_moves(case: Case) -> str:
    """Say why nothing is planned, for a kit that has actions; nothing where something is."""
    book, rules = case.kit.playbook, case.kit.playbook.plan
    if case.roadmap.actions or not book.ids:
        return ""
    free = rules.hours_share * case.roadmap.weekly_hours * rules.horizons[-1].days / 7
    fits = any(action.hours <= free for action in book.actions) or not book.actions
    return case.words.say(f"brief.no_moves.{'none' if fits else 'hours'}")


def say_blank(case: Case) -> str:
    """Name the areas without a score that may be asked about: not where somebody would rather not say."""
    areas = [
        area.id
        for area in case.asked.dimensions
        if case.card.dimensions[area.id].score is None and not _kept_back(case, area.id)
    ]
    names = [case.wording.dimensions[area].name for area in areas]
    if not names:
        return ""
    listed = case.words.language.join(names[:NAMED])
    return case.words.say("brief.blank_many" if names[NAMED:] else "brief.blank", n=len(names), names=listed)


def _kept_back(case: Case, area: str) -> bool:
    items = (item.id for item in case.asked.items if item.dimension == area)
    return any(case.client.answers.get(item) == Missing.RATHER_NOT_SAY for item in items)


def say_since(case: Case) -> tuple[str, ...]:
    """Say in short what changed since last time: the time, the plan of then, facts, scores, answers.

    The first ``FIRST_CHANGES`` are those that are told wherever there is a change to tell.
    """
    progress = case.assessment.progress
    if progress is None:
        return ()
    time = say_note(case, progress) or case.words.say("brief.since.days", n=progress.days)
    unchanged = case.words.say("since.unchanged") if progress.is_unchanged else ""
    told = [
        time,
        _measures(case, progress),
        unchanged,
        _changed(case, "facts", progress.facts),
        *_scores(case, progress),
        _changed(case, "answers", by_difference(progress)),
    ]
    return tuple(filter(None, told))


def say_left(case: Case, count: int) -> str:
    """Say how many lines about changes the page has no room for."""
    return case.words.say("brief.since.left", n=count)


def _scores(case: Case, progress: Progress) -> Iterator[str]:
    """Say of each score that moved where it was, then name together those that did not."""
    shifts = build_shifts(case, progress)
    shown = len(case.asked.axes) or NAMED
    alike = dict[str, list[str]]()
    for shift in shifts[:shown]:
        finding = finding_of(progress.scores[shift.id])
        if finding in MOVED:
            yield case.words.say(f"brief.since.{finding}", name=shift.name, then=shift.then, now=shift.now)
        else:
            alike.setdefault(finding, []).append(shift.name)
    for finding, names in alike.items():
        yield case.words.say(f"brief.since.{finding}", names=case.words.language.join(names))
    if shifts[shown:]:
        yield case.words.say("brief.since.scores", n=len(shifts) - shown)


def _changed(case: Case, kind: str, changes: Sequence[AnswerChange]) -> str:
    """Name the first changes of a kind, and say how many more there are."""
    named = [say_change(case, change).question for change in changes[:NAMED]]
    if changes[NAMED:]:
        named.append(case.words.say("brief.more", n=len(changes) - NAMED))
    names = case.words.say("since.joint").join(named)
    return case.words.say(f"brief.since.{kind}", n=len(changes), names=names) if named else ""


def _measures(case: Case, progress: Progress) -> str:
    """Say how many actions of the plan of then reached what they aimed for, then how the others stand."""
    if not progress.measures:
        return ""
    counts = Counter(change.status for change in progress.measures)
    others = (status for status in get_args(MeasureStatus) if status != "met" and counts[status])
    rest = [case.words.say(f"brief.measure.{status}", n=counts[status]) for status in others]
    told = [case.words.say("brief.since.measures", n=len(progress.measures), met=counts["met"])]
    if rest:
        told.append(case.words.say("brief.since.rest", rest=case.words.language.join(rest)))
    return " ".join(told)
