"""The clients of a run, lined up: what a report is made from, where it belongs, whether it can stay."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pipeline.batch.fingerprints import context_of, fingerprint_of
from pipeline.batch.names import file_name, opaque_file_name
from pipeline.batch.selection import Candidate
from pipeline.errors import UsageError
from pipeline.files import digest_of_file
from pipeline.ledger import Ledger, decide
from pipeline.models.client import Client, fold_id
from pipeline.models.making import Context, Made, Outcome
from pipeline.practice import Practice
from pipeline.spreadsheets.folding import fold_name
from pipeline.workflow.reading import Reading

_NAMES_KEY = "file names"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of a run: for whom (all), again even if nothing changed, in which language, how many."""

    clients: tuple[str, ...] = ()
    force: bool = False
    language: str | None = None
    workers: int | None = None
    limit: int | None = None


@dataclass(frozen=True)
class Desk:
    """What a run works with: the practice, what was read, what is wished for, and what is remembered."""

    practice: Practice
    reading: Reading
    wish: Wish
    ledger: Ledger

    @cached_property
    def made(self) -> dict[str, Made]:
        """The reports there are, by the folded id of the client."""
        return self.ledger.reports()

    @cached_property
    def context(self) -> Context:
        """What all reports of the run share."""
        return context_of(self.reading.kit, self.practice.settings, self.practice.root)

    @property
    def present(self) -> set[str]:
        """The folded ids of everybody in the inputs, held rows included."""
        intake = self.reading.intake
        return {fold_id(client.id) for client in intake.clients} | {
            fold_id(row.id) for row in intake.rows if row.id
        }

    def line_up(self, wanted: set[str]) -> list[Candidate]:
        """Return the wanted clients (none: all) with the decision on each, in the order of the inputs.

        Raises:
            UsageError: the kit does not speak the language that is asked for.
        """
        usual = self._usual_language()
        clients = self.reading.intake.clients
        return [
            self._candidate(client, usual) for client in clients if not wanted or fold_id(client.id) in wanted
        ]

    def held(self, wanted: set[str]) -> Iterator[Outcome]:
        """Tell of the rows that are held, unless another row of the same client goes on."""
        intake = self.reading.intake
        good = {fold_id(client.id): fold_name(client.name) for client in intake.clients}
        errors: dict[tuple[str, str | None, int | None], list[str]] = {}
        for problem in filter(lambda problem: problem.is_error, intake.problems):
            errors.setdefault((problem.file, problem.sheet, problem.row), []).append(problem.message)
        for row in intake.rows:
            key = fold_id(row.id) if row.id else ""
            if row.ok or good.get(key) == fold_name(row.name or "") or (wanted and key not in wanted):
                continue
            reasons = tuple(errors.get((row.file, row.sheet, row.row), ()))
            yield Outcome(row.id, row.name, "held", reasons)

    def _usual_language(self) -> str:
        wish, spoken = self.wish.language, self.reading.kit.wordings
        if wish and wish not in spoken:
            raise UsageError(f'The kit does not speak "{wish}".', f"Its languages are: {', '.join(spoken)}.")
        return wish or self.practice.settings.practice.language

    def _candidate(self, client: Client, usual: str) -> Candidate:
        own = client.language if client.language in self.reading.kit.wordings else None
        language = self.wish.language or own or usual
        fingerprint = fingerprint_of(client, language, self.context, self.reading.kit.questionnaire)
        path = self.practice.relative(self.practice.reports / self._file_name(client))
        made = self.made.get(fold_id(client.id))
        on_disk = digest_of_file(self.practice.root / made.path) if made else None
        decision = decide(made, fingerprint, path, on_disk, self.ledger.recall)
        return Candidate(client, fingerprint, path, made, decision)

    def _file_name(self, client: Client) -> str:
        if self.practice.settings.reports.opaque_file_names:
            return opaque_file_name(client.id, self._names_key)
        return file_name(client.id, client.name)

    @cached_property
    def _names_key(self) -> bytes:
        return self.ledger.key(_NAMES_KEY, lambda: secrets.token_bytes(32))
