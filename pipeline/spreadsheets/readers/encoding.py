"""From bytes to text: UTF-8 and UTF-16 for sure, strays among it told; all else is a guess that is told."""

import codecs
import re
from dataclasses import dataclass, replace

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
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_GUESSED_FROM = 16_000
"""Bytes that a guess is made from: more tell nothing new and take long."""

_FEWEST_BLANKS = 50
"""One zero byte in so many makes UTF-16 likely: its commas, digits and line ends have one each."""

_ACCIDENTS = 3
"""So many zero bytes may have got into any text."""

_MOST_ZEROS = 1_000
"""One zero byte in so many characters, or fewer, is an accident in a text; more are no text."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file; ``guessed`` names the encoding where it is only likely.

    ``lost`` counts the U+FFFD that stand for bytes of no letter in a text whose encoding is sure.
    ``dropped`` counts the zero bytes that stood among the text.
    """

    text: str
    guessed: str | None = None
    lost: int = 0
    dropped: int = 0


def decode(data: bytes) -> Decoded | None:
    """Return the text of a file, or None if these bytes are no text."""
    encoding = _certain(data)
    decoded: Decoded | None
    try:
        decoded = Decoded(data.decode(encoding))
    except UnicodeDecodeError:
        decoded = _decode_with_strays(data, encoding)
    return _without_zeros(decoded) if decoded else None


def _decode_with_strays(data: bytes, encoding: str) -> Decoded | None:
    is_marked = any(encoding == name for _, name in _MARKS)
    if is_marked or (encoding == "utf-8" and _is_mostly_utf8(data)):
        text = data.decode(encoding, "replace")
        return Decoded(text, lost=text.count("\N{REPLACEMENT CHARACTER}"))
    return _guess(data) if encoding == "utf-8" else None


def _certain(data: bytes) -> str:
    """Return the encoding that the first bytes tell; UTF-8 if they tell none."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    sample = data[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    is_regular = len(sample) <= (even + odd) * _FEWEST_BLANKS and min(even, odd) * 4 < max(even, odd)
    if is_regular and even + odd > _ACCIDENTS:
        return "utf-16-le" if odd > even else "utf-16-be"
    return "utf-8"


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether most bytes beyond ASCII are UTF-8, which other encodings hardly ever look like."""
    beyond = len(data) - len(data.decode("ascii", "ignore"))
    strays = len(data) - len(data.decode("utf-8", "ignore").encode())
    return strays * 2 < beyond


def _without_zeros(decoded: Decoded) -> Decoded | None:
    zeros = decoded.text.count("\x00")
    if not zeros:
        return decoded
    if zeros * _MOST_ZEROS > len(decoded.text) and zeros > 1:
        return None
    return replace(decoded, text=decoded.text.replace("\x00", ""), dropped=zeros)


def _guess(data: bytes) -> Decoded | None:
    """Return the text in the encoding that makes the least mess, then the most sense, then the likeliest."""
    from charset_normalizer import from_bytes

    matches = {
        name: (match.chaos, -match.coherence, _LIKELY.index(name))
        for match in from_bytes(_telling(data), cp_isolation=list(_LIKELY))
        for name in (match.encoding, *match.could_be_from_charset)
        if name in _LIKELY
    }
    if not matches:
        return None
    encoding = min(matches, key=lambda name: matches[name])
    return Decoded(data.decode(encoding, "replace"), encoding)


def _telling(data: bytes) -> bytes:
    """Return a short text as it is, of others the first lines with bytes beyond ASCII: only they tell."""
    if len(data) <= _GUESSED_FROM:
        return data
    lines = bytearray()
    end = 0
    while len(lines) < _GUESSED_FROM and (found := _BEYOND_ASCII.search(data, end)):
        start = max(data.rfind(b"\n", end, found.start()) + 1, end)
        end = data.find(b"\n", found.start()) + 1 or len(data)
        lines += data[start : min(end, start + _GUESSED_FROM)]
    return bytes(lines)
