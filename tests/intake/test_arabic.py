"""An Arabic form: its questions as headers, its labels as answers, as Arabic form tools write them down."""

from pathlib import Path

import pytest

from pipeline.models.answers import Missing
from pipeline.models.client import Client
from tests.intake.blanks import open_blank
from tests.intake.reading import read, write_workbook
from tests.people import card_of, kit, maya_answers

ARABIC = kit().wordings["ar"]
ASKED = kit().questionnaire


def spoken(question: str, answer: object) -> object:
    """Say an answer as an Arabic form shows it."""
    asked = ASKED.by_id[question]
    if asked.scale:
        return ARABIC.scales[asked.scale].labels[str(answer)]
    return ARABIC.questions[question].options.get(str(answer), answer)


def maya_row(**changed: object) -> dict[str, object]:
    """Return Maya's answers by Arabic header, in Arabic words."""
    said = {name: spoken(name, answer) for name, answer in maya_answers().items()}
    profile: dict[str, object] = {
        "A1": "مايا حداد",
        "A8": "maya@example.com",
        "A9": "العربية",
        "A13": "صيغة المؤنث",
        "A4": "دوام كامل",
        "A6": 4,
        "A7a": "نعم",
        "A7b": "لا",
        "A12": "maya",
    }
    return {ARABIC.questions[name].text: answer for name, answer in {**profile, **said, **changed}.items()}


def only_client(folder: Path, row: dict[str, object]) -> Client:
    """Read a workbook of one row without any problem."""
    path = write_workbook(folder / "form.xlsx", {"ردود النموذج 1": [list(row), list(row.values())]})
    intake = read(path)
    assert [problem.message for problem in intake.problems if problem.severity == "error"] == []
    (client,) = intake.clients
    return client


def test_maya_answers_in_arabic_and_gets_her_scores(tmp_path: Path) -> None:
    client = only_client(tmp_path, maya_row())
    card = card_of(client, ASKED)
    assert (card.axes["P"].score, card.axes["F"].score) == pytest.approx((58.75, 40.69444444))
    assert {name: client.answers[name] for name in maya_answers()} == maya_answers()
    assert (client.name, client.language, client.address_form) == ("مايا حداد", "ar", "feminine")


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("موافق بشدة", 5),
        ("موافقة", 4),
        ("محايد", 3),
        ("لا أوافق ولا أعارض", 3),
        ("غير موافق", 2),
        ("لا اوافق بشده", 1),
        ("لا أوافق بشدّة", 1),
        ("٤", 4),
        ("لا ينطبق", Missing.DOES_NOT_APPLY),
        ("أفضل عدم الإجابة", Missing.RATHER_NOT_SAY),
    ],
)
def test_labels_of_agreement_are_understood(label: str, code: object, tmp_path: Path) -> None:
    assert only_client(tmp_path, maya_row(L01=label)).answers["L01"] == code


@pytest.mark.parametrize("name", ["Arabic", "عربي", "ar", "اللغة العربية"])
def test_arabic_is_asked_for_by_any_of_its_names(name: str, tmp_path: Path) -> None:
    assert only_client(tmp_path, maya_row(A9=name)).language == "ar"


def test_a_header_may_leave_out_marks_and_hamza(tmp_path: Path) -> None:
    row = maya_row()
    email = row.pop(ARABIC.questions["A8"].text)
    row["البريد الالكتروني"] = email
    assert only_client(tmp_path, row).email == "maya@example.com"


def test_the_blank_workbook_in_arabic_runs_from_the_right() -> None:
    blank = open_blank("ar", kit())
    assert all(sheet.sheet_view.rightToLeft for sheet in blank.book.worksheets[:2])
    assert [sheet.title for sheet in blank.book.worksheets][:2] == ["للقراءة أوّلًا", "العملاء"]
    assert "نعم" in (blank.offered("A7a") or [])
