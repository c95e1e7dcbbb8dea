"""What things are called outside the practice: the PDF in a mail, the message itself, and its event."""

import hmac
import re
import unicodedata

MOST_BYTES = 80
"""The most bytes of a person's name in a file name; every system takes 255 for the whole."""

_ENDING = ".pdf"
_PARTING = " - "
_PLAIN_SIGNS = frozenset(" -_'’()")


def pdf_name(person: str, document: str, *, opaque: bool = False) -> str:
    """Return what the PDF in a mail is called, such as ``Maya Haddad - Career Roadmap.pdf``.

    It holds letters, digits and a few plain signs: no dot, so no name of a device (``aux.``) and no second
    ending; nothing that a system refuses, hides or turns round. ``opaque`` leaves the person out, and so does
    a name without a letter or digit. ``document`` is what the practice calls its report.
    """
    parts = ["" if opaque else _safe(person), _safe(document) or "PDF"]
    return _PARTING.join(filter(None, parts)) + _ENDING


def message_id(key: bytes, client: str, purpose: str, revision: int, domain: str) -> str:
    """Return the Message-ID of what is sent at most once: the same for ever, and telling nothing.

    ``client`` is the folded id, ``domain`` that of the sender (RFC 5322, 3.6.4).
    """
    return f"<{_mark(key, 'message', client, purpose, str(revision))}@{domain}>"


def event_uid(key: bytes, client: str, domain: str) -> str:
    """Return the UID of a client's call: every revision moves the same event (RFC 5545, 3.8.4.7)."""
    return f"{_mark(key, 'call', client)}@{domain}"


def _mark(key: bytes, *parts: str) -> str:
    text = "".join(f"{len(part)}:{part}" for part in parts)
    return hmac.new(key, text.encode("utf-8", "surrogatepass"), "sha256").hexdigest()[:32]


def _safe(text: str) -> str:
    """Return the words of a text that any file name may hold, in the form NFC, at most so many bytes."""
    composed = unicodedata.normalize("NFC", text)
    words = "".join(map(_fit, composed)).split()
    cut = " ".join(words).encode()[:MOST_BYTES].decode(errors="ignore")
    # A mark needs a letter before it, and a file name neither begins nor ends with a sign.
    kept = re.sub(r"^[\W_]+|[\s_'’(-]+$", "", cut)
    return kept if any(map(str.isalnum, kept)) else ""


def _fit(letter: str) -> str:
    """Return what stands for a character in a file name: itself, a blank, or nothing if nobody sees it."""
    kind = unicodedata.category(letter)
    if kind[0] in "LMN" or letter in _PLAIN_SIGNS:
        return letter
    return "" if kind == "Cf" else " "
