"""A header taken apart: what form tools and people put around the words of a question."""

import html
import re

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


def row_label(text: str) -> str | None:
    """Return the row of a grid in a bare header: "Question [Row]", or "Question?.Row" of a Likert scale."""
    if text.endswith("]"):
        question, _, row = text[:-1].rpartition("[")
    else:
        question, _, row = text.rpartition("?.")
    return row.strip() or None if question.strip() else None
