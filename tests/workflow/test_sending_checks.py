"""What is looked at right before a mail goes: PDF and message as they lie on the disk."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.files import digest
from pipeline.models.delivery import Delivery
from pipeline.workflow.sending import checks
from pipeline.workflow.sending.checks import Checks
from pipeline.workflow.sending.outbox import Outbox
from pipeline.workflow.sending.rounds import take_back
from tests.posting import ADA, BEN, Desk, mailing_practice


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


def test_a_message_that_is_a_link_or_lies_elsewhere_is_not_read(desk: Desk) -> None:
    place = desk.practice.root / ada(desk).message
    elsewhere = place.rename(desk.practice.root / "elsewhere.eml")
    place.symlink_to(elsewhere)
    assert checks_of(desk).take(ada(desk)) == checks.MESSAGE_GONE
    assert checks_of(desk).take(replace(ada(desk), message="elsewhere.eml")) == checks.MESSAGE_GONE
    Outbox(desk.practice).throw_away("elsewhere.eml")
    assert elsewhere.exists()
