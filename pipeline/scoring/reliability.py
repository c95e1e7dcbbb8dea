"""How well the items of a scale hang together, from the answers of many people.

Rows are complete answers, one a person, in points and already keyed so that more is better; columns are
items. Everything up to the square roots is exact.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import fsum, lcm, sqrt

from pipeline.models.cohort import NoFactor, NoOmega, Remark, ScaleFigures
from pipeline.scoring.variance_ratio import variance_ratio_quantile

COMPLETE_FOR_STANDARD_ERROR = 100
"""Complete answers that a standard error from the cohort's own figures needs at least."""

COMPLETE_FOR_GUIDANCE = 30
"""With fewer complete answers every figure comes with a caution.

Where two items have nothing to do with each other, the correlation of 30 people still comes out anywhere
from −0.36 to 0.36 in 95 of 100 cases, tanh(1.96 / √(n − 3)): Fisher (1921), "On the probable error of a
coefficient of correlation deduced from a small sample", Metron 1, 3–32.
"""

_FEWEST_FOR_CORRELATION = 3
"""The answers of two people lie on a line whatever they are: their correlation is always 1 or −1."""

_SWEEPS = 2_000
_SETTLED = 1e-12
_IMPROPER = 1e-6
"""How far below none, as a share of an item's variance, its own part may come out by rounding."""

Rows = Sequence[Sequence[Fraction]]
Matrix = Sequence[Sequence[Fraction]]


def figures_of(dimension: str, items: Sequence[str], rows: Rows) -> ScaleFigures:
    """Return every figure of one declared scale, and why those are missing that are."""
    table = covariances(rows) if len(rows) > 1 else []
    alpha = coefficient_alpha(table)
    omega = coefficient_omega(table) if len(rows) > len(items) else "few-for-omega"
    error = None
    if alpha is not None and alpha >= 0 and len(rows) >= COMPLETE_FOR_STANDARD_ERROR:
        error = standard_error(sqrt(_total(table)) / len(items), float(alpha))
    return ScaleFigures(
        dimension=dimension,
        items=tuple(items),
        complete=len(rows),
        alpha=None if alpha is None else float(alpha),
        interval=None if alpha is None else alpha_interval(float(alpha), len(rows), len(items)),
        omega=None if isinstance(omega, str) else omega,
        item_total={item: _with_rest(table, place, len(rows)) for place, item in enumerate(items)},
        standard_error=error,
        remarks=_remarks(len(rows), alpha, omega),
    )


def covariances(rows: Rows) -> list[list[Fraction]]:
    """Return the sample covariances (n − 1) of the columns, exactly. Needs two rows or more."""
    unit = lcm(*{value.denominator for row in rows for value in row})
    columns = [[int(value * unit) for value in column] for column in zip(*rows, strict=True)]
    sums, people = [sum(column) for column in columns], len(rows)
    scale = people * (people - 1) * unit * unit
    return [
        [
            Fraction(people * sum(map(int.__mul__, one, two)) - sums[first] * sums[second], scale)
            for second, two in enumerate(columns)
        ]
        for first, one in enumerate(columns)
    ]


def coefficient_alpha(table: Matrix) -> Fraction | None:
    """Return coefficient alpha from the items' covariances; None where the total does not vary.

    k/(k − 1) · (1 − Σ item variances / variance of the total): Cronbach (1951), Psychometrika 16, 297–334.
    It is below 0 where items run against each other.
    """
    total = _total(table)
    if not total:
        return None
    own = sum((table[place][place] for place in range(len(table))), Fraction(0))
    return Fraction(len(table), len(table) - 1) * (1 - own / total)


def alpha_interval(alpha: float, people: int, items: int, confidence: float = 0.95) -> tuple[float, float]:
    """Return the confidence interval of alpha: 1 − (1 − alpha) · F, with n − 1 and (n − 1)(k − 1) degrees.

    Feldt (1965), "The approximate sampling distribution of Kuder-Richardson reliability coefficient twenty",
    Psychometrika 30, 357–370. Needs two people and two items.
    """
    above, below, tail = people - 1, (people - 1) * (items - 1), (1 - confidence) / 2
    low = 1 - (1 - alpha) * variance_ratio_quantile(1 - tail, above, below)
    return low, 1 - (1 - alpha) * variance_ratio_quantile(tail, above, below)


