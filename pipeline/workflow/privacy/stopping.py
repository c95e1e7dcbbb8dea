"""Somebody withdrew their consent: nothing is made for them or sent to them any more."""

from dataclasses import dataclass
from datetime import datetime

from pipeline.errors import LockedError, UsageError
from pipeline.files import run_lock
from pipeline.ledger import Ledger
from pipeline.practice import Practice
from pipeline.workflow.privacy.dossier import find_person
from pipeline.workflow.privacy.forgetting import block
from pipeline.workflow.privacy.people import Person
from pipeline.workflow.reading import load_kit_of
from pipeline.workflow.sending.approval import withdraw
from pipeline.workflow.sending.outbox import Outbox

STOPPED = "this person withdrew their consent"


@dataclass(frozen=True, slots=True)
class Stopped:
    """What a stop came to.

    ``withdrawn`` mails were approved and will not go; ``drafts`` were to be sent by hand. ``uncertain`` mails
    may have arrived. If ``is_busy``, another run is at work and mails were left to it.
    """

    person: Person
    withdrawn: int = 0
    drafts: int = 0
    uncertain: int = 0
    is_busy: bool = False


def stop(practice: Practice, who: str, now: datetime) -> Stopped:
    """Remember that somebody is not to be worked with, and withdraw the mails that have not gone.

    The first is done at once, whatever else is at work: a run that is sending looks before each mail. The
    second waits for no other run; run again, it is done then.

    Raises:
        UsageError: nobody is meant by ``who``, or more than one; or nothing tells them from somebody else.
        PipelineError: kit or ledger cannot be read.
    """
    kit = load_kit_of(practice)
    with Ledger(practice.ledger) as ledger:
        person, _ = find_person(practice, kit, ledger, who)
        _check_known(person)
        block(ledger, person, STOPPED, now)
        ledger.forgo_backup()
    try:
        with run_lock(practice.outputs), Ledger(practice.ledger) as ledger:
            ledger.deliveries.recover(now)
            ledger.back_up(always=True)
            return _withdraw(practice, ledger, person, now)
    except LockedError:
        return Stopped(person, is_busy=True)


def _check_known(person: Person) -> None:
    """Raise :class:`UsageError` if nothing would be known again of somebody but an address of two people."""
    if not person.marked:
        raise UsageError(
            f"{person.id} has no number, and shares an e-mail address with another client.",
            "Give them a number of their own in the inputs, then run the command again.",
        )


def _withdraw(practice: Practice, ledger: Ledger, person: Person, now: datetime) -> Stopped:
    outbox = Outbox(practice)
    mails = [mail for one in sorted(person.ids) for mail in ledger.deliveries.of(one)]
    withdrawn = [mail for mail in mails if mail.state in {"approved", "deferred"}]
    for mail in withdrawn:
        withdraw(ledger, outbox, mail, now)
    drafts = [
        path for mail in mails if mail.state == "handed-over" and (path := outbox.draft_of(mail)).is_file()
    ]
    for path in drafts:
        outbox.throw_away(practice.relative(path))
    uncertain = sum(mail.state == "uncertain" for mail in mails)
    return Stopped(person, len(withdrawn), len(drafts), uncertain)
