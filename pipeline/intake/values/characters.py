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


def is_visible(text: str) -> bool:
    """Whether anything of a text without invisible characters can be seen."""
    return bool(text) and not _SHAPING.fullmatch(text)


def plain(text: str) -> str:
    """Return a text for rules to read: one kind of digits, dashes and blanks, nothing invisible or wide."""
    if not text.isascii():
        text = western_digits(unicodedata.normalize("NFC", INVISIBLE.sub("", text)).translate(_WIDE))
        text = _DASH.sub("-", text)
    return " ".join(text.split())
