"""What is looked at right before a mail goes: PDF and message as they lie on the disk."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.batch.selection import Page
from pipeline.delivery.message import compose
from pipeline.files import digest
from pipeline.models.delivery import Delivery
from pipeline.models.making import Kind
from pipeline.models.settings import PrivacySettings
from pipeline.workflow.sending import approval, checks
from pipeline.workflow.sending.checks import Checks
from pipeline.workflow.sending.obstacles import mail_obstacles
from pipeline.workflow.sending.outbox import Outbox
from pipeline.workflow.sending.rounds import export, send_to_coach, take_back
from pipeline.workflow.sending.surroundings import Ask
from pipeline.workflow.workshop import Printed
from tests.people import maya
from tests.posting import ADA, BEN, DUE, MAIL, Desk, PdfPress, mailing_practice, pdf_of
from tests.practices import make, new_practice


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(mailing_practice(tmp_path / "practice", ADA, BEN))
    made.approve()
    return made


def checks_of(desk: Desk) -> Checks:
    return Checks(desk.practice.root, Outbox(desk.practice))


def ada(desk: Desk) -> Delivery:
    return desk.deliveries()["c-1"]


def test_a_mail_that_is_as_it_was_approved(desk: Desk) -> None:
    message = checks_of(desk).take(ada(desk))
    assert isinstance(message, bytes)
    assert digest(message) == ada(desk).message_digest
    assert checks_of(desk).message_fault(ada(desk)) == ""


def test_the_message_of_an_earlier_revision_is_known_by_its_id(desk: Desk) -> None:
    first = (desk.practice.root / ada(desk).message).read_bytes()
    take_back(desk.practice, (), ["C-1"], desk.around)
    desk.approve("C-1")
    second = ada(desk)
    assert second.revision == 2
    (desk.practice.root / second.message).write_bytes(first)
    assert checks_of(desk).message_fault(second) == checks.MESSAGE_CHANGED
    forged = replace(second, message_digest=digest(first))
    assert checks_of(desk).message_fault(forged) == "The header Message-ID is not what was approved."


@pytest.mark.parametrize(
    ("what", "fault"),
    [("pdf", checks.PDF_GONE), ("message", checks.MESSAGE_GONE)],
)
def test_a_file_that_is_gone(desk: Desk, what: str, fault: str) -> None:
    (desk.practice.root / getattr(ada(desk), what)).unlink()
    assert checks_of(desk).message_fault(ada(desk)) == fault
    assert checks_of(desk).take(ada(desk)) == fault


@pytest.mark.parametrize(
    ("what", "fault"),
    [("pdf", checks.PDF_CHANGED), ("message", checks.MESSAGE_CHANGED)],
)
def test_a_file_that_is_another_clients(desk: Desk, what: str, fault: str) -> None:
    root, bens = desk.practice.root, desk.deliveries()["c-2"]
    (root / getattr(ada(desk), what)).write_bytes((root / getattr(bens, what)).read_bytes())
    assert checks_of(desk).message_fault(ada(desk)) == fault
    assert checks_of(desk).take(ada(desk)) == fault


def test_a_pdf_says_whose_it_is_and_from_which_answers(desk: Desk) -> None:
    for claimed in (replace(ada(desk), client="C-2"), replace(ada(desk), input_digest="0" * 64)):
        assert checks_of(desk).message_fault(claimed) == checks.PDF_FOREIGN


def test_where_people_were_mixed_up_as_pdfs_were_printed_nothing_goes(tmp_path: Path) -> None:
    class Mixed(PdfPress):
        def print(self, kind: Kind, page: Page) -> Printed:
            return replace(super().print(kind, page), content=pdf_of("C-2", page.digest))

    practice = new_practice(tmp_path / "mixed", ADA, settings=MAIL)
    make(practice, press=Mixed())
    desk = Desk(practice, now=DUE)
    rounds = (desk.approve(), *(way(practice, (), Ask(), desk.around) for way in (export, send_to_coach)))
    for stopped in rounds:
        assert stopped.stop is not None
        assert checks.PDF_FOREIGN in stopped.stop.reason
    assert (desk.deliveries(), desk.post.sent) == ({}, [])
    assert not list(practice.outputs.rglob("*.eml"))


def test_a_header_that_nobody_meant_is_found_whoever_wrote_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(mailing_practice(tmp_path / "practice", ADA, BEN), now=DUE)
    monkeypatch.setattr(approval, "compose", lambda letter: b"Bcc: evil@example.com\r\n" + compose(letter))
    stopped = desk.approve().stop
    assert stopped is not None
    assert "other headers than a letter has" in stopped.reason
    assert (desk.deliveries(), desk.post.sent) == ({}, [])


def test_a_ledger_that_says_something_else_than_its_messages_stops_the_batch(desk: Desk) -> None:
    with closing(sqlite3.connect(desk.practice.ledger)) as ledger, ledger:
        for (guard,) in ledger.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            ledger.execute(f'DROP TRIGGER "{guard}"')
        ledger.execute("UPDATE deliveries SET subject = 'Another' WHERE folded = 'c-2'")
    desk.now = DUE
    stopped = desk.send().stop
    assert stopped is not None
    assert "The header Subject is not what was approved." in stopped.reason
    assert desk.post.sent == []


@pytest.mark.parametrize("address", ["ann@localhost", '"a@x.com" <evil@y.com>', "a@x.com, b@y.com"])
def test_nobody_is_mailed_at_what_is_not_one_plain_address(address: str) -> None:
    told = [*mail_obstacles(replace(maya(), email=address), PrivacySettings(require_consent=False))]
    assert told == ["Their e-mail address is not one plain address."]


def test_a_message_that_is_a_link_or_lies_elsewhere_is_not_read(desk: Desk) -> None:
    place = desk.practice.root / ada(desk).message
    elsewhere = place.rename(desk.practice.root / "elsewhere.eml")
    place.symlink_to(elsewhere)
    assert checks_of(desk).take(ada(desk)) == checks.MESSAGE_GONE
    assert checks_of(desk).take(replace(ada(desk), message="elsewhere.eml")) == checks.MESSAGE_GONE
    Outbox(desk.practice).throw_away("elsewhere.eml")
    assert elsewhere.exists()