def coefficient_omega(table: Matrix) -> float | NoFactor:
    """Return omega of a scale with one factor: (Σλ)² / ((Σλ)² + Σψ), from the items' covariances.

    McDonald (1999), "Test Theory", chapter 6. The loadings λ are those of :func:`one_factor`; why
    there are none, if so, is returned in place of omega.
    """
    loadings = one_factor(table)
    if isinstance(loadings, str):
        return loadings
    common = fsum(loadings) ** 2
    own = fsum(float(table[place][place]) - loading**2 for place, loading in enumerate(loadings))
    return common / (common + own)


def one_factor(table: Matrix) -> list[float] | NoFactor:
    """Return each item's loading on one common factor, by unweighted least squares (minres).

    Harman & Jones (1966), "Factor analysis by minimizing residuals (minres)", Psychometrika 31, 351–368: each
    loading in turn is set to what leaves least of its item's covariances unexplained, until none moves. It
    begins with the centroid loadings. In place of loadings it returns why there are none: fewer than three
    items, covariances that add up to no more than 0, loadings that do not settle, or that explain
    more than an item's whole variance (Heywood case).
    """
    if len(table) < 3:  # noqa: PLR2004 - two items have one covariance for two loadings
        return "two-items"
    items = range(len(table))
    matrix = [[float(value) for value in row] for row in table]
    size = sqrt(max(matrix[item][item] for item in items))
    shared = [fsum(matrix[item][other] for other in items if other != item) for item in items]
    if fsum(shared) <= 0:
        return "no-common-factor"
    loadings = [value / sqrt(fsum(shared)) for value in shared]
    for _ in range(_SWEEPS):
        moved = max(_settle(item, matrix, loadings) for item in items)
        if moved <= _SETTLED * size:
            break
    else:
        return "factor-not-settled"
    proper = all(loadings[item] ** 2 <= matrix[item][item] * (1 + _IMPROPER) for item in items)
    return loadings if proper else "improper-factor"


def item_rest_correlation(table: Matrix, item: int) -> float | None:
    """Return the correlation of an item with the sum of the others; None where one of them does not vary.

    The "corrected" item-total correlation: Nunnally & Bernstein (1994), "Psychometric Theory", chapter 8.
    """
    if not table:
        return None
    own, together = table[item][item], sum(table[item], Fraction(0))
    others = _total(table) - 2 * together + own
    if not own or not others:
        return None
    # The clamp takes away what the square root rounds up.
    return max(-1.0, min(1.0, float(together - own) / sqrt(own * others)))


def _with_rest(table: Matrix, item: int, people: int) -> float | None:
    return item_rest_correlation(table, item) if people >= _FEWEST_FOR_CORRELATION else None


def standard_error(deviation: float, reliability: float) -> float:
    """Return the standard error of measurement, SD · √(1 − r), in the unit of ``deviation``.

    Lord & Novick (1968), "Statistical Theories of Mental Test Scores". ``reliability`` is at most 1.
    """
    return deviation * sqrt(1 - reliability)


def _settle(item: int, matrix: Sequence[Sequence[float]], loadings: list[float]) -> float:
    """Set one loading to its best value while the others stand still; return by how much it moved."""
    others = [other for other in range(len(loadings)) if other != item]
    weight = fsum(loadings[other] ** 2 for other in others)
    best = fsum(matrix[item][other] * loadings[other] for other in others) / weight if weight else 0.0
    moved, loadings[item] = abs(best - loadings[item]), best
    return moved


def _total(table: Matrix) -> Fraction:
    """The variance of the sum of all items."""
    return sum((value for row in table for value in row), Fraction(0))


def _remarks(people: int, alpha: Fraction | None, omega: float | NoOmega) -> tuple[Remark, ...]:
    if alpha is None:
        return ("few-complete",) if people < 2 else ("no-variance",)  # noqa: PLR2004 - one alone varies not
    found: list[Remark] = ["few-people"] if people < COMPLETE_FOR_GUIDANCE else []
    if isinstance(omega, str):
        found.append(omega)
    if people < COMPLETE_FOR_STANDARD_ERROR:
        found.append("few-for-standard-error")
    elif alpha < 0:
        found.append("alpha-below-zero")
    return tuple(found)
