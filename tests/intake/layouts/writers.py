"""What each form tool would write of the same clients: its columns, headers, quoting, joiners and times."""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from openpyxl import Workbook

from pipeline.models.answers import Answer, Missing
from pipeline.models.client import Client
from pipeline.models.questionnaire import Question
from tests.people import kit

WORDING = kit().wordings["en"]
ASKED: tuple[Question, ...] = tuple(
    question for question in kit().questionnaire.questions if question.scale or question.options
)
"""The questions with answers to choose from: everything else that these forms ask has a role."""

MICROSOFT = {
    "en": ("ID", "Start time", "Completion time", "Email", "Name", "Last modified time"),
    "es": ("Id", "Hora de inicio", "Hora de finalización", "Correo electrónico", "Nombre"),
    "fr": ("ID", "Heure de début", "Heure de fin", "Adresse de messagerie", "Nom"),
    "de": ("ID", "Startzeit", "Fertigstellungszeit", "E-Mail", "Name"),
    "it": ("Id", "Ora di inizio", "Ora di completamento", "Posta elettronica", "Nome"),
    "pt": ("ID", "Hora de início", "Hora de conclusão", "Email", "Nome", "Hora da última modificação"),
    "nl": ("ID", "Begintijd", "Tijd van voltooien", "E-mail", "Naam", "Tijd van laatste wijziging"),
    "ar": ("Id", "وقت البدء", "وقت الإكمال", "البريد الإلكتروني", "الاسم"),
}
GOOGLE = {
    "en": ("Timestamp", "Email Address"),
    "es": ("Marca temporal", "Dirección de correo electrónico"),
    "fr": ("Horodateur", "Adresse e-mail"),
    "de": ("Zeitstempel", "E-Mail-Adresse"),
    "it": ("Informazioni cronologiche", "Indirizzo email"),
    "pt": ("Carimbo de data/hora", "Endereço de e-mail"),
    "nl": ("Tijdstempel", "E-mailadres"),
    "ar": ("طابع زمني", "عنوان البريد الإلكتروني"),
}

Row = Sequence[object]
Writer = Callable[[Path, Sequence[Client]], Path]


def google_forms(folder: Path, clients: Sequence[Client]) -> Path:
    """Write the CSV of a Google form: every field quoted, grids as Question [Row], times with zones."""
    header = ["Timestamp", "Username", "Full name", *(_in_a_grid(each) for each in ASKED)]
    rows = (
        [_by_form(client), client.email, client.name, *(label(client.answers, each) for each in ASKED)]
        for client in clients
    )
    return _csv(folder / "form.csv", [header, *rows], quoting=csv.QUOTE_ALL)


def google_sheet(folder: Path, clients: Sequence[Client], language: str = "en") -> Path:
    """Write the sheet that is linked to a Google form: naive times, and a title that the coach put above."""
    header = [
        *GOOGLE[language],
        "Your full name *",
        *(f"{n}. {_text(each)}" for n, each in enumerate(ASKED, 1)),
    ]
    rows = (
        [_naive(client), client.email, client.name, *(label(client.answers, each) for each in ASKED)]
        for client in clients
    )
    return _workbook(folder / "sheet.xlsx", [["My clients"], [], header, *rows])


def microsoft_forms(folder: Path, clients: Sequence[Client], language: str = "en") -> Path:
    """Write the workbook of an anonymous Microsoft form, whose own questions ask for name and address."""
    own = MICROSOFT[language]
    asked = ["Full\N{NO-BREAK SPACE}name\n", f"{own[3]}2" if language == "en" else "Your e-mail"]
    header = [*own, *asked, *(_text(each) + "\N{NO-BREAK SPACE}" for each in ASKED)]
    blanks = [""] * (len(own) - 4)
    rows = (
        [number, _naive(client), _naive(client), "anonymous", *blanks, client.name, client.email]
        + [_with_semicolon(label(client.answers, each)) for each in ASKED]
        for number, client in enumerate(clients, 1)
    )
    return _workbook(folder / "ms.xlsx", [header, *rows])


def typeform(folder: Path, clients: Sequence[Client]) -> Path:
    """Write the CSV of a Typeform: tags in headers, some questions with a column an answer, times in UTC."""
    header: list[object] = ["#", "First name", "Last name", "Email"]
    for question in ASKED:
        header += _typeform_headers(question)
    header += ["Response Type", "Start Date (UTC)", "Stage Date (UTC)", "Submit Date (UTC)"]
    rows: list[Row] = [[*header, "Network ID", "Tags", "Ending"]]
    for number, client in enumerate(clients):
        first, last = client.name.split(" ", 1)
        row: list[object] = [f"hash{number}", first, last, client.email]
        for question in ASKED:
            row += _typeform_cells(question, client.answers)
        moment = _completed(client).astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
        rows.append([*row, "completed", moment, "", moment, "938f4331f1", "", "Default"])
    return _csv(folder / "responses.csv", rows)


