"""What is wrong with one cell, before anybody asks where it stands."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from fractions import Fraction

from pipeline.models.answers import Missing


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell and what to do, each in a plain sentence."""

    message: str
    fix: str


Value = int | Fraction | str | Missing | datetime | date | tzinfo | Fault | None
"""What a cell came to. None is a blank. A moment may lack its zone; a date is one without a time of day."""
