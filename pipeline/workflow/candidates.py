"""The clients of a run, lined up: what documents are made from, where they belong, whether they can stay."""

import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path, PurePath

from pipeline.batch.fingerprints import context_of, fingerprint_of
from pipeline.batch.names import NAMES_KEY, file_name, opaque_file_name
from pipeline.batch.selection import Candidate, Paper
from pipeline.errors import UsageError
from pipeline.files import digest_of_file
from pipeline.ledger import Ledger, decide, decide_first
from pipeline.models.client import Client, fold_id
from pipeline.models.making import (
    KINDS,
    STANDARD_ENGINE,
    Context,
    Decision,
    EngineName,
    Fingerprint,
    Kind,
    Made,
    Outcome,
)
from pipeline.models.review import NOTE
from pipeline.practice import Practice
from pipeline.spreadsheets.names import is_longer_name, is_same_name
from pipeline.workflow.held import list_held
from pipeline.workflow.history import History
from pipeline.workflow.reading import Reading
from pipeline.workflow.reviewing.decisions import Decisions, decide_all

DRAFT = Decision(fits=False, is_intact=False, reasons=("drafts are always made anew",))
"""Decides on every draft."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of a run: for whom (all), again even if nothing changed, how many clients at most.

    ``language`` is that of reports; briefs are the coach's, and always in the practice's language. What
    another than the standard engine prints are drafts.
    """

    clients: tuple[str, ...] = ()
    force: bool = False
    language: str | None = None
    workers: int | None = None
    limit: int | None = None
    engine: EngineName = STANDARD_ENGINE

    @property
    def is_for_drafts(self) -> bool:
        """Whether drafts are asked for: made anew each time, kept beside all else, remembered nowhere."""
        return self.engine != STANDARD_ENGINE


