"""The path: from today over one and three years to five, in the client's words where there are any."""

from pipeline.models.roadmap import Path as Ladder
from pipeline.models.roadmap import Rung
from pipeline.rendering.building.answers import QUOTE_LENGTH, quote, shorten
from pipeline.rendering.building.case import Case
from pipeline.rendering.building.levels import mark_at
from pipeline.rendering.fitting.path import fits_page
from pipeline.rendering.views.report import Gate, Path, Step

SHOWN_TODAY = 4
"""How many signs of readiness stand at the first step."""

TOP_CHARACTERS = 190
"""How many letters of the client's words and of a usual last step fit on the top step together."""


WORDS = (QUOTE_LENGTH, 160, 110, 70)
"""Letters that the client's own words may have: the first of these with which the page is not too full."""

GOALS = ("goal_year", "goal_role")


def build_path(case: Case) -> Path:
    """Return four steps, the last one first. Where no ladder surely fits, the client alone names them.

    A kit that has no ladders and asks for no goals has no steps.
    """
    if not case.kit.pathways.ladders and not case.asked.by_role.keys() & set(GOALS):
        return Path("", (), "")
    tried = (_with_words(case, longest) for longest in WORDS)
    direction = case.wording.language.direction
    return next((path for path in tried if fits_page(path, direction)), _with_words(case, WORDS[-1]))


def _with_words(case: Case, longest: int) -> Path:
    """Return the path with the client's own words cut to so many letters."""
    found = case.roadmap.path
    ladder = found if found and found.sure else None
    steps = (
        _later(case, ladder, longest),
        _next_role(case, ladder),
        _year(case, longest),
        _today(case, ladder, longest),
    )
    source = case.words.say("path.source" if ladder else "path.source_unnamed")
    return Path(case.words.say("path.intro"), steps, source)


def _today(case: Case, ladder: Ladder | None, longest: int) -> Step:
    role = shorten(case.client.role_title or "", longest) or (_title(case, ladder.stage) if ladder else "")
    when = case.words.say("path.role" if role else "path.today")
    title = role or case.words.say("path.today_title")
    return Step(when, title, is_quote=False, note="", gates=_shown(case))


def _year(case: Case, longest: int) -> Step:
    said, gates = quote(case, "goal_year", longest), _missing(case)
    when = _when(case, 1, said)
    if not said and not _asked(case):
        return _unnamed(case, when)
    note = case.words.say(_year_note(case, gates)) if _asked(case) else ""
    return Step(when, said or case.words.say("path.year_title"), is_quote=bool(said), note=note, gates=gates)


def _year_note(case: Case, gates: tuple[Gate, ...]) -> str:
    """Return the key of what is said of the signs: open, all there, or all there that were answered."""
    if gates:
        return "path.year_note"
    complete = len(_asked(case)) == len(case.kit.pathways.gates)
    return "path.year_all" if complete else "path.year_answered"


def _next_role(case: Case, ladder: Ladder | None) -> Step:
    when = _when(case, 3, "")
    if ladder is None:
        return _unnamed(case, when)
    if ladder.next_stage is None:
        return Step(
            when, case.words.say("path.top_title"), is_quote=False, note=case.words.say("path.top"), gates=()
        )
    title = case.words.say("path.next_title", title=_title(case, ladder.next_stage))
    return Step(when, title, is_quote=False, note=_evidence(case, ladder.next_stage), gates=())


def _later(case: Case, ladder: Ladder | None, longest: int) -> Step:
    said = quote(case, "goal_role", longest)
    when = _when(case, 5, said)
    if ladder is None or ladder.end_stage is None or ladder.end_stage == ladder.stage:
        own = Step(when, said, is_quote=True, note=case.words.say("path.optional"), gates=())
        return own if said else _unnamed(case, when)
    end = _title(case, ladder.end_stage)
    names = said and len(said) + len(end) <= TOP_CHARACTERS
    note = case.words.say("path.usual_name", title=end) if names else case.words.say("path.optional")
    return Step(when, said or end, is_quote=bool(said), note=note, gates=())


def _unnamed(case: Case, when: str) -> Step:
    note = case.words.say("path.unnamed_note")
    return Step(when, case.words.say("path.unnamed"), is_quote=False, note=note, gates=())


def _when(case: Case, years: int, said: str) -> str:
    when = case.words.say("path.years", n=years)
    return case.words.say("path.in_your_words", when=when) if said else when


def _title(case: Case, stage: Rung) -> str:
    return stage.title or case.wording.stages[stage.id].title


def _evidence(case: Case, stage: Rung) -> str:
    """Return what shows that somebody is ready for a stage; imported occupations bring no such signs."""
    if stage.title:
        return case.words.say("path.related")
    signs = case.wording.stages[stage.id].evidence
    return (
        case.words.say("path.evidence", signs=case.words.say("path.evidence_joint").join(signs))
        if signs
        else ""
    )


def _asked(case: Case) -> tuple[str, ...]:
    """The items of the kit's gates that have an answer: what is unanswered is no sign either way."""
    return tuple(item for item in case.kit.pathways.gates if case.card.items[item].score is not None)


def _missing(case: Case) -> tuple[Gate, ...]:
    gates = tuple(_gate(case, item) for item in _asked(case))
    return tuple(gate for gate in gates if gate.mark != "full")


def _shown(case: Case) -> tuple[Gate, ...]:
    """The signs that the answers show, the kit's gates first, then every other item that names one."""
    others = (item.id for item in case.asked.items if case.card.items[item.id].score is not None)
    named = [item for item in dict.fromkeys((*_asked(case), *others)) if case.wording.questions[item].gate]
    gates = (_gate(case, item) for item in named)
    return tuple(gate for gate in gates if gate.mark == "full")[:SHOWN_TODAY]


def _gate(case: Case, item: str) -> Gate:
    score = float(case.card.items[item].score or 0)
    said = case.wording.questions[item]
    return Gate(mark_at(case, score), case.words.language.sentence(said.gate or said.short))
