"""The call: when it is, what happens in it, and what to think about before."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from pipeline.models.exact import nearest
from pipeline.models.scoring_rules import Pair
from pipeline.rendering.building.answers import quoted
from pipeline.rendering.building.case import Case
from pipeline.rendering.building.levels import top
from pipeline.rendering.views.report import Call, Talk, TalkStep

QUESTIONS = 3

_TURNS = (Fraction(0), Fraction(1, 6), Fraction(1, 2), Fraction(5, 6), Fraction(1))
"""Where one stretch of the call ends and the next begins."""


def build_call(case: Case) -> Call:
    """Return the call as cover, page 2 and page 9 tell of it; without a date it is an invitation."""
    practice = case.settings.practice
    day, time = _moment(case)
    parts = [case.words.say("call.at", day=day, time=time) if day else _invitation(case)]
    if day or practice.booking_url:
        parts.append(case.words.say("call.minutes", n=practice.call_minutes))
    if not day and practice.booking_url:
        parts.append(practice.call_price_text)
    return Call(
        day=day,
        time=time,
        line=case.words.say("call.joint").join(filter(None, parts)),
        minutes=practice.call_minutes,
        price=practice.call_price_text,
        booking_url=practice.booking_url,
        booking_label=case.words.say("call.booking") if practice.booking_url else "",
        booking_shown=practice.booking_url.partition("://")[2].rstrip("/"),
    )


def _moment(case: Case) -> tuple[str, str]:
    """Return day and time of the call where the client is, empty without one."""
    when = case.client.call_at
    if when is None:
        return "", ""
    clock = case.words.language.time(when, case.words.say("dates.time"))
    city = case.words.language.city(when)
    if city:
        return case.day(when.date(), "long"), case.words.say("call.time", time=clock, city=city)
    offset = case.words.language.offset(when)
    return case.day(when.date(), "long"), case.words.say("call.time_offset", time=clock, offset=offset)


def _invitation(case: Case) -> str:
    practice = case.settings.practice
    if practice.booking_url:
        return case.words.say("call.invitation")
    contact = next(filter(None, (practice.email, practice.phone, practice.website)), "")
    return case.words.say("call.contact", contact=contact) if contact else case.words.say("call.no_contact")


def build_talk(case: Case) -> Talk:
    """Return page 9: the coach, the call minute by minute, three questions."""
    practice = case.settings.practice
    coach = practice.coach or practice.name
    return Talk(
        coach=coach,
        initials=_initials(coach),
        coach_line=quoted(case, practice.coach_line),
        steps_title=case.words.say("talk.steps_title", n=practice.call_minutes),
        steps=_steps(case),
        questions=build_questions(case),
    )


def _initials(name: str) -> str:
    """Return the first letters of two words; without capitals they would join, so they keep apart."""
    letters = [word[0] for word in name.split()[:2]]
    return ("" if name.lower() != name.upper() else "\u00a0").join(letters).upper()


def _steps(case: Case) -> tuple[TalkStep, ...]:
    texts = [case.words.say(key) for key in case.words.under("talk.step")]
    count = len(texts)
    # A practice may have more steps or fewer than those that the usual turns are for: then they are alike.
    shares = (
        _TURNS if count == len(_TURNS) - 1 else [Fraction(turn, count) for turn in range(count + 1) if count]
    )
    turns = [nearest(share * case.settings.practice.call_minutes) for share in shares]
    spans = ((start, end) for start, end in pairwise(turns))
    return tuple(
        TalkStep(
            case.words.say("talk.minutes" if start else "talk.first_minutes", start=start, end=end), text
        )
        for (start, end), text in zip(spans, texts, strict=True)
    )


def build_questions(case: Case) -> tuple[str, ...]:
    """Return three questions: answers that pull two ways, gaps, areas without answers, the wish."""
    sources = (*ask_pairs(case), *ask_gaps(case), *_unanswered(case), *ask_spare(case))
    return tuple(dict.fromkeys(filter(None, sources)))[:QUESTIONS]


def ask_pairs(case: Case) -> Iterator[str]:
    """Yield what to ask about answers that pull two ways."""
    for pair in case.asked.scoring.pairs:
        answers = [case.client.answers.get(item) for item in (pair.first, pair.second)]
        if all(isinstance(answer, int) and answer >= pair.at_least for answer in answers):
            yield _ask_of(case, pair)


def _ask_of(case: Case, pair: Pair) -> str:
    """Ask what two answers have to do with each other, in the kit's words for them if it has any."""
    own = f"two_ways.{pair.first}-{pair.second}"
    if own in case.wording.texts:
        return case.words.say(own)
    said = (case.wording.questions[item] for item in (pair.first, pair.second))
    first, second = (words.short or words.text for words in said)
    return case.words.say("talk.two_ways", first=first, second=second)


def ask_gaps(case: Case) -> Iterator[str]:
    """Yield what to ask of each area that is not in place, the one with the greatest need first."""
    scored = {name: area.score for name, area in case.card.dimensions.items() if area.score is not None}
    needs = case.roadmap.needs
    for area in sorted(scored, key=lambda name: (-needs.get(name, Fraction(0)), scored[name])):
        if scored[area] < top(case):
            yield case.words.fill(case.wording.dimensions[area].ask, f"dimensions.{area}.ask")


def _unanswered(case: Case) -> Iterator[str]:
    """Yield what to ask of the first area without a score; one such question is enough."""
    blank = [name for name, area in case.card.dimensions.items() if area.score is None]
    for name in blank[:1]:
        yield case.words.say("talk.unanswered", area=case.wording.dimensions[name].name)


def ask_spare(case: Case) -> Iterator[str]:
    """Yield the questions that suit everybody."""
    yield from (case.words.say(key) for key in case.words.under("talk.question"))
