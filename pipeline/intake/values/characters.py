"""Characters that cannot be seen, and texts made plain enough to be read by rules."""

import re
import unicodedata

from pipeline.spreadsheets.folding import DASHES, western_digits

# Control characters; marks that reorder what follows, byte order marks, halves of characters and tags; and
# what Unicode calls ignorable or shows as nothing: soft hyphens, grapheme joiners, fillers, Braille blanks.
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)

TRUTHS = frozenset({"TRUE", "FALSE"})
"""What a ticked or unticked box leaves in a cell."""

# Joiners and selectors shape the letters beside them; alone they show nothing.
_SHAPING = re.compile("[\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef\\s]+")
# The wide forms of ASCII, as East Asian keyboards type them.
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_DASH = re.compile(f"[{DASHES}]")
_MOST_MARKS = 30  # upon one letter in any language (UAX 15, stream-safe text)


def is_visible(text: str) -> bool:
    """Whether anything of a text without invisible characters can be seen."""
    return bool(text) and not _SHAPING.fullmatch(text)


def has_pile_of_marks(text: str) -> bool:
    """Whether more marks stand upon one letter than in any language. To compose them would take ages."""
    if text.isascii():
        return False
    # Every longer run of marks covers one of these places.
    places = (at for at in range(_MOST_MARKS, len(text), _MOST_MARKS + 1) if _is_mark(text[at]))
    for at in places:
        start, end = at, at + 1
        while start > 0 and at - start <= _MOST_MARKS and _is_mark(text[start - 1]):
            start -= 1
        while end < len(text) and end - at <= _MOST_MARKS and _is_mark(text[end]):
            end += 1
        if end - start > _MOST_MARKS:
            return True
    return False


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign).startswith("M")


def plain(text: str) -> str:
    """Return a text for rules to read: one kind of digits, dashes and blanks, nothing invisible or wide."""
    if not text.isascii():
        text = western_digits(unicodedata.normalize("NFC", INVISIBLE.sub("", text)).translate(_WIDE))
        text = _DASH.sub("-", text)
    return " ".join(text.split())
