"""The shape of every data file of a kit or practice: frozen, and closed to keys it does not know."""

import re
from fractions import Fraction
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints


class Data(BaseModel):
    """A table of a TOML file. Unknown keys are refused, so a typo is told instead of ignored."""

    # Most runs read few kinds of file: what checks a kind is built when the first of it is read.
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, defer_build=True)


MOST = 1_000_000_000
"""No number of a kit is greater, on either side of zero, and none but zero is closer to it than 1 / MOST.

What is worked out from such numbers stays within what a float holds.
"""

_WRITTEN = re.compile(r"[+-]?\d{1,15}([./]\d{1,15})?")
_NO_NUMBER = 'must be a finite number or a fraction such as "2/3"'


def _exact(value: object) -> object:
    """Take a TOML number, or a fraction such as "2/3", as the exact value that was written."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Fraction):
        raise ValueError("must be a number")  # noqa: TRY004 - only a ValueError becomes a fault of the file
    # Few digits and no exponent: working out "1e999999999" would take longer than anybody waits.
    if isinstance(value, str) and not _WRITTEN.fullmatch(value):
        raise ValueError(_NO_NUMBER)
    try:
        number = Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        raise ValueError(_NO_NUMBER) from None
    if abs(number) > MOST:
        raise ValueError(f"is too large: {MOST:,} is the most that a kit may hold")
    if number and abs(number) * MOST < 1:
        raise ValueError(f"is too close to 0: write 0, or 1/{MOST:,} or more")
    return number


Exact = Annotated[Fraction, BeforeValidator(_exact)]
"""A number without rounding: 0.7 in the file is seven tenths."""

Whole = Annotated[int, Field(strict=True)]
"""A whole number as TOML writes one: not 3.0, not "3", not true."""

Switch = Annotated[bool, Field(strict=True)]
"""true or false as TOML writes them: not "yes", not 1."""

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.+-]*$", max_length=64)]
"""A name that other files refer to."""

Code = Annotated[str, StringConstraints(min_length=1, max_length=64)]
"""The id of an option, as stored: short text without markup."""
