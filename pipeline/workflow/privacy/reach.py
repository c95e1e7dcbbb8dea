"""What lies outside of what the program keeps, and is told: rows of the inputs, mails, forms, calendars."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.intake import Intake
from pipeline.models.client import Source
from pipeline.models.kit import Kit
from pipeline.practice import SETTINGS_FILE, Practice
from pipeline.spreadsheets.places import Place
from pipeline.workflow.privacy.people import Person
from pipeline.workflow.privacy.records import read_all

_ROW = "Their row stands there.", "Delete it, and empty the bin of your spreadsheet program."
_COPIED = "It was not read, because {copy} is its mended copy: it may hold their row.", "Delete it there too."
_SET = "Their e-mail address stands there, under [intake].", "Delete its line."
_UNREAD = "It could not be read, so it is not known whether they stand in it. Look there yourself."


@dataclass(frozen=True, slots=True)
class Beyond:
    """Something that the program does not reach; ``file``, ``sheet`` and ``cell`` say where a row begins.

    ``removal`` is what to do about it when somebody is to be forgotten.
    """

    what: str
    removal: str = ""
    file: str | None = None
    sheet: str | None = None
    cell: str | None = None


def list_beyond(practice: Practice, kit: Kit, person: Person) -> tuple[Beyond, ...]:
    """Return what is kept of somebody that no command reaches, rows of the inputs and call lists first."""
    intake = read_all(practice, kit, lambda identity: "theirs" if identity in person.marked else None)
    rows = sorted(map(Place.of, intake.skipped | _named(intake, person)), key=lambda place: place.order)
    return (*map(_of_row, rows), *_unread(intake), *_settings(practice, person), *_elsewhere(practice))


def _named(intake: Intake, person: Person) -> set[Source]:
    """Return the rows that are known by their name and address alone, because others share these."""
    return {
        Source(row.file, row.sheet, row.row)
        for row in intake.rows
        if row.name
        and row.email
        and person.names
        and person.may_be(row.name)
        and person.has_address(row.email)
    }


def _of_row(row: Place) -> Beyond:
    return Beyond(*_ROW, row.file, row.sheet, row.at(row.row or 0, 0).cell)


def _unread(intake: Intake) -> Iterator[Beyond]:
    for file in intake.files:
        if file.copy:
            yield Beyond(_COPIED[0].format(copy=file.copy), _COPIED[1], file.name)
        elif file.layout is None or not file.is_whole:
            yield Beyond(_UNREAD, file=file.name)


def _settings(practice: Practice, person: Person) -> Iterator[Beyond]:
    """Tell of the settings if an address of theirs stands there."""
    intake = practice.settings.intake
    named = (*intake.confirmed_addresses, *intake.addresses, *intake.addresses.values())
    if any(map(person.has_address, named)):
        yield Beyond(*_SET, SETTINGS_FILE)


def _elsewhere(practice: Practice) -> Iterator[Beyond]:
    sender = practice.settings.mail.sender
    of_whom = f" of {sender}" if sender else ""
    yield Beyond(f"The folder of sent mails{of_whom}, its bin, and what your provider keeps of them.")
    yield Beyond("The form or the tool that the answers came from.")
    yield Beyond("Your calendar, and the tool by which the call was booked.")
    yield Beyond("Copies that you made yourself: prints, downloads, backups, other folders.")
