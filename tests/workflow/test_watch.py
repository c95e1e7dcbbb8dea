"""A watch over days: each mail goes at its time, once, whatever is moved, edited or set back meanwhile."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from pipeline.workflow.sending.rounds import keep_sending
from tests.posting import ADA, BEN, CLEO, MAIL, Desk, PdfPress, mailing_practice
from tests.practices import make

MINUTE = timedelta(minutes=1)
START, END = datetime(2026, 10, 22, 9, 0, tzinfo=UTC), datetime(2026, 10, 29, 9, 0, tzinfo=UTC)
BERLIN = MAIL.replace("[mail]", 'timezone = "Europe/Berlin"\n[mail]') + (
    'quiet_hours = ["00:00", "00:00"]\nquiet_days = []\n'
)
"""Clocks go back there on 25 October at 01:00 UTC; nobody is ever disturbed, so that nights count too."""


class EndedError(Exception):
    """Somebody ended the watch."""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    calls = ("2026-10-26 10:00", "2026-10-27 00:00", "2026-10-28 10:00")
    rows = [person | {"A10": call} for person, call in zip((ADA, BEN, CLEO), calls, strict=True)]
    return Desk(mailing_practice(tmp_path / "practice", *rows, settings=BERLIN), now=START)


def watch(desk: Desk, events: dict[datetime, Callable[[], object]]) -> list[str]:
    """Watch for a week: at noon and midnight, and in the minutes in which something is to happen, or is due.

    Returns what was told.
    """
    told: list[str] = []
    halves = {START.replace(hour=12) + timedelta(hours=12) * number for number in range(14)}
    due = {day(24, 9), day(24, 23), day(26, 9), day(27, 9)}
    looks = sorted(halves | {each + early for each in due | set(events) for early in (-MINUTE, 0 * MINUTE)})

    def pause() -> None:
        desk.now = next((look for look in looks if look > desk.now), END)
        if desk.now >= END:
            raise EndedError
        if happen := events.pop(desk.now, None):
            happen()

    with pytest.raises(EndedError):
        keep_sending(desk.send, pause, told.append)
    return told


def went(desk: Desk) -> dict[str, datetime]:
    """When each mail was taken, in UTC; each is dated no later."""
    for _, content in desk.post.sent:
        dated = message_from_bytes(content, policy=policy.default)["Date"].datetime
        taken = desk.deliveries()[_folded(content)].settled_at
        assert taken is not None
        assert dated <= taken
    return {delivery.client: delivery.settled_at or END for delivery in desk.settled}


def _folded(content: bytes) -> str:
    to = str(message_from_bytes(content, policy=policy.default)["To"])
    return to.partition("@")[0]


def day(number: int, hour: int) -> datetime:
    return datetime(2026, 10, number, hour, 0, tzinfo=UTC)


def test_every_mail_goes_at_its_time_over_days_nights_and_a_change_of_clocks(desk: Desk) -> None:
    desk.approve()
    assert watch(desk, {}) == []
    assert went(desk) == {"C-1": day(24, 9), "C-2": day(24, 23), "C-3": day(26, 9)}
    assert desk.post.recipients == ["c-1@example.com", "c-2@example.com", "c-3@example.com"]


def list_call(desk: Desk, call: str) -> None:
    (desk.practice.inputs / "calls.csv").write_text(f"Email,Call\nc-3@example.com,{call}\n")
    make(desk.practice, press=PdfPress(), now=desk.now)


def test_what_happens_meanwhile_is_seen_and_nobody_gets_two(desk: Desk) -> None:
    settings = desk.practice.root / "roadmap.toml"
    text = settings.read_text(encoding="utf-8")
    desk.approve()
    told = watch(
        desk,
        {
            day(23, 9): lambda: list_call(desk, "2026-10-29 10:00"),
            day(23, 13): lambda: settings.write_text("[practice\n", encoding="utf-8"),
            day(23, 17): lambda: settings.write_text(text, encoding="utf-8"),
            day(24, 15): lambda: desk.pass_time(days=-1),
            day(25, 1): lambda: desk.approve("C-3"),
        },
    )
    assert went(desk) == {"C-1": day(24, 9), "C-2": day(24, 23), "C-3": day(27, 9)}
    assert len(desk.post.sent) == 3
    assert len(told) == 1
    assert "roadmap.toml" in told[0]
