"""All inputs of a run: every file is read, every row told, and rows of the same person are settled."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import tzinfo
from itertools import chain
from pathlib import Path

from pipeline.errors import SettingsError
from pipeline.intake.additions import without_additions
from pipeline.intake.calls import KNOWN_HEADERS, Aliases, Booking, Person, apply_calls, join_calls
from pipeline.intake.copies import OpenedFile, find_copied, tell_copied
from pipeline.intake.people import Verdict, folds_of, settle
from pipeline.intake.people.namesakes import tell_namesakes
from pipeline.intake.people.passed_over import tell_passed_over
from pipeline.intake.people.signs import Signed
from pipeline.intake.results import InputFile, InputRow, Intake, Status
from pipeline.intake.rows import ReadRow
from pipeline.intake.rows.tally import Tally
from pipeline.intake.search import place_of
from pipeline.intake.sheets import SheetReader, read_contents
from pipeline.intake.skipping import Blocked, find_hidden, find_skipped, tell_skipped
from pipeline.intake.vocabulary import Vocabulary
from pipeline.models.client import Client
from pipeline.models.intake import IntakeSettings
from pipeline.models.kit import Kit
from pipeline.models.problem import Problem
from pipeline.models.questionnaire import Questionnaire
from pipeline.spreadsheets.limits import Limits
from pipeline.spreadsheets.places import Place
from pipeline.spreadsheets.readers import Read


def read_inputs(  # noqa: PLR0913 - all that reading depends on enters here
    paths: Sequence[Path],
    *,
    kit: Kit,
    settings: IntakeSettings,
    root: Path,
    timezone: tzinfo,
    derive_id: Callable[[str], str],
    read: Read,
    blocked: Blocked | None = None,
    own_address: str | None = None,
) -> Intake:
    """Read spreadsheets into clients and problems, whatever they hold.

    ``root`` is the practice's folder, ``timezone`` that of times without one, ``derive_id`` makes the id of
    a client without one from their folded e-mail address, and ``read`` opens a file. ``blocked`` returns why
    a person is not to be worked with, given a folded id of theirs, typed or derived; None if they are.
    ``own_address`` is the practice's, and no client's.
    Raises :class:`SettingsError` if a pinned column names a question that the kit does not ask.
    """
    vocabulary = Vocabulary.of(kit, settings.columns)
    _check_pins(vocabulary)
    reader = SheetReader(vocabulary, settings, timezone, derive_id, own_address)
    tally = Tally()
    found = _gather(paths, root, reader, read, tally)
    aliases = Aliases(settings.addresses)
    bookings = list(map(aliases.apply, found.bookings))
    skipped = find_skipped(chain(found.rows, found.bookings, bookings), blocked, derive_id)
    settled = _settle([row for row in found.rows if row.place not in skipped], vocabulary.questionnaire)
    hidden = find_hidden(found.rows, skipped, settings.addresses.values(), blocked, derive_id)
    standing = [booking for booking in bookings if booking.place not in skipped]
    calls = join_calls(standing, settled.people(), aliases, hidden)
    clients = sorted(settled.clients, key=lambda client: (found.order[client.source.file], client.source.row))
    of_rows = [*settled.problems, *calls.problems, *tell_skipped(skipped)]
    told = [*found.problems, *tally.tell(of_rows, settled.told_rows)]
    return Intake(
        clients=tuple(apply_calls(clients, calls, vocabulary, settings)),
        problems=_in_order(told, tally.close(vocabulary), found.order),
        files=tuple(replace(file, untold=tally.of(file.name).untold) for file in found.files),
        rows=tuple(_skipped_row(row) if row.place in skipped else settled.tell(row) for row in found.rows),
        earlier=settled.earlier,
        derived=settled.derived,
        skipped=frozenset(place.source for place in skipped),
        cancelled=calls.cancelled,
    )


def _in_order(
    told: Iterable[Problem], of_files: Iterable[Problem], order: Mapping[str, int]
) -> tuple[Problem, ...]:
    """Put problems in the order of files and rows; those of whole files come after those of their rows."""
    by_row = sorted(told, key=lambda problem: problem.row or 0)
    return tuple(sorted([*by_row, *of_files], key=lambda problem: order.get(problem.file, -1)))


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What stands in all files, before rows of one person are settled; ``order`` is that of the files."""

    files: Sequence[InputFile]
    rows: Sequence[ReadRow]
    bookings: Sequence[Booking]
    problems: Sequence[Problem]
    order: Mapping[str, int]


