"""Lengths of time as people say them."""

from fractions import Fraction

from pipeline.models.exact import nearest
from pipeline.rendering.text.words import Words

_HALF = Fraction(1, 2)

_IN_MINUTES = 2
"""Below this many hours, a part of an hour is told in minutes."""


def say_hours(words: Words, hours: Fraction, *, counted: bool = False) -> str:
    """Write hours to the nearest half: "90 minutes", "9½ hours"; ``counted`` writes "four hours" in words."""
    if hours < _IN_MINUTES and hours.denominator != 1:
        minutes = nearest(hours * 60)
        return words.say("hours.minutes", n=minutes)
    halves = nearest(hours / _HALF)
    whole = halves // 2
    if halves % 2:
        return words.say("hours.and_half", n=whole, whole=whole)
    return words.say(
        "hours.whole", n=whole, count=words.count(whole) if counted else words.language.number(whole)
    )
