"""What the coach's brief says, part by part, the most important first; what fits is chosen elsewhere."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain

from pipeline.models.answers import Missing
from pipeline.models.progress import Progress
from pipeline.rendering.answers import quoted, shorten
from pipeline.rendering.build_since import build_shifts, by_difference, finding_of, say_change, say_note
from pipeline.rendering.build_talk import ask_gaps, ask_pairs, ask_spare
from pipeline.rendering.case import Case
from pipeline.rendering.view import Lead

GOALS = ("goal_year", "goal_role", "obstacle")
"""The roles of the questions that are answered in the client's own words."""

NAMED = 3
"""The most changed answers, or blank areas, that are named one by one."""


def build_quotes(case: Case, longest: int) -> tuple[Lead, ...]:
    """Return the client's own words, in quotation marks and cut to ``longest`` letters, by what was asked."""
    asked = ((role, case.asked.by_role.get(role)) for role in GOALS)
    said = ((role, shorten(case.client.text(found.id) or "", longest)) for role, found in asked if found)
    return tuple(
        Lead(case.words.say(f"brief.goal.{role}"), quoted(case, words)) for role, words in said if words
    )


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
    """Say in short what changed since last time: facts, answers, scores, the plan of then."""
    progress = case.assessment.progress
    if progress is None:
        return ()
    time = say_note(case, progress) or case.words.say("brief.since.days", n=progress.days)
    told = [time, *_changes(case, progress), *_scores(case, progress), _measures(case, progress)]
    return tuple(filter(None, told))


def _scores(case: Case, progress: Progress) -> Iterator[str]:
    axes = len(case.asked.axes)
    for shift in build_shifts(case, progress)[: axes or NAMED]:
        finding = finding_of(progress.scores[shift.id])
        yield case.words.say(f"brief.since.{finding}", name=shift.name, then=shift.then)


def _changes(case: Case, progress: Progress) -> Iterator[str]:
    if progress.is_unchanged:
        yield case.words.say("since.unchanged")
    for kind, changes in (("facts", progress.facts), ("answers", by_difference(progress))):
        named = [say_change(case, change).question for change in changes[:NAMED]]
        if named:
            names = case.words.say("since.joint").join(named)
            yield case.words.say(f"brief.since.{kind}", n=len(changes), names=names)


def _measures(case: Case, progress: Progress) -> str:
    counts = Counter(change.status for change in progress.measures)
    parts = [case.words.say(f"brief.measure.{status}", n=count) for status, count in counts.items()]
    return case.words.say("brief.since.measures", what=case.words.language.join(parts)) if parts else ""
