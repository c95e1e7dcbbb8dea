"""What ``roadmap cohort`` prints: tables that fit 100 columns, each with a line on what its numbers mean."""

from collections.abc import Iterator, Mapping, Sequence

from pipeline.cli.printing import count, print_line, print_table
from pipeline.models.cohort import SMALLEST_GROUP, Cohort, Distribution, Missed, Places, ScaleFigures
from pipeline.models.questionnaire import Questionnaire
from pipeline.models.wording import Wording
from pipeline.scoring.distribution import CLIENTS_FOR_PERCENTILES, PERCENTILES
from pipeline.scoring.reliability import COMPLETE_FOR_GUIDANCE, COMPLETE_FOR_STANDARD_ERROR

_WIDEST = 44
"""Columns that a question's short name may take."""

_FLAGS = {
    "poor-fit": "the client says that the form did not fit",
    "long-run": "many equal answers in a row",
    "low-variance": "answers that hardly differ",
    "two-ways": "both answered high, and they seem to pull two ways",
}
"""What each kind of flag means."""

_WHY = {
    "few-complete": "too few clients answered all of its items",
    "no-variance": "all who answered gave the same answers",
    "few-people": f"under {COMPLETE_FOR_GUIDANCE} complete answers all of this tells next to nothing",
    "two-items": "omega needs three items or more",
    "few-for-omega": "omega needs more complete answers than items",
    "no-common-factor": "its items have nothing in common on the whole, so there is no omega",
    "factor-not-settled": "the search for one factor came to no end, so there is no omega",
    "improper-factor": "one factor would explain more than a whole item (Heywood case), so there is no omega",
    "alpha-below-zero": "alpha is below 0, so no standard error follows from it",
    "few-for-standard-error": f"its own standard error needs {COMPLETE_FOR_STANDARD_ERROR} complete answers",
}


def print_cohort(cohort: Cohort, asked: Questionnaire, wording: Wording) -> None:
    """Print everything that many clients' answers show together."""
    _print_scores(cohort, asked, wording)
    _print_places("Position", cohort.positions, wording.positions, "With a range into a second position")
    _print_places("On the map", cohort.quadrants, wording.quadrants, "Close to the middle")
    _print_missing(cohort, wording)
    _print_flags(cohort, wording)
    _print_scales(cohort, wording)
    _print_percentiles(cohort, wording)
    print_line("")
    print_line("No client's report depends on other clients: these figures are shown here only.")


def _names(cohort: Cohort, wording: Wording) -> Iterator[tuple[str, Distribution]]:
    yield from ((wording.axes[name].name, lie) for name, lie in cohort.axes.items())
    yield from ((wording.dimensions[name].name, lie) for name, lie in cohort.dimensions.items())


def _print_scores(cohort: Cohort, asked: Questionnaire, wording: Wording) -> None:
    print_line(f"{count(cohort.clients, 'client')}. Scores run from 0 to 100.")
    print_line("")
    headers = ["Scores", "Clients", "Mean", "SD", "Lowest", "Q1", "Median", "Q3", "Highest"]
    rows = [
        [
            name,
            str(lie.clients),
            *map(_points, (lie.mean, lie.deviation, lie.low, lie.quartiles and lie.quartiles[0])),
            *map(_points, (lie.median, lie.quartiles and lie.quartiles[1], lie.high)),
        ]
        for name, lie in _names(cohort, wording)
    ]
    _print_numbers(headers, rows)
    print_line("Clients: with answers enough for a score. SD: how far scores usually lie from the mean.")
    print_line(f"A dash: nothing is told of scores of fewer than {SMALLEST_GROUP}, as on the page.")
    print_line("Q1, median, Q3: a quarter, a half and three quarters of the scores lie at or below.")
    print_line("")
    headers = ["Levels", *(wording.levels[level.id] for level in asked.scoring.levels)]
    areas = [
        [
            wording.dimensions[name].name,
            *(str(lie.bands.get(level.id, "–")) for level in asked.scoring.levels),
        ]
        for name, lie in cohort.dimensions.items()
    ]
    _print_numbers(headers, areas)


def _print_places(title: str, places: Places | None, names: Mapping[str, str], near: str) -> None:
    if places is None:
        return
    print_line("")
    _print_numbers([title, "Clients"], [[names[key], str(number)] for key, number in places.counts.items()])
    print_line(f"{near}: {places.near}. Too few answers for a place: {places.none}.")


