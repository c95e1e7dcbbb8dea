"""How a language counts, writes numbers and dates, and names places: the only door to Babel (CLDR)."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time, get_timezone_gmt, get_timezone_location
from babel.lists import format_list
from babel.numbers import format_decimal, get_decimal_symbol

from pipeline.errors import KitError

Numerals = Literal["latin", "arabic"]

_LATIN = re.compile("[A-Za-z]")
_PLACEHOLDER = re.compile(r"\{[a-z_]+\}")

_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


class Language:
    """One language by its CLDR code. ``numerals`` matters where the language has digits of its own.

    Raises:
        KitError: CLDR does not know the code.
    """

    def __init__(self, code: str, numerals: Numerals = "latin") -> None:
        try:
            self._locale = Locale.parse(code, sep="-")
        except (UnknownLocaleError, ValueError):
            raise KitError(
                f'The wording has the language code "{code}", which is not a known language.',
                'Set code in [language] to a code such as "en" or "ar".',
            ) from None
        own = self._locale.other_numbering_systems.get("native") == "arab"
        self._has_own_digits = own and numerals == "arabic"

    def plural(self, count: float | Fraction) -> str:
        """The CLDR plural category of ``count``: one, two, few, many, other or zero."""
        return str(self._locale.plural_form(float(count)))

    def number(self, value: float | Fraction) -> str:
        """Write a number, at most one digit behind the point and no zeros after it."""
        written = format_decimal(float(value), "#,##0.#", locale=self._locale, numbering_system="latn")
        return self._digits(written, get_decimal_symbol(self._locale))

    def fixed(self, value: float, digits: int) -> str:
        """Write a number with exactly so many digits behind the point."""
        pattern = "0." + "0" * digits
        written = format_decimal(value, pattern, locale=self._locale, numbering_system="latn")
        return self._digits(written, get_decimal_symbol(self._locale))

    def day(self, when: date, pattern: str) -> str:
        """Write a date by a CLDR pattern such as "EEEE d MMMM y"."""
        return self._digits(format_date(when, pattern, locale=self._locale))

    def time(self, when: datetime, pattern: str) -> str:
        """Write the clock time of ``when``, in the zone it carries, by a CLDR pattern such as "HH:mm"."""
        return self._digits(format_time(when.time(), pattern, locale=self._locale))

    def join(self, parts: Sequence[str]) -> str:
        """Join parts as the language lists them: "1, 4, and 6"."""
        return format_list(list(parts), locale=self._locale) if parts else ""

    def city(self, when: datetime) -> str | None:
        """Name the city that the zone of ``when`` is called after, or None where it is called after none."""
        key = getattr(when.tzinfo, "key", "")
        if "/" not in key or key.startswith("Etc/"):
            return None
        place = get_timezone_location(key, locale=self._locale, return_city=True)
        return place.rpartition("/")[2].replace("_", " ")

    def offset(self, when: datetime) -> str:
        """Write how far the zone of ``when`` is from UTC, such as "UTC+04:00"."""
        if not when.utcoffset():
            return "UTC"
        written = get_timezone_gmt(when, width="iso8601_short", locale=self._locale)
        return self._digits(f"UTC{_with_colon(written)}")

    def sentence(self, text: str) -> str:
        """Return a sentence of the wording with the numbers that stand in it as the language writes them.

        Placeholders stay as they are, and so does a text with Latin letters: its numbers belong to these.
        """
        return text if _LATIN.search(_PLACEHOLDER.sub("", text)) else self._digits(text)

    def _digits(self, written: str, point: str = "") -> str:
        if not self._has_own_digits:
            return written
        return (written.replace(point, "٫") if point else written).translate(_ARABIC_DIGITS)


def _with_colon(offset: str) -> str:
    """Turn "+04" or "+0530" into "+04:00" or "+05:30"."""
    return f"{offset[:3]}:{offset[3:] or '00'}"
