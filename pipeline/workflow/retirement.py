"""Documents that are no longer right where they lie: put away, never deleted, each with its reason."""

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from unicodedata import normalize

from pipeline.batch.retiring import put_away
from pipeline.batch.selection import Candidate
from pipeline.models.making import Event, Kind, Made
from pipeline.workflow.candidates import Desk


class Retirement:
    """Puts documents away in a run at ``now``.

    ``gone`` are the new places, relative to the practice, of documents of people who are no longer in the
    inputs, ``strays`` of those that the ledger does not know.
    """

    def __init__(self, desk: Desk, now: datetime) -> None:
        self._desk = desk
        self._at = now.isoformat(timespec="seconds")
        self.gone: list[str] = []
        self.strays: list[str] = []

    def retire_strangers(self, candidates: Iterable[Candidate]) -> None:
        """Put away what was made for somebody else who had a candidate's id: it must not pass for theirs."""
        for made in self._desk.strangers(candidates):
            self._retire(made, "this client number is somebody else's now")

    def retire_vanished(self) -> None:
        """Put away the documents of clients who are no longer in the inputs."""
        numbers = self._numbers()
        for key, papers in self._desk.ledger.documents_of_others(self._desk.present).items():
            number = numbers.get(key)
            reason = f"the client's number is {number} now" if number else "no longer in the inputs"
            for made in papers.values():
                self._retire(made, reason)

    def retire_strays(self) -> None:
        """Put away our PDFs of which the ledger knows nothing: they would never be renewed.

        They are there after the loss of a ledger, or of a run that was stopped; what else lies there stays.
        """
        known = set(map(_plain, self._desk.ledger.paths()))
        for kind, path in self._printed():
            pdf = self._desk.practice.root / path
            client = None if _plain(path) in known else _owner_of(pdf)
            if client and (moved := put_away(pdf, self._desk.retirement(kind))):
                self.strays.append(self._desk.practice.relative(moved))
                event = Event(self._at, kind, "put away", ("the ledger did not know it",))
                self._desk.ledger.note(client, event)

    def _retire(self, made: Made, reason: str) -> None:
        place = self._desk.place(made)
        if place and (moved := put_away(place, self._desk.retirement(made.kind))):
            self.gone.append(self._desk.practice.relative(moved))
        self._desk.ledger.drop(made, self._at, reason)

    def _numbers(self) -> Mapping[str, str]:
        """Return the numbers of clients by the ids that they had without one."""
        clients, former = self._desk.reading.intake.clients, self._desk.history.former_id
        return {known: client.id for client in clients if (known := former(client))}

    def _printed(self) -> Iterator[tuple[Kind, str]]:
        """Yield all PDFs among the outputs, by their places in the practice; a folder may hold very many."""
        folders: tuple[tuple[Kind, Path], ...] = (
            ("report", self._desk.practice.reports),
            ("brief", self._desk.practice.briefs),
        )
        for kind, folder in folders:
            home = self._desk.practice.relative(folder)
            for name in sorted(_pdfs_in(folder)):
                yield kind, f"{home}/{name}"


def _pdfs_in(folder: Path) -> list[str]:
    if not folder.is_dir():
        return []
    with os.scandir(folder) as entries:
        return [
            entry.name
            for entry in entries
            if entry.name.endswith(".pdf") and entry.is_file(follow_symlinks=False)
        ]


def _plain(path: str) -> str:
    """Return a path by which it is known again: some systems take letters apart, or ignore case."""
    return normalize("NFC", path).casefold()


def _owner_of(pdf: Path) -> str | None:
    from pipeline.rendering.printing.archive import read_owner

    return read_owner(pdf)
