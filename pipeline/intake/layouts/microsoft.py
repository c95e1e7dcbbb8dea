"""Microsoft Forms: a workbook, or the CSV file saved from it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from pipeline.intake.layouts.layout import Layout, Own
from pipeline.models.questionnaire import Role
from pipeline.spreadsheets.places import Cell, as_text

_START = Own(
    (
        "Start time",
        "Hora de inicio",
        "Heure de début",
        "Startzeit",
        "Ora di inizio",
        "Hora de início",
        "Begintijd",
        "وقت البدء",
        "Godzina rozpoczęcia",
    )
)
_COMPLETION = Own(
    (
        "Completion time",
        "Hora de finalización",
        "Heure de fin",
        "Fertigstellungszeit",
        "Ora di completamento",
        "Hora de conclusão",
        "Tijd van voltooien",
        "وقت الإكمال",
        "Godzina ukończenia",
    ),
    "completed_at",
)
_EMAIL = Own(
    (
        "Email",
        "Correo electrónico",
        "Adresse de messagerie",
        "E-Mail",
        "Posta elettronica",
        "البريد الإلكتروني",
        "Adres e-mail",
    ),
    "email",
)
_NAME = Own(("Name", "Nombre", "Nom", "Nome", "Naam", "الاسم", "Nazwa"), "name")
_MODIFIED = Own(
    (
        "Last modified time",
        "Hora de la última modificación",
        "Heure de la dernière modification",
        "Uhrzeit der letzten Änderung",
        "Ora dell'ultima modifica",
        "Hora da última modificação",
        "Tijd van laatste wijziging",
        "Czas ostatniej modyfikacji",
    ),
    revises=True,
)
_QUIZ = Own(("Total points", "Quiz feedback", "Grade posted time"))

FORM = Layout(
    "microsoft-forms",
    (Own(("ID", "Identyfikator")), _START, _COMPLETION, _EMAIL, _NAME, _MODIFIED, _QUIZ),
    signs=(_START, _COMPLETION),
    nobody=("anonymous", "anónimo", "anonyme", "anonym", "anonimo", "anônimo", "anoniem", "مجهول"),
    numbers_equals=True,  # an Excel table has no two equal headers
)

_FIRST = 5


def by_shape(header: Sequence[Cell], answers: Sequence[Cell]) -> Layout | None:
    """Return the layout in a language of which the headers are not known; None if it has another shape.

    A workbook of Microsoft Forms begins with a number, the times of start and completion, an address and a
    name; of a form that anybody may answer there is a word in place of the address, and no name.
    """
    titles = [as_text(cell).strip() for cell in header[:_FIRST]]
    if len(answers) < _FIRST - 1 or len(list(filter(None, titles))) < _FIRST:
        return None
    number, start, completion, account = answers[: _FIRST - 1]
    times = isinstance(start, datetime) and isinstance(completion, datetime) and start <= completion
    if not times or not as_text(number).isdecimal() or len(as_text(account).split()) != 1:
        return None
    roles: tuple[Role | None, ...] = (None, None, "completed_at", "email", "name")
    own = tuple(Own((title,), role) for title, role in zip(titles, roles, strict=True))
    return replace(FORM, own=own, signs=own)