def jotform(folder: Path, clients: Sequence[Client]) -> Path:
    """Write the CSV of a Jotform."""
    header = ["Submission Date", "First Name", "Last Name", '"E-mail"', *map(_text, ASKED)]
    rows = (
        [_naive(client), *client.name.split(" ", 1), client.email]
        + [label(client.answers, each) for each in ASKED]
        + ["203.0.113.7", f"51234{number}"]
        for number, client in enumerate(clients)
    )
    return _csv(folder / "jotform.csv", [[*header, "IP", "Submission ID"], *rows])


def by_hand(folder: Path, clients: Sequence[Client]) -> Path:
    """Write a workbook as a coach would make it, with ids above the answers and numbers on scales."""
    return _workbook(folder / "hand.xlsx", _plain(clients))


def by_hand_csv(folder: Path, clients: Sequence[Client]) -> Path:
    """Write a CSV file as a spreadsheet program of a language with decimal commas saves it."""
    return _csv(folder / "hand.csv", _plain(clients), delimiter=";", encoding="utf-8-sig")


WRITERS: Mapping[str, Writer] = {
    "google-forms": google_forms,
    "google-sheet": google_sheet,
    "microsoft-forms": microsoft_forms,
    "typeform": typeform,
    "jotform": jotform,
    "workbook": by_hand,
    "csv": by_hand_csv,
}
"""The writer of each layout by its name."""


def label(answers: Mapping[str, Answer], question: Question) -> str:
    """Return an answer as a form shows it, or an empty text."""
    answer = answers.get(question.id)
    if answer is None:
        return ""
    if isinstance(answer, Missing):
        return WORDING.missing[answer]
    if question.scale:
        return WORDING.scales[question.scale].labels[str(answer)]
    return WORDING.questions[question.id].options[str(answer)]


def _plain(clients: Sequence[Client]) -> list[Row]:
    header = ["A1", "A8", "A0", *(question.id for question in ASKED)]
    answers = ([_code(client.answers.get(question.id)) for question in ASKED] for client in clients)
    return [
        header,
        *([each.name, each.email, _naive(each), *rest] for each, rest in zip(clients, answers, strict=True)),
    ]


def _code(answer: Answer | None) -> object:
    return WORDING.missing[answer] if isinstance(answer, Missing) else answer


def _text(question: Question) -> str:
    return WORDING.questions[question.id].text


def _in_a_grid(question: Question) -> str:
    """Return a question as a row of a grid where a form would ask it so."""
    if question.scale == "agreement":
        return f"How much do you agree? [{_text(question)}]"
    return next(
        (each for each in WORDING.questions[question.id].aliases if each.endswith("]")), _text(question)
    )


def _has_columns(question: Question) -> bool:
    """Whether no other question has the same answers, so that a column an answer can be read."""
    return len(question.options) > 2 and question.id in {"A4", "B01", "B08", "B09"}


def _typeform_headers(question: Question) -> list[str]:
    if not _has_columns(question):
        return [f"<strong>{_text(question)}</strong>"]
    labels = WORDING.questions[question.id].options
    missing = WORDING.missing.values() if question.accepts_missing else ()
    return [*(labels[each] for each in question.option_ids), *missing, "Other"]


def _typeform_cells(question: Question, answers: Mapping[str, Answer]) -> list[str]:
    chosen = label(answers, question)
    if not _has_columns(question):
        return [chosen]
    return [chosen if chosen == header else "" for header in _typeform_headers(question)]


def _with_semicolon(answer: str) -> str:
    return f"{answer};" if answer else ""


def _completed(client: Client) -> datetime:
    assert client.completed_at is not None
    return client.completed_at


def _naive(client: Client) -> datetime:
    return _completed(client).replace(tzinfo=None)


def _by_form(client: Client) -> str:
    moment = _completed(client)
    hours = (moment.utcoffset() or moment - moment).total_seconds() / 3600
    return f"{moment:%Y/%m/%d} {moment.hour % 12 or 12}:{moment:%M:%S %p} GMT{hours:+.0f}"


def _csv(
    path: Path,
    rows: Iterable[Row],
    *,
    quoting: int = csv.QUOTE_MINIMAL,
    delimiter: str = ",",
    encoding: str = "utf-8",
) -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, quoting=quoting, delimiter=delimiter).writerows(rows)  # type: ignore[arg-type]
    return path


def _workbook(path: Path, rows: Iterable[Row]) -> Path:
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Responses")
    for row in rows:
        sheet.append([cell if cell != "" else None for cell in row])
    workbook.save(path)
    return path
