"""All that is kept of somebody, in one archive that a coach can hand over: readable without the program."""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.batch.names import file_name
from pipeline.files import run_lock, write_atomically
from pipeline.models.client import Client, fold_id
from pipeline.practice import Practice
from pipeline.review.columns import HEADERS
from pipeline.review.sheet import Row
from pipeline.spreadsheets.places import Place, as_text, column_name
from pipeline.workflow.privacy.dossier import Dossier, opened
from pipeline.workflow.privacy.files import WITH_OTHERS, Class, Holding, exports_of
from pipeline.workflow.privacy.forgetting import is_row_of
from pipeline.workflow.privacy.people import Person
from pipeline.workflow.privacy.reach import Beyond
from pipeline.workflow.privacy.records import read_all
from pipeline.workflow.reviewing.erasing import rows_of

_MADE_AT = (1980, 1, 1, 0, 0, 0)
"""The first time a zip can tell: the archive says nothing about when it was made."""

_FOR_OWNER = 0o600 << 16
_OWN: tuple[Class, ...] = ("document", "message")
Record = dict[str, object]

_README = """\
What {practice} keeps about you
{line}

documents   {documents}, as PDF: reports, briefs for the call, drafts, earlier ones
messages    {messages}, as .eml: mails to you as they were approved; a mail program opens them
answers     {answers}, in answers.json: what you answered, by the ids of the questions
records     {ledger}, in ledger.json: what was made for you and sent to you, when and why
review      {review}, in review.json: what was written about your report before it was sent

Files that end in .json are texts; any editor opens them.

Not in here, because the program that wrote this does not reach it: the spreadsheet that your answers came
from, the form that you filled in, mails in mailboxes, calendars, and copies that somebody made by hand.
"""


@dataclass(frozen=True, slots=True)
class Exported:
    """The archive, what it holds by kind, the files that hold others too, and what is not reached."""

    person: Person
    path: Path
    holds: Mapping[str, int]
    shared: tuple[str, ...]
    beyond: tuple[Beyond, ...]


def export(practice: Practice, who: str) -> Exported:
    """Write the archive of somebody into ``outputs/exports/``, in the place of an earlier one.

    Raises:
        UsageError: nobody is meant by ``who``, or more than one.
        PipelineError: another run is at work, the ledger cannot be read, or the archive cannot be written.
    """
    with run_lock(practice.outputs), opened(practice, who) as dossier:
        own = [holding for holding in dossier.files if holding.sort in _OWN]
        shared = sorted(_shown(dossier, each) for each in dossier.files if each.sort in WITH_OTHERS)
        records = _records(dossier)
        holds = {f"{sort}s": sum(each.sort == sort for each in own) for sort in _OWN}
        holds |= {name: len(rows) for name, rows in records.items()}
        texts = {f"{name}.json": _json(rows) for name, rows in records.items()}
        texts["README.txt"] = _readme(practice.settings.practice.name, holds)
        path = exports_of(practice) / _name(dossier)
        write_atomically(path, _pack(dossier, own, texts))
    return Exported(dossier.person, path, holds, tuple(shared), dossier.beyond)


def _name(dossier: Dossier) -> str:
    is_opaque = dossier.practice.settings.reports.opaque_file_names
    name = "" if is_opaque else dossier.person.name
    return Path(file_name(dossier.person.id, name)).with_suffix(".zip").name


def _records(dossier: Dossier) -> dict[str, list[Record]]:
    """Return what is known besides files, by the name of the member that holds it."""
    kept = dossier.ledger.traces.of(dossier.person.ids)
    return {
        "answers": list(_answers(dossier)),
        "ledger": [{"table": table, **row} for table, rows in kept.items() for row in rows],
        "review": [_reviewed(row) for row in rows_of(dossier.practice, is_row_of(dossier.person))],
    }


def _reviewed(row: Row) -> Record:
    headers: Mapping[int, str] = {index: HEADERS[column] for column, index in row.columns.items()}
    cells = ((index, as_text(cell)) for index, cell in enumerate(row.cells))
    return {headers.get(index, column_name(index)): text for index, text in cells if text}


def _answers(dossier: Dossier) -> Iterator[Record]:
    """Yield the rows that could be read, earlier ones first, with where they stand."""
    intake = read_all(dossier.practice, dossier.kit)
    for client in intake.clients:
        if fold_id(client.id) in dossier.person.ids:
            for each in (*intake.earlier.get(client.id, ()), client):
                yield _row(each)


def _row(client: Client) -> Record:
    place = Place.of(client.source)
    answers = {name: getattr(answer, "value", answer) for name, answer in client.answers.items()}
    consent = {name: getattr(client.consent, name) for name in ("processing", "mailing", "given_at")}
    return {
        "file": place.file,
        "sheet": place.sheet,
        "row": place.row,
        "id": client.id,
        "name": client.name,
        "email": client.email,
        "completed_at": client.completed_at,
        "call_at": client.call_at,
        "consent": consent,
        "answers": answers,
    }


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1, default=str)


def _readme(practice: str, holds: Mapping[str, int]) -> str:
    line = "=" * len(f"What {practice} keeps about you")
    return _README.format(practice=practice, line=line, **holds)


def _shown(dossier: Dossier, holding: Holding) -> str:
    return dossier.practice.relative(holding.path)


def _pack(dossier: Dossier, own: list[Holding], texts: Mapping[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in sorted(texts.items()):
            archive.writestr(_member(name), text.encode("utf-8", "replace"))
        for holding in own:
            name = holding.path.relative_to(dossier.practice.outputs).as_posix()
            archive.writestr(_member(name), holding.path.read_bytes())
    return stream.getvalue()


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, _MADE_AT)
    member.external_attr = _FOR_OWNER
    member.compress_type = zipfile.ZIP_DEFLATED
    return member
