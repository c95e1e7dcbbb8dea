"""Puts the page about many clients together. Groups of fewer than five are not broken down."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from pipeline.models.cohort import SMALLEST_GROUP, Cohort, Distribution, Missed, Places, ScaleFigures
from pipeline.models.condition import Facts
from pipeline.models.exact import nearest
from pipeline.models.kit import Kit
from pipeline.models.settings import Settings
from pipeline.rendering.building.brand import build_brand
from pipeline.rendering.building.case import STYLES
from pipeline.rendering.fitting.cohort import Shown, fit_sheet
from pipeline.rendering.text.language import Language
from pipeline.rendering.text.words import Words
from pipeline.rendering.views.cohort import CohortSheet, Count, Counts, Plot, ScaleRow, Spread
from pipeline.rendering.views.report import Lead

_REASONS = ("blank", "does_not_apply", "rather_not_say", "no_points")


@dataclass(frozen=True, slots=True)
class _Desk:
    """What the parts of the page are built from."""

    cohort: Cohort
    kit: Kit
    words: Words

    def number(self, value: float | None) -> str:
        return (
            self.words.say("cohort.nothing") if value is None else self.words.language.number(nearest(value))
        )

    def coefficient(self, value: float | None) -> str:
        """Write a coefficient with two decimals."""
        return self.words.say("cohort.nothing") if value is None else self.words.language.fixed(value, 2)


def build_cohort(
    cohort: Cohort, kit: Kit, settings: Settings, language: str, period: tuple[date, date] | None
) -> CohortSheet:
    """Return everything that the page prints; ``period`` holds the days of the first and the last answers.

    Raises:
        KitError: the kit lacks a text.
        TemplateError: a text of the kit cannot be filled.
    """
    wording = kit.wordings[language]
    nobody = Facts({}, lambda _: None, lambda _: None, lambda _: None)
    spoken = Language(wording.language.code, settings.reports.numerals)
    desk = _Desk(cohort, kit, Words(wording, nobody, "neutral", spoken, {"practice": settings.practice.name}))
    return fit_sheet(partial(_build_sheet, desk, settings, period))


def _build_sheet(
    desk: _Desk, settings: Settings, period: tuple[date, date] | None, shown: Shown
) -> CohortSheet:
    words, wording, cohort = desk.words, desk.words.wording, desk.cohort
    is_small = cohort.clients < SMALLEST_GROUP
    spreads = () if is_small else tuple(_spreads(desk))
    drawn, figures = _choose(spreads, shown.spreads), cohort.scales[: shown.scales]
    return CohortSheet(
        language=wording.language.code,
        direction=wording.language.direction,
        page=settings.reports.page,
        title=words.say("cohort.title"),
        summary=_summary(desk, period),
        few=words.say("cohort.few", least=SMALLEST_GROUP) if is_small else "",
        foot=words.say("cohort.foot"),
        brand=build_brand(settings),
        is_tight=shown.is_tight,
        spreads=drawn,
        more=_more(desk, len(spreads) - len(drawn)),
        positions=None if is_small else _places(desk, "positions", cohort.positions, wording.positions),
        quadrants=None if is_small else _places(desk, "quadrants", cohort.quadrants, wording.quadrants),
        flags=None if is_small else _flags(desk, shown.flags),
        scales=() if is_small else tuple(_scale(desk, one) for one in figures),
        scale_notes=() if is_small else tuple(_scale_notes(desk, figures)),
        notes=(*_with_rest(desk, figures), *_notes(desk)),
        texts={key.removeprefix("cohort.page."): words.say(key) for key in words.under("cohort.page")},
    )


def _choose(spreads: tuple[Spread, ...], count: int | None) -> tuple[Spread, ...]:
    """Return so many rows in their order, those of areas left out before those of axes, each from the end."""
    ranked = sorted(range(len(spreads)), key=lambda place: not spreads[place].is_axis)
    return tuple(spreads[place] for place in sorted(ranked[:count]))


def _more(desk: _Desk, count: int) -> str:
    """Say how many rows of a table have no room on the page."""
    return desk.words.say("cohort.more", n=count) if count else ""


def _summary(desk: _Desk, period: tuple[date, date] | None) -> str:
    words = desk.words
    said = words.say("cohort.summary", n=desk.cohort.clients)
    if period is None or desk.cohort.clients < SMALLEST_GROUP:
        return said
    first, last = (words.language.day(day, words.say("dates.plain")) for day in period)
    return f"{said} {words.say('cohort.period', first=first, last=last)}"


def _notes(desk: _Desk) -> Iterator[Lead]:
    """What the figures rest on, and what they are not for."""
    lies = [*desk.cohort.axes.values(), *desk.cohort.dimensions.values()]
    locked = all(lie.percentiles is None for lie in lies)
    for key in ("group", "locked" if locked else "unlocked", "use"):
        yield Lead(desk.words.say(f"cohort.note.{key}.lead"), desk.words.say(f"cohort.note.{key}.text"))


def _spreads(desk: _Desk) -> Iterator[Spread]:
    """Each axis, then its areas; at the end the areas without an axis."""
    asked, wording = desk.kit.questionnaire, desk.words.wording
    for place, axis in enumerate(asked.axes):
        style = place % STYLES
        yield _spread(desk, wording.axes[axis.id].name, style, desk.cohort.axes[axis.id], None)
        yield from _areas(desk, axis.id, style)
    yield from _areas(desk, None, 0)


def _areas(desk: _Desk, axis: str | None, style: int) -> Iterator[Spread]:
    for area in desk.kit.questionnaire.dimensions:
        if area.axis == axis:
            name = desk.words.wording.dimensions[area.id].name
            missed = desk.cohort.missing_areas[area.id]
            yield _spread(desk, name, style, desk.cohort.dimensions[area.id], missed)


def _spread(desk: _Desk, name: str, style: int, lie: Distribution, missed: Missed | None) -> Spread:
    counts = [getattr(missed, reason) for reason in _REASONS] if missed else []
    plot = _plot(desk, name, lie)
    return Spread(
        name=name,
        style=style,
        is_axis=missed is None,
        clients=desk.number(lie.clients),
        plot=plot,
        median=desk.number(lie.median) if plot else "",
        middle=desk.words.say("range.points", low=nearest(plot.first), high=nearest(plot.third))
        if plot
        else "",
        deviation=desk.number(lie.deviation) if plot else "",
        missing=tuple(map(desk.number, counts)),
        note="" if plot else desk.words.say("cohort.few_scored", least=SMALLEST_GROUP),
    )


def _plot(desk: _Desk, name: str, lie: Distribution) -> Plot | None:
    if lie.clients < SMALLEST_GROUP or lie.quartiles is None:
        return None
    low, high, median = lie.low or 0.0, lie.high or 0.0, lie.median or 0.0
    (first, third), tallest = lie.quartiles, max(lie.tenths)
    ends = {"low": nearest(low), "first": nearest(first), "third": nearest(third), "high": nearest(high)}
    alt = desk.words.say("cohort.alt", name=name, n=lie.clients, median=nearest(median), **ends)
    return Plot(tuple(count / tallest for count in lie.tenths), low, first, median, third, high, alt)


def _places(desk: _Desk, kind: str, places: Places | None, names: Mapping[str, str]) -> Counts | None:
    if places is None:
        return None
    words = desk.words
    if sum(places.counts.values()) < SMALLEST_GROUP:
        return _counts(desk, kind, [], words.say("cohort.few_scored", least=SMALLEST_GROUP))
    note = words.say(f"cohort.{kind}.note", n=places.near)
    if places.none:
        note += " " + words.say("cohort.no_place", n=places.none)
    return _counts(desk, kind, [(names[key], count) for key, count in places.counts.items()], note)


def _flags(desk: _Desk, most: int | None) -> Counts:
    words, cohort = desk.words, desk.cohort
    if not cohort.flags:
        return _counts(desk, "flags", [], words.say("cohort.flags.none"))
    said = [(_say_flag(flag, words), count) for flag, count in cohort.flags.items()]
    note, more = words.say("cohort.flags.note", n=cohort.flagged), _more(desk, len(said) - len(said[:most]))
    return _counts(desk, "flags", said[:most], " ".join(filter(None, (more, note))))


def _counts(desk: _Desk, kind: str, counts: Sequence[tuple[str, int]], note: str) -> Counts:
    most = max((count for _, count in counts), default=0) or 1
    rows = tuple(Count(name, desk.number(count), count / most) for name, count in counts)
    return Counts(desk.words.say(f"cohort.{kind}.title"), desk.words.say(f"cohort.{kind}.called"), rows, note)


def _say_flag(flag: str, words: Words) -> str:
    """Name a flag: a pair of answers by what they were asked, others by the wording."""
    kind, _, pair = flag.partition(":")
    questions = words.wording.questions
    first, second = (
        (questions[item].short or questions[item].text for item in pair.split("/")) if pair else ("", "")
    )
    return words.say(f"cohort.flag.{kind.replace('-', '_')}", first=first, second=second)


def _scale(desk: _Desk, figures: ScaleFigures) -> ScaleRow:
    words, interval = desk.words, ""
    few = figures.complete < SMALLEST_GROUP
    if figures.interval and not few:
        low, high = map(desk.coefficient, figures.interval)
        interval = words.say("cohort.interval", low=low, high=high)
    return ScaleRow(
        name=words.wording.dimensions[figures.dimension].name,
        complete=desk.number(figures.complete),
        alpha=desk.coefficient(None if few else figures.alpha),
        interval=interval,
        omega=desk.coefficient(None if few else figures.omega),
        standard_error=desk.number(None if few else figures.standard_error),
    )


def _with_rest(desk: _Desk, scales: Sequence[ScaleFigures]) -> Iterator[Lead]:
    """How closely single items go with the sum of the others of their scale: from the least to the most."""
    words, said = desk.words, []
    for figures in scales:
        found = [value for value in figures.item_total.values() if value is not None]
        if found and figures.complete >= SMALLEST_GROUP:
            low, high = map(desk.coefficient, (min(found), max(found)))
            name = words.wording.dimensions[figures.dimension].name
            said.append(words.say("cohort.rest_of", name=name, low=low, high=high))
    if said:
        rest = words.say("cohort.note.rest.text", said=words.language.join(said))
        yield Lead(words.say("cohort.note.rest.lead"), rest)


def _scale_notes(desk: _Desk, scales: Sequence[ScaleFigures]) -> Iterator[str]:
    """How many more scales there are, and why figures are missing, each reason once, with the areas."""
    words, reasons = desk.words, dict[str, list[str]]()
    if left := len(desk.cohort.scales) - len(scales):
        yield _more(desk, left)
    for figures in scales:
        remarks: tuple[str, ...] = figures.remarks
        for remark in ("few-complete",) if figures.complete < SMALLEST_GROUP else remarks:
            reasons.setdefault(remark, []).append(words.wording.dimensions[figures.dimension].name)
    for remark, names in reasons.items():
        said = words.say(f"cohort.remark.{remark.replace('-', '_')}")
        everywhere = len(names) == len(scales)
        yield (
            said if everywhere else words.say("cohort.remark_of", names=words.language.join(names), said=said)
        )
