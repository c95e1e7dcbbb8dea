"""Sending after something came between: what is printed next, what goes on by itself, and what does not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from pipeline.delivery.outcomes import Outcome
from pipeline.errors import InputError, LedgerError
from pipeline.ledger import Ledger
from pipeline.ledger.deliveries import Deliveries
from pipeline.models.standstill import PAUSES, Standstill
from pipeline.workflow.sending.outbox import Outbox
from pipeline.workflow.sending.rounds import Round, export, keep_sending, send, take_back
from pipeline.workflow.sending.sources import Sources
from pipeline.workflow.sending.surroundings import Ask
from tests.posting import (
    ADA,
    ALL,
    BEN,
    BUSY,
    CLEO,
    DUE,
    LOST,
    SHUT,
    THREE,
    Desk,
    PdfPress,
    mailing_practice,
    states,
)
from tests.practices import Row, make, write_inputs


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(mailing_practice(tmp_path / "practice"), now=DUE)


def test_a_pdf_that_changes_after_its_approval_was_withdrawn_is_made_again(desk: Desk) -> None:
    desk.now = DUE.replace(day=1)
    desk.approve("C-1")
    take_back(desk.practice, (), ["C-1"], desk.around)
    with (desk.practice.reports / "ada_byron-c-1.pdf").open("ab") as pdf:
        pdf.write(b"changed")
    for shown in (desk.show(), desk.send(), desk.approve()):
        assert shown.stop is not None
        assert shown.stop.command == "reports --client C-1"


def test_drafts_of_mails_that_a_server_puts_off(desk: Desk) -> None:
    desk.post.answers = dict.fromkeys(THREE, BUSY)
    assert states(desk.approve()) == dict.fromkeys(ALL, "deferred")
    done = export(desk.fresh, (), Ask(), desk.around)
    assert states(done) == dict.fromkeys(ALL, "handed-over")
    assert len(list((desk.practice.outputs / "outbox").glob("*-c-?.eml"))) == 3
    desk.pass_time(hours=1)
    desk.post.answers.clear()
    assert states(desk.send(at_once=True)) == dict.fromkeys(ALL, "handed-over")
    assert desk.post.sent == []


AWAY = Outcome("deferred", "The mail server could not be reached.", stops=True)
WRONG = replace(SHUT, lasts=True)


class EndedError(Exception):
    """Somebody ended the watch."""


def edit(desk: Desk, *rows: Row) -> None:
    """Write the inputs anew."""
    write_inputs(desk.practice.root, *rows)


def watch(desk: Desk, *steps: Callable[[], object]) -> tuple[Round | None, list[str]]:
    """Watch, with a step at each pause; what follows the last one ends it."""
    left, told = list(steps), list[str]()

    def pause() -> None:
        desk.pass_time(minutes=1)
        if not left:
            raise EndedError
        left.pop(0)()

    try:
        return keep_sending(desk.send, pause, told.append), told
    except EndedError:
        return None, told


def test_what_is_typed_after_a_stop_keeps_to_the_schedule(tmp_path: Path) -> None:
    late = BEN | {"A10": "2026-10-16 10:00"}
    desk = Desk(mailing_practice(tmp_path / "practice", ADA, late), now=DUE)
    desk.post.answers["c-1@example.com"] = WRONG
    stopped = desk.approve()
    assert stopped.stop is not None
    assert stopped.stop.command == "send --due --client C-1"
    assert states(stopped) == {"C-1": "due", "C-2": "approved"}
    desk.post.answers.clear()
    desk.now = DUE.replace(day=6, hour=2)
    assert states(desk.send("C-1")) == {"C-1": "deferred"}, "it is night"
    desk.now = DUE.replace(day=6)
    assert states(desk.send("C-1")) == {"C-1": "accepted"}
    assert states(desk.send()) == {"C-1": "accepted", "C-2": "approved"}
    assert desk.post.recipients == ["c-1@example.com"]


def test_a_server_that_takes_nothing_is_tried_once_a_pause_and_pauses_grow(desk: Desk) -> None:
    tries: list[str] = []
    desk.post.on_mail = tries.append
    desk.post.answers = dict.fromkeys(THREE, WRONG)
    stopped = desk.approve()
    for _ in range(29):
        desk.pass_time(minutes=1)
        stopped = desk.send()
    assert tries == THREE[:1] * 2
    assert stopped.stop is not None
    assert stopped.stop.command == "send --due --client C-1"
    assert stopped.stop.reason.startswith(WRONG.reason)
    assert "left alone until Mon 05 Oct 10:45" in stopped.stop.reason
    desk.pass_time(minutes=16)
    desk.post.answers.clear()
    assert states(desk.send()) == ALL
    with Ledger(desk.practice.ledger, passing=True) as ledger:
        assert ledger.rows("SELECT * FROM standstills") == []


def test_a_pause_is_overridden_by_whoever_means_to_and_ends_with_the_first_mail(desk: Desk) -> None:
    desk.post.answers = dict.fromkeys(THREE, AWAY)
    desk.approve()
    desk.post.answers.clear()
    assert desk.send().stop is not None
    assert states(desk.send("C-2")) == {"C-2": "accepted"}
    assert states(desk.send()) == ALL


def test_another_server_has_no_pause(desk: Desk) -> None:
    desk.post.answers = dict.fromkeys(THREE, AWAY)
    desk.approve()
    desk.post.answers.clear()
    settings = desk.practice.root / "roadmap.toml"
    settings.write_text(settings.read_text() + "port = 2525\n", encoding="utf-8")
    assert states(desk.send()) == ALL


def test_pauses_grow_up_to_the_longest_and_a_clock_set_back_ends_them() -> None:
    assert [Standstill("", tries, DUE).until - DUE for tries in (1, 2, 99)] == [*PAUSES[:2], PAUSES[-1]]
    standstill = Standstill("", 1, DUE)
    assert standstill.holds(DUE)
    assert not standstill.holds(DUE + PAUSES[0])
    assert not standstill.holds(DUE - timedelta(days=400))


@pytest.mark.parametrize(
    "rows", [(ADA, BEN | {"A8": "b@example.com"}, CLEO), (ADA, BEN, CLEO | {"A7b": "no"})]
)
def test_an_edit_during_a_batch_is_seen_before_the_next_mail(
    desk: Desk, rows: tuple[dict[str, str], ...]
) -> None:
    desk.post.on_mail = lambda _: edit(desk, *rows)
    stopped = desk.approve()
    assert stopped.stop is not None
    assert "were changed while mails went" in stopped.stop.reason
    assert (stopped.stop.command, stopped.stop.passes) == ("send --due", True)
    assert desk.post.recipients == THREE[:1]
    assert states(stopped) == {"C-1": "accepted", "C-2": "due", "C-3": "due"}


def test_a_file_that_comes_or_goes_during_a_batch(desk: Desk) -> None:
    more = desk.practice.inputs / "more.csv"
    desk.post.on_mail = lambda _: more.touch()
    assert desk.approve().stop is not None
    desk.post.on_mail = lambda _: more.unlink()
    assert desk.send().stop is not None
    assert desk.post.recipients == THREE[:2]


def test_the_review_is_one_of_the_sources(desk: Desk) -> None:
    def has_changed() -> bool:
        return seen.have_changed

    seen = Sources.look(desk.practice, ())
    assert not has_changed()
    desk.practice.review.write_bytes(b"saved")
    assert has_changed()
    for path in desk.practice.inputs.iterdir():
        path.unlink()
    seen = Sources.look(desk.practice, ())
    assert not has_changed()
    desk.practice.review.unlink()
    assert has_changed()


@pytest.mark.parametrize("ending", ["ods", "csv", "XLS"])
def test_a_review_saved_in_another_form_stops_a_batch(desk: Desk, ending: str) -> None:
    twin = desk.practice.review.with_suffix(f".{ending}")
    desk.post.on_mail = lambda _: twin.touch()
    stopped = desk.approve()
    assert stopped.stop is not None
    assert "were changed while mails went" in stopped.stop.reason
    assert desk.post.recipients == THREE[:1]


def test_a_watch_goes_on_after_what_passes(desk: Desk) -> None:
    inputs = desk.practice.inputs
    desk.post.answers = dict.fromkeys(THREE, AWAY)
    desk.approve()

    def comes_back() -> None:
        desk.post.answers.clear()
        desk.pass_time(minutes=15)

    ended, told = watch(
        desk,
        lambda: None,
        lambda: inputs.rename(inputs.with_name("away")),
        lambda: None,
        lambda: inputs.with_name("away").rename(inputs),
        comes_back,
    )
    assert ended is None
    assert len(told) == 3
    assert told[0] == told[2]
    assert told[0].startswith(AWAY.reason)
    assert desk.post.recipients == THREE


def test_a_watch_reads_again_what_was_edited(desk: Desk) -> None:
    desk.post.answers = dict.fromkeys(THREE, AWAY)
    desk.approve()
    desk.post.answers.clear()
    desk.pass_time(minutes=15)
    desk.post.on_mail = lambda _: edit(desk, ADA, BEN, CLEO | {"A7b": "no"})
    ended, told = watch(desk, lambda: None, lambda: None)
    assert ended is None
    assert desk.post.recipients == THREE[:2]
    assert "were changed while mails went" in told[0]


@pytest.mark.parametrize("answer", [WRONG, LOST])
def test_a_watch_ends_with_what_somebody_has_to_mend(desk: Desk, answer: Outcome) -> None:
    desk.post.answers = dict.fromkeys(THREE, AWAY)
    desk.approve()
    desk.post.answers = dict.fromkeys(THREE, answer)
    ended, told = watch(desk, lambda: desk.pass_time(minutes=15))
    assert ended is not None
    assert ended.stop is not None
    assert ended.stop.reason == answer.reason
    assert len(told) == 1


def test_a_watch_of_nothing_does_not_begin(desk: Desk) -> None:
    with pytest.raises(InputError):
        keep_sending(lambda: send(desk.fresh, (Path("nowhere.csv"),), Ask(), desk.around), print, print)


def test_approving_again_is_all_or_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.pass_time(days=-4)
    desk.approve()
    write_inputs(desk.practice.root, *(row | {"A10": "2026-10-09 10:00"} for row in (ADA, BEN, CLEO)))
    make(desk.practice, press=PdfPress(), now=desk.now)
    outbox = sorted((desk.practice.outputs / "outbox").iterdir())

    def fail(*_: object, **__: object) -> None:
        raise LedgerError("killed")

    monkeypatch.setattr(Deliveries, "add", fail)
    with pytest.raises(LedgerError):
        desk.approve()
    monkeypatch.undo()
    assert set(desk.states().values()) == {"approved"}
    assert sorted((desk.practice.outputs / "outbox").iterdir()) == outbox


def test_what_was_taken_back_leaves_no_message_even_if_the_run_was_killed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.pass_time(days=-4)
    desk.approve("C-1")
    with monkeypatch.context() as patch:
        patch.setattr(Outbox, "throw_away", lambda *_: None)
        take_back(desk.practice, (), ["C-1"], desk.around)
    assert len(list((desk.practice.outputs / "outbox").iterdir())) == 1
    desk.send()
    assert list((desk.practice.outputs / "outbox").iterdir()) == []
