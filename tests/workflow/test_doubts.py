"""A server that lets nobody through refuses each recipient with the same words as one that is not allowed."""

from pathlib import Path

import pytest

from pipeline.delivery.outcomes import Outcome, Reply, judge
from pipeline.workflow.sending.doubts import NONE_TAKEN
from tests.posting import (
    ADA,
    BEN,
    BUSY,
    CLEO,
    DUE,
    LOST,
    SHUT,
    UNKNOWN,
    Desk,
    client,
    mailing_practice,
    states,
)

REFUSED = judge("recipient", Reply(554, ("5.7.1 Relay access denied",)))
assert REFUSED is not None
DOUBTED: Outcome = REFUSED
IDS = ["C-1", "C-2", "C-3", "C-4", "C-5"]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    rows = (ADA, BEN, CLEO, client(4, "Dan Roy"), client(5, "Eve Stone"))
    return Desk(mailing_practice(tmp_path / "practice", *rows), now=DUE)


def answer(desk: Desk, **answers: Outcome) -> None:
    """Let the post answer some with what it says, by the number of the client, and take all others."""
    desk.post.answers = {f"c-{key.removeprefix('c')}@example.com": told for key, told in answers.items()}


def test_a_server_that_lets_nobody_through_refuses_no_client(desk: Desk) -> None:
    answer(desk, **{f"c{number}": DOUBTED for number in range(1, 6)})
    round_ = desk.approve()
    assert desk.states() == dict.fromkeys(("c-1", "c-2", "c-3"), "deferred") | {
        "c-4": "approved",
        "c-5": "approved",
    }
    assert round_.stop is not None
    assert not round_.stop.passes
    assert "three mails in a row" in round_.stop.reason
    assert "(554 5.7.1)" in round_.stop.reason
    again = desk.send()
    assert again.stop is not None
    assert "left alone" in again.stop.reason, "the next round calls nobody"
    desk.post.answers.clear()
    assert states(desk.send(at_once=True)) == dict.fromkeys(IDS, "accepted"), "no mail needs the coach's word"


def test_who_alone_is_not_let_through_is_refused_and_stops_no_other(desk: Desk) -> None:
    for refused in ({"c1", "c2"}, {"c5"}):
        answer(desk, **dict.fromkeys(refused, DOUBTED))
        asked = ("C-1", "C-2", "C-3") if "c1" in refused else ("C-4", "C-5")
        round_ = desk.approve(*asked)
        assert round_.stop is None
    assert desk.states() == {
        "c-1": "refused",
        "c-2": "refused",
        "c-3": "accepted",
        "c-4": "accepted",
        "c-5": "refused",
    }
    assert {desk.deliveries()[who].reason for who in ("c-1", "c-2", "c-5")} == {DOUBTED.reason}
    assert [mail.folded for mail in desk.settled] == ["c-3", "c-1", "c-2", "c-4", "c-5"], "each is told once"


@pytest.mark.parametrize("last", [BUSY, UNKNOWN, SHUT, LOST])
def test_fewer_are_refused_whatever_becomes_of_others(desk: Desk, last: Outcome) -> None:
    answer(desk, c1=DOUBTED, c2=last)
    desk.approve("C-1", "C-2")
    told = NONE_TAKEN.format(reason=DOUBTED.reason)
    assert (desk.states()["c-1"], desk.deliveries()["c-1"].reason) == ("refused", told)


def test_an_account_that_is_blocked_in_the_midst_stops_the_batch(desk: Desk) -> None:
    answer(desk, c2=DOUBTED, c3=DOUBTED, c4=DOUBTED)
    assert desk.approve().stop is not None
    assert desk.states() == {
        "c-1": "accepted",
        "c-2": "deferred",
        "c-3": "deferred",
        "c-4": "deferred",
        "c-5": "approved",
    }


def test_who_is_never_let_through_holds_up_nobody_else(desk: Desk) -> None:
    answer(desk, c1=DOUBTED, c2=DOUBTED, c3=DOUBTED)
    assert desk.approve().stop is not None
    desk.pass_time(minutes=20)
    desk.send()
    assert desk.post.recipients == ["c-4@example.com", "c-5@example.com"]
    assert desk.states()["c-3"] == "refused", "others were taken after it"


def test_with_a_limit_those_go_whom_a_look_shows(desk: Desk) -> None:
    for who, said in (("C-1", BUSY), ("C-2", SHUT)):
        answer(desk, **{who.lower().replace("-", ""): said})
        desk.approve(who)
    desk.pass_time(minutes=60)
    desk.post.answers.clear()
    desk.send(limit=1, at_once=True)
    assert desk.post.recipients == ["c-1@example.com"], "the first in the table, though it was tried before"


def test_a_run_that_ends_in_the_midst_of_a_doubt_leaves_nothing_uncertain(desk: Desk) -> None:
    answer(desk, c1=DOUBTED)

    def end(recipient: str) -> None:
        if recipient == "c-2@example.com":
            raise KeyboardInterrupt

    desk.post.on_mail = end
    with pytest.raises(KeyboardInterrupt):
        desk.approve()
    desk.post.on_mail = lambda _: None
    desk.post.answers.clear()
    assert states(desk.send()) == dict.fromkeys(IDS, "accepted")
