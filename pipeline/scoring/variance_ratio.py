"""The F distribution: how the ratio of two independent estimates of one variance varies.

Written here because SciPy, for this one function, would add more than 200 MB to every installation.
Sources: NIST Digital Library of Mathematical Functions, https://dlmf.nist.gov, § 8.17 (incomplete beta
functions; 8.17.22 is the continued fraction); Lentz (1976), Applied Optics 15, on evaluating such fractions;
Abramowitz & Stegun (1964), 26.6.2, for the relation to F.
"""

from math import exp, lgamma, log, log1p

_TINY = 1e-300
_STEPS = 20_000
_EXACT = 1e-15


def variance_ratio_quantile(probability: float, above: int, below: int) -> float:
    """Return the value that F with ``above`` and ``below`` degrees of freedom stays under so often.

    ``probability`` lies strictly between 0 and 1, the degrees of freedom are at least 1; else ValueError.
    """
    if not 0 < probability < 1 or min(above, below) < 1:
        raise ValueError("needs a probability inside (0, 1) and degrees of freedom from 1")
    if probability > 1 / 2:  # near 1 the share runs out of digits: the ratio turned over has them
        return 1 / variance_ratio_quantile(1 - probability, below, above)
    low, high = 0.0, 1.0
    while low < (middle := (low + high) / 2) < high:
        if beta_share(middle, above / 2, below / 2) < probability:
            low = middle
        else:
            high = middle
    return below * high / (above * (1 - high))


def beta_share(x: float, a: float, b: float) -> float:
    """Return the regularised incomplete beta function I_x(a, b) for ``x`` in 0–1 and ``a``, ``b`` above 0."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):  # there the fraction would converge slowly (DLMF 8.17.4)
        return 1 - beta_share(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    return front * _fraction(x, a, b) / a


def _fraction(x: float, a: float, b: float) -> float:
    """Evaluate the continued fraction by Lentz's method in its form without divisions by zero."""
    value, numerator, denominator = 1.0, 1.0, 0.0
    for step in range(_STEPS):
        part = _part(step, x, a, b)
        denominator = 1 / _away(1 + part * denominator)
        numerator = _away(1 + part / numerator)
        factor = numerator * denominator
        value *= factor
        if abs(factor - 1) < _EXACT:
            break
    return 1 / value


def _part(step: int, x: float, a: float, b: float) -> float:
    """Return a partial numerator of DLMF 8.17.22; the one of step 0 stands in front of the fraction."""
    half, is_odd = divmod(step + 1, 2)
    if is_odd:
        return -(a + half) * (a + b + half) * x / ((a + 2 * half) * (a + 2 * half + 1))
    return half * (b - half) * x / ((a + 2 * half - 1) * (a + 2 * half))


def _away(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
