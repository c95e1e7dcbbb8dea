"""All inputs of a run: every file is read, every row told, and rows of the same person are settled."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

from pipeline.errors import SettingsError
from pipeline.intake.namesakes import tell_namesakes
from pipeline.intake.people import settle
from pipeline.intake.rows import ReadRow
from pipeline.intake.search import place_of
from pipeline.intake.sheets import SheetReader, read_contents
from pipeline.intake.vocabulary import Vocabulary
from pipeline.models.client import Client
from pipeline.models.intake import IntakeSettings
from pipeline.models.kit import Kit
from pipeline.models.problem import Problem
from pipeline.spreadsheets.places import Place
from pipeline.spreadsheets.readers import Read


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file and how it was read: ``layout`` is None if it was not; ``rows`` counts those with content."""

    name: str
    layout: str | None
    rows: int


@dataclass(frozen=True, slots=True)
class InputRow:
    """A row with content.

    ``ok`` is false where it is held; a row that a later one or its repaired copy stands for is not.
    ``id`` and ``name`` are None if unreadable.
    """

    id: str | None
    name: str | None
    file: str
    sheet: str | None
    row: int
    ok: bool


@dataclass(frozen=True, slots=True)
class Intake:
    """Everything that the inputs say: clients and rows in the order of files and rows, and all problems."""

    clients: tuple[Client, ...]
    problems: tuple[Problem, ...]
    files: tuple[InputFile, ...]
    rows: tuple[InputRow, ...]


def read_inputs(  # noqa: PLR0913 - all that reading depends on enters here
    paths: Sequence[Path],
    *,
    kit: Kit,
    settings: IntakeSettings,
    root: Path,
    timezone: tzinfo,
    derive_id: Callable[[str], str],
    read: Read,
) -> Intake:
    """Read spreadsheets into clients and problems, whatever they hold.

    ``root`` is the practice's folder, ``timezone`` that of times without one, ``derive_id`` makes the id of
    a client without one from their folded e-mail address, and ``read`` opens a file. Raises
    :class:`SettingsError` if a pinned column names a question that the kit does not ask.
    """
    _check_pins(settings, kit)
    vocabulary = Vocabulary.of(kit, settings.columns)
    reader = SheetReader(vocabulary, settings, timezone, derive_id)
    files: list[InputFile] = []
    rows: list[ReadRow] = []
    problems: list[Problem] = []
    for path in paths:
        place = place_of(path, root)
        contents = read(path, place, settings.limits, vocabulary.known_headers)
        of_file, found = read_contents(contents, place, reader)
        files.append(InputFile(place.file, contents.kind, len(found)))
        problems += of_file
        rows += found
    return _settled(files, rows, problems)


def _settled(files: list[InputFile], rows: list[ReadRow], problems: list[Problem]) -> Intake:
    verdicts = settle(rows)
    held = {place for verdict in verdicts for place in verdict.held}
    repaired = {place for verdict in verdicts for place in verdict.repaired}
    order = {row.place.source: number for number, row in enumerate(rows)}
    clients = [verdict.client for verdict in verdicts if verdict.client]
    told = [
        *problems,
        *(problem for row in rows if row.place not in repaired for problem in row.problems),
        *(problem for verdict in verdicts for problem in verdict.problems),
        *tell_namesakes(verdict.client for verdict in verdicts if verdict.client and not verdict.typed_id),
    ]
    position = {file.name: number for number, file in enumerate(files)}
    return Intake(
        clients=tuple(sorted(clients, key=lambda client: order[client.source])),
        problems=tuple(sorted(told, key=lambda problem: (position[problem.file], problem.row or 0))),
        files=tuple(files),
        rows=tuple(_input_row(row, held, repaired) for row in rows),
    )


def _input_row(row: ReadRow, held: set[Place], repaired: set[Place]) -> InputRow:
    source = row.place.source
    ok = row.place in repaired or (row.client is not None and row.place not in held)
    return InputRow(row.id, row.name, source.file, source.sheet, source.row, ok)


def _check_pins(settings: IntakeSettings, kit: Kit) -> None:
    for header, question in settings.columns.items():
        if question not in kit.questionnaire.by_id:
            raise SettingsError(
                f"[intake.columns] names {question} for “{header}”, which is no question of this kit.",
                "Correct the question's id in roadmap.toml.",
            )