def _print_missing(cohort: Cohort, wording: Wording) -> None:
    print_line("")
    headers = ["Missing answers", "Asked", "Blank", "Does not apply", "Rather not say", "No points"]
    areas = [
        [wording.dimensions[name].name, *_missed(missed)] for name, missed in cohort.missing_areas.items()
    ]
    items = [
        [f"  {name} {_short(wording, name)}", *_missed(missed)]
        for name, missed in sorted(cohort.missing_items.items(), key=lambda entry: -entry[1].total)
        if missed.total
    ]
    _print_numbers(headers, [*areas, *items])
    print_line("No points: an answer such as “not sure”, which counts as missing. Below the areas, each")
    print_line("question that somebody left out." if items else "question that somebody left out: none.")


def _print_flags(cohort: Cohort, wording: Wording) -> None:
    print_line("")
    if not cohort.flags:
        print_line("Flags: none.")
        return
    rows = [[_flag(flag, wording), str(number)] for flag, number in cohort.flags.items()]
    _print_numbers(["Flags", "Clients"], rows)
    if any(":" in flag for flag in cohort.flags):
        print_line(f"Two answers with / between them: {_FLAGS['two-ways']}.")
    print_line(
        f"{count(cohort.flagged, 'client')} with one or more. They are questions to ask and change no score."
    )


def _print_scales(cohort: Cohort, wording: Wording) -> None:
    if not cohort.scales:
        return
    print_line("")
    headers = ["How well items hang together", "Items", "Complete", "Alpha", "95 % interval", "Omega", "SE"]
    _print_numbers(headers, [_scale(figures, wording) for figures in cohort.scales])
    for remark, why in _WHY.items():
        names = [wording.dimensions[one.dimension].name for one in cohort.scales if remark in one.remarks]
        if names:
            print_line(f"  {', '.join(names)}: {why}.")
    print_line("Alpha (Cronbach) and omega (McDonald): near 1 the items move together, near 0 they do not.")
    print_line("The interval is Feldt's (1965); omega rests on one factor by least squares (minres).")
    print_line("SE: standard error of measurement in points, SD · √(1 − alpha), of these answers alone.")
    print_line("")
    items = [
        [f"{item} {_short(wording, item)}", _coefficient(value)]
        for figures in cohort.scales
        for item, value in figures.item_total.items()
    ]
    _print_numbers(["Item", "With the rest"], items)
    print_line("With the rest: correlation with the sum of the others, each keyed so that more is better.")


def _print_percentiles(cohort: Cohort, wording: Wording) -> None:
    named = list(_names(cohort, wording))
    rows = [[name, *map(_points, lie.percentiles.values())] for name, lie in named if lie.percentiles]
    locked = [name for name, lie in named if not lie.percentiles]
    print_line("")
    if rows:
        _print_numbers(["Percentiles", *map(str, PERCENTILES)], rows)
        print_line("They describe these clients and are no norm to measure anybody by.")
    if locked:
        which = f" for {', '.join(locked)}" if rows else ""
        print_line(
            f"Percentiles are locked{which}: they need {CLIENTS_FOR_PERCENTILES} clients with a score."
        )


def _scale(figures: ScaleFigures, wording: Wording) -> list[str]:
    interval = figures.interval
    return [
        wording.dimensions[figures.dimension].name,
        str(len(figures.items)),
        str(figures.complete),
        _coefficient(figures.alpha),
        f"{_coefficient(interval[0])} to {_coefficient(interval[1])}" if interval else "–",
        _coefficient(figures.omega),
        _points(figures.standard_error),
    ]


def _missed(missed: Missed) -> list[str]:
    reasons = (missed.asked, missed.blank, missed.does_not_apply, missed.rather_not_say, missed.no_points)
    return list(map(str, reasons))


def _flag(flag: str, wording: Wording) -> str:
    kind, _, pair = flag.partition(":")
    said = " / ".join(_short(wording, item) for item in pair.split("/")) if pair else _FLAGS[kind]
    return said[:1].upper() + said[1:]


def _short(wording: Wording, question: str) -> str:
    words = wording.questions[question]
    name = words.short or words.text
    return name if len(name) <= _WIDEST else f"{name[: _WIDEST - 1]}…"


def _points(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def _coefficient(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _print_numbers(headers: list[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table whose numbers line up on the right under their headers; the first column stands left."""
    widths = [max(map(len, column)) for column in zip(headers, *rows, strict=True)]
    print_table([headers[0], *_right(headers, widths)], [[row[0], *_right(row, widths)] for row in rows])


def _right(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    return [cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True)]
