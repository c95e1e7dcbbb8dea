"""All inputs of a run: every file is read, every row told, and rows of the same person are settled."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import tzinfo
from itertools import chain
from pathlib import Path

from pipeline.errors import SettingsError
from pipeline.intake.calls import KNOWN_HEADERS, Booking, Person, apply_calls, join_calls
from pipeline.intake.people import Verdict, settle
from pipeline.intake.people.namesakes import tell_namesakes
from pipeline.intake.people.passed_over import tell_passed_over
from pipeline.intake.people.signs import Signed
from pipeline.intake.results import InputFile, InputRow, Intake, Status
from pipeline.intake.rows import ReadRow
from pipeline.intake.rows.tally import Tally
from pipeline.intake.search import place_of
from pipeline.intake.sheets import SheetReader, read_contents
from pipeline.intake.skipping import Blocked, Skipping
from pipeline.intake.vocabulary import Vocabulary
from pipeline.models.client import Client
from pipeline.models.intake import IntakeSettings
from pipeline.models.kit import Kit
from pipeline.models.problem import Problem
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
) -> Intake:
    """Read spreadsheets into clients and problems, whatever they hold.

    ``root`` is the practice's folder, ``timezone`` that of times without one, ``derive_id`` makes the id of
    a client without one from their folded e-mail address, and ``read`` opens a file. ``blocked`` returns why
    a person is not to be worked with, given a folded id of theirs, typed or derived; None if they are.
    Raises :class:`SettingsError` if a pinned column names a question that the kit does not ask.
    """
    _check_pins(settings, kit)
    vocabulary = Vocabulary.of(kit, settings.columns)
    reader = SheetReader(vocabulary, settings, timezone, derive_id)
    tally, skipping = Tally(), Skipping(blocked, derive_id)
    files: list[InputFile] = []
    rows: list[ReadRow] = []
    bookings: list[Booking] = []
    problems: list[Problem] = []
    limits = Limits(**dict(settings.limits))
    for path in paths:
        place = place_of(path, root)
        contents = read(path, place, limits, vocabulary.known_headers | KNOWN_HEADERS)
        found = read_contents(contents, place, reader, tally)
        count = len(found.rows) + len(found.bookings)
        files.append(InputFile(place.file, found.layout, count, contents.is_whole, contents.digest))
        problems += found.problems
        rows += found.rows
        bookings += found.bookings
    skipped = {row.place for row in rows if skipping.skips(row)}
    position = {file.name: number for number, file in enumerate(files)}
    settled = _settle(rows, skipped)
    calls = join_calls((one for one in bookings if not skipping.skips(one)), settled.people)
    clients = sorted(settled.clients, key=lambda client: (position[client.source.file], client.source.row))
    of_rows = [*settled.problems, *calls.problems, *skipping.tell()]
    told = [*problems, *tally.tell(of_rows, settled.told_rows)]
    told.sort(key=lambda problem: (position[problem.file], problem.row or 0))
    told += tally.close(vocabulary)
    told.sort(key=lambda problem: position[problem.file])
    return Intake(
        clients=tuple(apply_calls(clients, calls, vocabulary, settings)),
        problems=tuple(told),
        files=tuple(replace(file, untold=tally.of(file.name).untold) for file in files),
        rows=tuple(_input_row(row, settled) for row in rows),
        earlier=settled.earlier,
    )


@dataclass(frozen=True, slots=True)
class _Settled:
    """What the rows of all files came to.

    ``ids`` are those of clients with several good rows, by place: some rows may lack the id that was typed.
    ``told_rows`` are those whose own problems count.
    """

    clients: list[Client]
    ids: dict[Place, str]
    earlier: dict[str, tuple[Client, ...]]
    people: Iterator[Person]
    statuses: dict[Place, Status]
    told_rows: list[ReadRow]
    problems: list[Problem]


def _settle(rows: Sequence[ReadRow], skipped: AbstractSet[Place]) -> _Settled:
    present = [row for row in rows if row.place not in skipped]
    verdicts = settle(present)
    going = [(verdict.client, verdict) for verdict in verdicts if verdict.client]
    statuses = _statuses(present, verdicts)
    statuses |= dict.fromkeys(skipped, "skipped")
    told_rows = [row for row in present if statuses[row.place] != "repaired"]
    return _Settled(
        clients=[client for client, _ in going],
        ids={row.row.place: client.id for client, each in going if len(each.rows) > 1 for row in each.rows},
        earlier={client.id: verdict.earlier for client, verdict in going if verdict.earlier},
        people=chain(
            (Person(verdict.client, verdict.rows) for verdict in verdicts),
            (Person(None, (Signed.of(row),)) for row in present if not row.client),
        ),
        statuses=statuses,
        told_rows=told_rows,
        problems=[
            *(problem for row in told_rows for problem in row.problems),
            *(problem for verdict in verdicts for problem in verdict.problems),
            *tell_passed_over(row for verdict in verdicts for row in verdict.passed_over),
            *tell_namesakes(client for client, verdict in going if not verdict.has_typed_id),
        ],
    )


def _statuses(rows: Iterable[ReadRow], verdicts: Iterable[Verdict]) -> dict[Place, Status]:
    statuses: dict[Place, Status] = {row.place: "client" if row.client else "held" for row in rows}
    for verdict in verdicts:
        statuses |= dict.fromkeys(verdict.held, "held")
        statuses |= dict.fromkeys((row.place for row in verdict.passed_over), "superseded")
        statuses |= dict.fromkeys(verdict.repaired, "repaired")
    return statuses


def _input_row(row: ReadRow, settled: _Settled) -> InputRow:
    """Return a row as it is told. Who is skipped may have asked to be forgotten, and is not named."""
    source, status = row.place.source, settled.statuses[row.place]
    identity = settled.ids.get(row.place, row.id)
    told = (None, None, None) if status == "skipped" else (identity, row.name, row.email)
    return InputRow(*told, source.file, source.sheet, source.row, status)


def _check_pins(settings: IntakeSettings, kit: Kit) -> None:
    for header, question in settings.columns.items():
        if question not in kit.questionnaire.by_id:
            raise SettingsError(
                f"[intake.columns] names {question} for “{header}”, which is no question of this kit.",
                "Correct the question's id in roadmap.toml.",
            )