@dataclass(frozen=True)
class Desk:
    """What a run works with: the practice, what was read, what is wished for, and what is remembered."""

    practice: Practice
    reading: Reading
    wish: Wish
    ledger: Ledger

    @cached_property
    def made(self) -> dict[str, dict[Kind, Made]]:
        """The documents of everybody in the inputs, by the folded id of the client and by kind."""
        return {} if self.wish.is_for_drafts else self.ledger.documents_of(self.present)

    @cached_property
    def context(self) -> Context:
        """What all documents of the run share."""
        return context_of(self.reading.kit, self.practice.settings, self.practice.root)

    @cached_property
    def history(self) -> History:
        """What is known of the clients' earlier assessments."""
        return History(self.reading, self.ledger)

    @cached_property
    def decisions(self) -> Decisions:
        """What the coach decided in the review. Raises :class:`InputError` if it cannot be read."""
        return decide_all(self.practice, self.reading, self.ledger)

    def own(self, client: Client) -> dict[Kind, Made]:
        """Return the documents there are that are a client's own."""
        made = self.made.get(fold_id(client.id), {})
        return {kind: each for kind, each in made.items() if _is_of(each, client)}

    @cached_property
    def present(self) -> set[str]:
        """The folded ids of everybody in the inputs, held rows included."""
        intake = self.reading.intake
        return {fold_id(client.id) for client in intake.clients} | {
            fold_id(row.id) for row in intake.rows if row.id
        }

    def strangers(self, candidates: Iterable[Candidate]) -> Iterator[Made]:
        """Yield the documents that were made for somebody else of the same id as one of the candidates."""
        for client in (candidate.client for candidate in candidates):
            for made in self.made.get(fold_id(client.id), {}).values():
                if not _is_of(made, client):
                    yield made

    def place(self, made: Made) -> Path | None:
        """Return where a PDF lies; None if the ledger names something that is no PDF among the outputs.

        The ledger may have come from elsewhere: whatever it says, nothing else is read, moved or replaced.
        """
        path = PurePath(made.path)
        is_among = path.parts[:1] == (self._outputs,) and ".." not in path.parts
        return self.practice.root / path if is_among and path.suffix == ".pdf" else None

    def retirement(self, kind: Kind) -> Path:
        """Return the folder for documents that are no longer right under their name."""
        return _part(self.practice.old, kind)

    @property
    def homes(self) -> tuple[Path, ...]:
        """The folders that a run writes documents into."""
        return tuple(map(self.home, KINDS))

    def home(self, kind: Kind) -> Path:
        """Return the folder for documents of a kind."""
        if self.wish.is_for_drafts:
            return _part(self.practice.drafts, kind)
        return self.practice.reports if kind == "report" else self.practice.briefs

    def line_up(self, wanted: set[str]) -> list[Candidate]:
        """Return the wanted clients (none: all) with the decision on each, in the order of the inputs.

        Those whose row of the review is wrong are left out: they are held.

        Raises:
            UsageError: the kit does not speak the language that is asked for.
            InputError: the review cannot be read.
        """
        usual, faults = self._usual_language(), self.decisions.faults
        return [self._candidate(client, usual) for client in self._asked_for(wanted) if not faults(client)]

    def held(self, wanted: set[str]) -> Iterator[Outcome]:
        """Tell of the rows that are held, unless another row of the same client goes on."""
        yield from list_held(self.reading.intake, wanted)
        for client in self._asked_for(wanted):
            if faults := self.decisions.faults(client):
                yield Outcome(client.id, client.name, "held", tuple(fault.message for fault in faults))

    def _asked_for(self, wanted: set[str]) -> Iterator[Client]:
        clients = self.reading.intake.clients
        return (client for client in clients if not wanted or fold_id(client.id) in wanted)

    def _usual_language(self) -> str:
        wish, spoken = self.wish.language, self.reading.kit.wordings
        if wish and wish not in spoken:
            raise UsageError(f'The kit does not speak "{wish}".', f"Its languages are: {', '.join(spoken)}.")
        return wish or self.practice.settings.practice.language

    def _candidate(self, client: Client, usual: str) -> Candidate:
        own = client.language if client.language in self.reading.kit.wordings else None
        language, coachs = self.wish.language or own or usual, self.practice.settings.practice.language
        found, asked = self.history.find(client), self.reading.kit.questionnaire
        review = self.decisions.review(client)
        report = fingerprint_of(client, language, self.context, asked, found.earlier, review=review)
        made_from: dict[Kind, Fingerprint] = {"report": report, "brief": _without_note(report, coachs)}
        known = self.own(client)
        papers = tuple(self._paper(kind, client, made_from[kind], known) for kind in KINDS)
        return Candidate(client, papers, found.earlier, found.remark, review)

    def _paper(
        self, kind: Kind, client: Client, fingerprint: Fingerprint, known: Mapping[Kind, Made]
    ) -> Paper:
        path = f"{self._homes[kind]}/{self._file_name(kind, client)}"
        if self.wish.is_for_drafts:
            return Paper(kind, client, fingerprint, path, None, DRAFT)
        made = known.get(kind)
        place = self.place(made) if made else None
        if made is None or place is None:
            first = decide_first(kind, is_known=bool(known))
            return Paper(kind, client, fingerprint, path, None, first)
        decision = decide(made, fingerprint, path, digest_of_file(place), self.ledger.recall)
        return Paper(kind, client, fingerprint, path, made, decision)

    def _file_name(self, kind: Kind, client: Client) -> str:
        if self.practice.settings.reports.opaque_file_names:
            return opaque_file_name(kind, client.id, self._names_key)
        return file_name(client.id, client.name)

    @cached_property
    def _outputs(self) -> str:
        return self.practice.relative(self.practice.outputs)

    @cached_property
    def _homes(self) -> Mapping[Kind, str]:
        """The folders of all kinds as paths of documents begin."""
        return {kind: self.practice.relative(self.home(kind)) for kind in KINDS}

    @cached_property
    def _names_key(self) -> bytes:
        return self.ledger.key(NAMES_KEY, lambda: secrets.token_bytes(32))


def _without_note(report: Fingerprint, language: str) -> Fingerprint:
    """Return what a brief is made from: what the report is, but for the note, which stands there alone."""
    if NOTE in report.values:
        unnoted = {name: value for name, value in report.values.items() if name != NOTE}
        return replace(report, language=language, values=unnoted)
    return report if language == report.language else replace(report, language=language)


def _part(folder: Path, kind: Kind) -> Path:
    """Return where documents of a kind lie in a folder that is meant for reports first."""
    return folder if kind == "report" else folder / "briefs"


def _is_of(made: Made, client: Client) -> bool:
    """Whether a document is the client's own: an id, and an address too, may come to be somebody else's."""
    name = client.name
    return made.name == name or is_same_name(made.name, name) or is_longer_name(made.name, name)
