"""Letters for the tests, and texts that have broken mail before."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from pipeline.delivery.address import Mailbox
from pipeline.delivery.lines import is_line
from pipeline.delivery.message import Letter

DUBAI = ZoneInfo("Asia/Dubai")
WRITTEN = datetime(2026, 10, 12, 8, 0, tzinfo=DUBAI)
NADIA = Mailbox("nadia@example.com", "Nadia Karam")
SUBJECT = "Your roadmap for our call, Tuesday 14 October, 10:00 Dubai"
PDF = b"%PDF-1.7\r\n.\r\nFrom here\n" + bytes(range(256)) * 40

HOSTILE = (
    "=?utf-8?q?Ann=0D=0ABcc=3Aevil@example.net?=",
    "=?utf-8?B?QW5uDQpCY2M6IGV2aWxAZXhhbXBsZS5uZXQ=?=",
    "=?utf-8?q?a=0D=0Ab?=",
    "=?=?=", "?=", "=?utf-8?q?", "_x000D__x000A_Bcc: evil@example.net",
    "Ann\r\nBcc: evil@example.net", "Ann\rBcc: evil", "Ann\n\n<html>", "a\x00b", "\x0bx\x0c",
    "\x85x\u2028y\u2029",
    'Ann "the" Karam', "Karam, Ann; Ben <evil@example.net>", "a@example.net, b@example.net", "\\", '"',
    "\\\r\n",
    "\u202egnp.exe", "\u2066مايا\u2069", "مايا حداد", "Zoë Łukasz Nguyễn", "👩🏽\u200d🚀", "e\u0301" * 30,
    "x" * 998, "é" * 500, "word " * 200, "--=_whole", "=_bodies--", ".", "From me", "\ufeffAnn", "\ud800",
    "\ufdd0",
    "CON", "aux.h", "../../etc/passwd", "C:\\x", "a.pdf.exe", "  ", "", "\u00a0x\u00a0", "%0D%0A",
    "{{ 1 }}", "<b>",
)  # fmt: skip


def letter(**changed: object) -> Letter:
    """Return Maya's letter, changed."""
    usual = Letter(
        sender=NADIA,
        reply_to=NADIA,
        recipient="maya@example.com",
        subject=SUBJECT,
        text="Dear Maya Haddad,\n\nYour roadmap is attached.\n",
        html="<p>Dear Maya Haddad,</p>\n<p>Your roadmap is attached.</p>\n",
        message_id="<0123456789abcdef@example.com>",
        date=WRITTEN,
        pdf=PDF,
        pdf_name="Maya Haddad - Career Roadmap.pdf",
    )
    return replace(usual, **changed)  # type: ignore[arg-type]


def texts() -> st.SearchStrategy[str]:
    """Any text at all, often one that has broken mail before, alone or among other letters."""
    anything = st.text(st.characters(exclude_categories=()), max_size=60)
    known = st.sampled_from(HOSTILE)
    return known | anything | st.tuples(anything, known, anything).map("".join)


def lines() -> st.SearchStrategy[str]:
    """Texts that may stand in a header, as hostile as these can be."""
    return texts().map(as_line)


def as_line(text: str) -> str:
    """Keep of a text what may stand on one line."""
    return "".join(sign if is_line(f"a{sign}a") else " " for sign in text).strip()
