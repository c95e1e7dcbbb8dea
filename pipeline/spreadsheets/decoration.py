"""A header taken apart: what form tools and people put around the words of a question."""

import html
import re
from collections.abc import Iterator
from itertools import islice

LONGEST = 1_000
"""A longer text is no header: it is not taken apart, so that no file can make it costly."""

TAG = re.compile(r"<[^<>]{1,200}>")
"""A tag of HTML, as form tools leave them in headers."""

_REQUIRED = re.compile(
    r"[(\[] ?(?:required|optional|obligatorio|opcional|obligatoire|facultatif|pflichtfeld|erforderlich"
    r"|obbligatorio|facoltativo|obrigatório|verplicht|optioneel|مطلوب|إلزامي|اختياري) ?[)\]]:?$",
    re.IGNORECASE,
)
_UTC = re.compile(r"\( ?UTC ?\)$", re.IGNORECASE)
# 12. – 12) – 2.1: – Q3 – Question 3: and then words.
_NUMBER = re.compile(
    r"[\W_]*(?:(?:q|question) ?\d{1,3}[ .):\]–—-]|\d{1,3}(?:\.\d{1,3})* ?[.):\]–—-])[\W_]*(?=[^\W\d_])",
    re.IGNORECASE,
)
_SENTENCES = 4
_ENDS = re.compile(r"[.?!؟](?= )")
_MARK = re.compile(r"[\W_]*([^\W_][^ :.)\]]*)[ :.)\]–—-]+(?=[^ ])(.*)")


def bare(header: str) -> str:
    """Return a header in one line, without tags, entities, the mark of a required question and "(UTC)".

    What is too long for a header has no such text.
    """
    if len(header) > LONGEST:
        return ""
    text = " ".join(TAG.sub(" ", html.unescape(header)).split()).rstrip(" *")
    return _UTC.sub("", _REQUIRED.sub("", text)).strip()


def is_utc(header: str) -> bool:
    """Whether a header says that the times below it are in UTC."""
    return len(header) <= LONGEST and _UTC.search(header.strip()) is not None


def unnumbered(text: str) -> str | None:
    """Return a bare header without its leading number, such as "12. " or "Q3) "; None if it has none."""
    match = _NUMBER.match(text)
    return text[match.end() :] if match else None


def marked(text: str) -> tuple[str, str] | None:
    """Return the first word of a bare header and what follows it, such as "L01" and "My pay …"."""
    match = _MARK.fullmatch(text)
    return (match[1], match[2]) if match else None


def unhinted(text: str) -> Iterator[tuple[str, str]]:
    """Yield a bare header as words and the hint that stands with them.

    A hint is in brackets, before or behind the words, or follows the end of a sentence.
    """
    if text.endswith((")", "]")):
        start = max(text.rfind("("), text.rfind("["))
        if start > 0:
            yield text[:start].rstrip(), text[start + 1 : -1]
    if text.startswith(("(", "[")):
        end = min(found for found in (text.find(")"), text.find("]"), len(text)) if found > 0)
        yield text[end + 1 :].lstrip(), text[1:end]
    for end_of_sentence in islice(_ENDS.finditer(text), _SENTENCES):
        yield text[: end_of_sentence.end()], text[end_of_sentence.end() :]


def row_label(text: str) -> str | None:
    """Return the row of a grid in a bare header: "Question [Row]", or "Question?.Row" of a Likert scale."""
    if text.endswith("]"):
        question, _, row = text[:-1].rpartition("[")
    else:
        question, _, row = text.rpartition("?.")
    return row.strip() or None if question.strip() else None
