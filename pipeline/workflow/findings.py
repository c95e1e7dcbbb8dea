"""What a look at machine and practice found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. ``fix`` says what to do; where it is ``ok``, that is a warning."""

    name: str
    ok: bool
    said: str
    fix: str = ""
