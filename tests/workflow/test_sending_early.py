"""No mail is dated later than it goes: filters take such mails for spam, and programs sort them wrongly."""

from email import message_from_bytes, policy
from pathlib import Path

import pytest

from tests.posting import ALL, DUE, MAIL, Desk, mailing_practice, reasons, states


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(mailing_practice(tmp_path / "practice"))


def test_a_mail_that_is_to_go_early_is_approved_anew_with_the_date_of_then(desk: Desk) -> None:
    desk.approve()
    first = desk.deliveries()["c-1"]
    assert first.date == DUE
    shown = desk.send(at_once=True)
    assert states(shown) == dict.fromkeys(ALL, "planned")
    assert reasons(shown)[0].endswith("they are yet to come. Approve it again.")
    assert shown.lines[0].needs_approval_again
    assert desk.post.sent == []
    assert desk.deliveries()["c-1"] == first
    assert states(desk.approve(at_once=True)) == ALL
    for _, content in desk.post.sent:
        assert message_from_bytes(content, policy=policy.default)["Date"].datetime == desk.now
    assert desk.deliveries()["c-1"].revision == 2


def test_settings_that_bring_the_hour_forward_do_not_bring_approved_mails_forward(desk: Desk) -> None:
    desk.approve()
    settings = f"{MAIL}hours_before_call = 72\nquiet_days = []\n"
    (desk.practice.root / "roadmap.toml").write_text(settings, encoding="utf-8")
    desk.now = DUE.replace(day=4, hour=12)
    shown = desk.send()
    assert states(shown) == dict.fromkeys(ALL, "approved")
    assert shown.lines[0].send_at == DUE
    assert desk.post.sent == []
    desk.now = DUE
    assert states(desk.send()) == ALL
