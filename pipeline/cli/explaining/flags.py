"""What is worth a question, with the answers behind it."""

from collections.abc import Iterator
from math import sqrt

from pipeline.cli.sums import fold, number
from pipeline.cli.words import say_given
from pipeline.rendering.building.case import Case
from pipeline.scoring.flags import alike, codes_of, longest_run, variance
from pipeline.workflow.flags import say_flag


def tell_flags(case: Case) -> Iterator[str]:
    """Tell each flag and why it is raised; none changes a point."""
    if not case.card.flags:
        return
    yield ""
    yield "Worth a question (changes no point)"
    for flag in case.card.flags:
        yield from fold(say_flag(flag, case.wording), 2)
        yield from fold(_why(case, flag), 4)


def _why(case: Case, flag: str) -> str:
    kind, _, items = flag.partition(":")
    rules = case.asked.scoring
    if items:
        pair = next(pair for pair in rules.pairs if items == f"{pair.first}/{pair.second}")
        answers = "; ".join(f"{item} {say_given(case, item)}" for item in (pair.first, pair.second))
        return f"{answers}: both {pair.at_least} or more"
    if kind == "poor-fit" and rules.fit:
        return f"{rules.fit.question} {say_given(case, rules.fit.question)}: {rules.fit.at_most} or less"
    return _careless(case, kind)


def _careless(case: Case, kind: str) -> str:
    rule, codes = case.asked.scoring.careless, codes_of(alike(case.asked), case.client.answers)
    if rule is None:
        return ""
    answers = f"{len(codes)} answers in the kit's order: {' '.join(map(str, codes))}"
    if kind == "long-run":
        return f"{longest_run(codes)} equal ones in a row, at least {rule.run}; {answers}"
    spread = number(sqrt(variance(codes)))
    return f"their standard deviation is {spread}, less than {number(rule.deviation)}; {answers}"