def _gather(paths: Iterable[Path], root: Path, reader: SheetReader, read: Read, tally: Tally) -> _Gathered:
    """Read every file; of one that stands in another, nothing counts."""
    opened = _open(paths, root, reader, read, tally)
    copied = find_copied(opened)
    for name in copied:
        tally.drop(name)
    found = [file.found for file in opened if file.name not in copied]
    return _Gathered(
        files=[_input_file(file, copied.get(file.name)) for file in opened],
        rows=[row for each in found for row in each.rows],
        bookings=[booking for each in found for booking in each.bookings],
        problems=[*tell_copied(copied), *(problem for each in found for problem in each.problems)],
        order={file.name: number for number, file in enumerate(opened)},
    )


def _open(
    paths: Iterable[Path], root: Path, reader: SheetReader, read: Read, tally: Tally
) -> list[OpenedFile]:
    """Read every file, each by itself; ``tally`` bounds what is told of each."""
    limits, known = Limits.of(reader.settings.limits), reader.vocabulary.known_headers
    helpful = known | KNOWN_HEADERS
    opened = []
    for path in paths:
        place = place_of(path, root)
        contents = without_additions(read(path, place, limits, helpful), known)
        found = read_contents(contents, place, reader, tally)
        opened.append(OpenedFile(place.file, found, contents.is_whole, contents.digest, contents.copy_of))
    return opened


def _input_file(file: OpenedFile, copy: str | None) -> InputFile:
    layout, count = (None, 0) if copy else (file.found.layout, file.count)
    return InputFile(file.name, layout, count, file.is_whole, file.digest, copy=copy)


@dataclass(frozen=True, slots=True)
class _Settled:
    """What the rows of all files came to.

    ``ids`` are those of clients with several rows, by place: some rows may lack the id that was typed.
    ``told_rows`` are those whose own problems count.
    """

    rows: Sequence[ReadRow]
    verdicts: Sequence[Verdict]
    clients: Sequence[Client]
    ids: Mapping[Place, str]
    earlier: Mapping[str, tuple[Client, ...]]
    statuses: Mapping[Place, Status]
    told_rows: Sequence[ReadRow]
    problems: Sequence[Problem]

    @property
    def derived(self) -> AbstractSet[str]:
        """The ids that stand in no row."""
        ids = {row.id for row in self.rows if row.id and not row.typed_id}
        return ids - {row.id for row in self.rows if row.typed_id}

    def people(self) -> Iterator[Person]:
        """Yield everybody: those of whom a row could be read, and the owner of each other row."""
        yield from (Person(verdict.client, verdict.rows) for verdict in self.verdicts)
        yield from (Person(None, (Signed.of(row),)) for row in self.rows if not row.client)

    def tell(self, row: ReadRow) -> InputRow:
        """Return one of the rows as it is told."""
        place = row.place
        told = self.ids.get(place, row.id), row.name, row.email
        return InputRow(*told, place.file, place.sheet, place.row or 0, self.statuses[place])


def _settle(rows: Sequence[ReadRow], questionnaire: Questionnaire) -> _Settled:
    verdicts = settle(rows, folds_of(questionnaire))
    going = [(verdict.client, verdict) for verdict in verdicts if verdict.client]
    statuses = _statuses(rows, verdicts)
    told_rows = [row for row in rows if row.client or statuses[row.place] == "held"]
    return _Settled(
        rows=rows,
        verdicts=verdicts,
        clients=[client for client, _ in going],
        ids={place: client.id for client, verdict in going for place in verdict.places},
        earlier={client.id: verdict.earlier for client, verdict in going if verdict.earlier},
        statuses=statuses,
        told_rows=told_rows,
        problems=[
            *(problem for row in told_rows for problem in row.problems),
            *(problem for verdict in verdicts for problem in verdict.problems),
            *tell_passed_over(row for verdict in verdicts for row in verdict.passed_over),
            *tell_namesakes((client, verdict.has_typed_id) for client, verdict in going),
        ],
    )


def _statuses(rows: Iterable[ReadRow], verdicts: Iterable[Verdict]) -> dict[Place, Status]:
    statuses: dict[Place, Status] = {row.place: "client" if row.client else "held" for row in rows}
    for verdict in verdicts:
        if verdict.client and len(verdict.rows) == 1 and not verdict.places:  # as almost everybody's
            continue
        statuses |= dict.fromkeys(verdict.held, "held")
        statuses |= dict.fromkeys((row.place for row in verdict.passed_over), "superseded")
        statuses |= dict.fromkeys(verdict.repaired, "repaired")
    return statuses


def _skipped_row(row: ReadRow) -> InputRow:
    """Return a row of somebody who may have asked to be forgotten, and is not named."""
    return InputRow(None, None, None, row.place.file, row.place.sheet, row.place.row or 0, "skipped")


def _check_pins(vocabulary: Vocabulary) -> None:
    for header, question in vocabulary.pins.items():
        if question not in vocabulary.questionnaire.by_id:
            raise SettingsError(
                f"[intake.columns] names {question} for “{header}”, which is no question of this kit.",
                "Correct the question's id in roadmap.toml.",
            )
