"""All inputs of a run: every file is read, every row told, and rows of the same person are settled."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path
from typing import Literal

from pipeline.errors import SettingsError
from pipeline.intake.namesakes import tell_namesakes
from pipeline.intake.passed_over import tell_passed_over
from pipeline.intake.people import Verdict, settle
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
    """A file and how it was read: ``layout`` is None if it was not; ``rows`` counts those with content.

    ``is_whole`` is false when some rows could not be read; ``digest`` is the SHA-256 of its bytes.
    """

    name: str
    layout: str | None
    rows: int
    is_whole: bool = True
    digest: str | None = None


Status = Literal["client", "held", "superseded", "repaired", "skipped"]
"""What became of a row: it is the client's; it is held; another good row of the client stands for it, or its
repaired copy does; or the person asked not to be worked with."""


@dataclass(frozen=True, slots=True)
class InputRow:
    """A row with content, of an assessment.

    ``id``, ``name`` and ``email`` are None if unreadable, and for the rows of people that are skipped.
    """

    id: str | None
    name: str | None
    email: str | None
    file: str
    sheet: str | None
    row: int
    status: Status

    @property
    def ok(self) -> bool:
        """Whether nothing keeps this row, or one that stands for it, from going on."""
        return self.status != "held"


@dataclass(frozen=True, slots=True)
class Intake:
    """Everything that the inputs say: clients and rows in the order of files and rows, and all problems.

    ``earlier`` are the clients of earlier completions by the client's id, in the order of completion.
    """

    clients: tuple[Client, ...]
    problems: tuple[Problem, ...]
    files: tuple[InputFile, ...]
    rows: tuple[InputRow, ...]
    earlier: Mapping[str, tuple[Client, ...]] = field(default_factory=dict)


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
        of_file, found, layout = read_contents(contents, place, reader)
        files.append(InputFile(place.file, layout, len(found), contents.is_whole, contents.digest))
        problems += of_file
        rows += found
    return _settled(files, rows, problems)


def _settled(files: list[InputFile], rows: list[ReadRow], problems: list[Problem]) -> Intake:
    verdicts = settle(rows)
    statuses = _statuses(rows, verdicts)
    order = {row.place.source: number for number, row in enumerate(rows)}
    clients = [verdict.client for verdict in verdicts if verdict.client]
    told = [
        *problems,
        *(problem for row in rows if statuses[row.place] != "repaired" for problem in row.problems),
        *(problem for verdict in verdicts for problem in verdict.problems),
        *tell_passed_over(row for verdict in verdicts for row in verdict.passed_over),
        *tell_namesakes(
            verdict.client for verdict in verdicts if verdict.client and not verdict.has_typed_id
        ),
    ]
    position = {file.name: number for number, file in enumerate(files)}
    return Intake(
        clients=tuple(sorted(clients, key=lambda client: order[client.source])),
        problems=tuple(sorted(told, key=lambda problem: (position[problem.file], problem.row or 0))),
        files=tuple(files),
        rows=tuple(_input_row(row, statuses[row.place]) for row in rows),
        earlier={
            verdict.client.id: verdict.earlier for verdict in verdicts if verdict.client and verdict.earlier
        },
    )


def _statuses(rows: Iterable[ReadRow], verdicts: Iterable[Verdict]) -> dict[Place, Status]:
    statuses: dict[Place, Status] = {row.place: "client" if row.client else "held" for row in rows}
    for verdict in verdicts:
        statuses |= dict.fromkeys(verdict.held, "held")
        statuses |= dict.fromkeys((row.place for row in verdict.passed_over), "superseded")
        statuses |= dict.fromkeys(verdict.repaired, "repaired")
    return statuses


def _input_row(row: ReadRow, status: Status) -> InputRow:
    source = row.place.source
    return InputRow(row.id, row.name, row.email, source.file, source.sheet, source.row, status)


def _check_pins(settings: IntakeSettings, kit: Kit) -> None:
    for header, question in settings.columns.items():
        if question not in kit.questionnaire.by_id:
            raise SettingsError(
                f"[intake.columns] names {question} for “{header}”, which is no question of this kit.",
                "Correct the question's id in roadmap.toml.",
            )
