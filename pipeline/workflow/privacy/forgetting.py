"""Somebody is forgotten: all that is kept of them goes, and what is left is searched to show that it has."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pipeline.files import output_error, run_lock, sweep, synced
from pipeline.ledger import Ledger, mark_of
from pipeline.models.client import fold_id
from pipeline.practice import Practice
from pipeline.scratch import Scratch
from pipeline.workflow.people import key_of
from pipeline.workflow.privacy.dossier import Dossier, opened
from pipeline.workflow.privacy.files import WITH_OTHERS, Class, folders_of
from pipeline.workflow.privacy.people import Person
from pipeline.workflow.privacy.reach import Beyond
from pipeline.workflow.privacy.search import Search, Searched
from pipeline.workflow.privacy.signs import Signs
from pipeline.workflow.reviewing.erasing import take_out

FORGOTTEN = "this person asked to be forgotten"


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was removed of somebody, what was searched afterwards, and what is not reached.

    ``files`` counts the removed ones by their class, and ``shared`` names those of them that held others too
    and can be made again, relative to the practice. ``rows`` counts those of the ledger, ``reviews`` those of
    the review. ``to_do`` is what keeps the review from being written.
    """

    person: Person
    signs: Signs
    files: Mapping[Class, int]
    shared: tuple[str, ...]
    rows: int
    reviews: int
    searched: Searched
    beyond: tuple[Beyond, ...]
    to_do: str = ""

    @property
    def is_known_again(self) -> bool:
        """Whether their row is passed over when it comes back: something is theirs and nobody else's."""
        return bool(self.person.marked)


def forget(
    practice: Practice, who: str, now: datetime, watch: Callable[[int], None] = lambda _: None
) -> Forgotten:
    """Remove all that is kept of somebody but a keyed mark, and search what is left for them.

    The mark comes first, so that from then on nothing is made of their row, however often it comes back; the
    ledger's rows go last, so that an interrupted run finds everything when it is run again.

    Raises:
        UsageError: nobody is meant by ``who``, or more than one.
        OutputError: a file cannot be removed, or the review is open; run again, it goes on from there.
        PipelineError: another run is at work, or kit or ledger cannot be read.
    """
    with run_lock(practice.outputs):
        with opened(practice, who) as dossier:
            person, beyond = dossier.person, dossier.beyond
            block(dossier.ledger, person, FORGOTTEN, now)
            reviews, to_do = take_out(practice, dossier.kit, is_row_of(person))
            files = _remove_files(dossier)
            rows = dossier.ledger.traces.remove(person.ids)
            dossier.ledger.purge()
        searched = Search(practice, person, dossier.signs).run(watch)
    shared = tuple(practice.relative(each.path) for each in dossier.files if each.sort in WITH_OTHERS)
    return Forgotten(person, dossier.signs, files, shared, rows, reviews, searched, beyond, to_do)


def block(ledger: Ledger, person: Person, reason: str, now: datetime) -> None:
    """Remember that somebody is not to be worked with, by nothing that leads back to them."""
    key, known = key_of(ledger), ledger.blocked()
    for identity in sorted(person.marked):
        mark = mark_of(key, identity)
        if known.get(mark) not in {reason, FORGOTTEN}:
            ledger.block(mark, reason, now.isoformat(timespec="seconds"))


def is_row_of(person: Person) -> Callable[[str, str], bool]:
    """Return what tells whether a number and a name are somebody's."""
    return lambda client, name: fold_id(client) in person.ids and person.may_be(name)


def _remove_files(dossier: Dossier) -> Counter[Class]:
    """Remove the files about somebody, those that a stopped run left unfinished, and temporary ones."""
    removed: Counter[Class] = Counter()
    outputs = dossier.practice.outputs
    for holding in dossier.files:
        with synced(holding.path.parent):
            _unlink(holding.path)
        removed[holding.sort] += 1
    for folder in folders_of(dossier.practice):
        sweep(folder)
    Scratch().remove()
    for folder in (dossier.practice.to_fix, outputs / "exports"):
        _leave_if_empty(folder)
    return removed


def _unlink(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise output_error(path, error) from error


def _leave_if_empty(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
