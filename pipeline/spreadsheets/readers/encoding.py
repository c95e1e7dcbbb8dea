"""From bytes to text: UTF-8 and UTF-16 for sure, anything else as a guess that is told."""

import codecs
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What Excel writes outside Unicode, the likeliest first: a short text fits several.
_LIKELY = (
    *("cp1252", "cp1250", "cp1251", "cp1256", "cp1253", "cp1254", "cp1255", "cp1257", "cp1258", "cp874"),
    *("cp932", "gb18030", "cp949", "cp950"),
)
_SAMPLE = 1_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file; ``guessed`` names the encoding where it is only likely."""

    text: str
    guessed: str | None = None


def decode(data: bytes) -> Decoded | None:
    """Return the text of a file, or None if these bytes are no text."""
    for encoding in _certain(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\x00" in text else Decoded(text)
    return None if b"\x00" in data else _guess(data)


def _certain(data: bytes) -> tuple[str, ...]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return (encoding,)
    if b"\x00" in data[:_SAMPLE]:
        even, odd = data[:_SAMPLE:2].count(0), data[1:_SAMPLE:2].count(0)
        return ("utf-16-le",) if odd > even else ("utf-16-be",)
    return ("utf-8",)


def _guess(data: bytes) -> Decoded | None:
    """Return the text in the encoding that makes the least mess, then the most sense, then the likeliest."""
    from charset_normalizer import from_bytes

    matches = {
        name: (match.chaos, -match.coherence, _LIKELY.index(name))
        for match in from_bytes(data, cp_isolation=list(_LIKELY))
        for name in (match.encoding, *match.could_be_from_charset)
        if name in _LIKELY
    }
    if not matches:
        return None
    encoding = min(matches, key=lambda name: matches[name])
    return Decoded(data.decode(encoding, "replace"), encoding)
