"""The blank workbook offers what the intake reads, and what is filled in comes back as the same clients."""

import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from pipeline.errors import KitError
from pipeline.intake import Intake
from pipeline.intake.blank import PREPARED_ROWS, blank_book
from pipeline.models.answers import Answer, Missing
from pipeline.models.client import Client
from pipeline.models.kit import Kit
from pipeline.models.questionnaire import Question
from pipeline.spreadsheets.writing import write_book
from tests.intake.blanks import (
    ASKED,
    FIRST_ROW,
    SECOND,
    Person,
    bilingual,
    open_blank,
    people,
    person,
    spoken,
)
from tests.intake.reading import DUBAI, messages, read_whole
from tests.people import kit

LANGUAGES = ["en", SECOND]


def assert_same(intake: Intake, expected: list[Person]) -> None:
    assert [problem.message for problem in intake.problems if problem.is_error] == []
    assert [dict(client.answers) for client in intake.clients] == [person.answers for person in expected]


def answered(client: Client, role: str) -> object:
    return client.answers.get(ASKED.by_role[role].id)


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=3, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_is_filled_in_comes_back(language: str, data: st.DataObject) -> None:
    filled, expected = open_blank(language), data.draw(people(language))
    filled.fill_in([person.typed for person in expected])
    with tempfile.TemporaryDirectory() as folder:
        intake = read_whole(filled.save(Path(folder) / "clients.xlsx"), kit=bilingual())
    assert_same(intake, expected)
    for client in intake.clients:
        assert client.hours_a_week == answered(client, "hours_a_week")
        assert client.language == answered(client, "language")
        assert client.completed_at is None or client.completed_at.tzinfo == DUBAI


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_of_every_list_is_read_as_what_it_says(language: str, tmp_path: Path) -> None:
    blank, wording = open_blank(language), bilingual().wordings[language]
    closed = {question: codes(question) for question in ASKED.questions if question.scale or question.options}
    for question, known in closed.items():
        assert blank.offered(question.id) == [spoken(question, code, wording) for code in known]
    expected = [
        person(
            index,
            {
                question.id: (code, spoken(question, code, wording))
                for question, known in closed.items()
                for code in [known[index % len(known)]]
                if question.role != "consent_processing" or code == "yes"
            },
        )
        for index in range(max(map(len, closed.values())))
    ]
    blank.fill_in([one.typed for one in expected])
    assert_same(read_whole(blank.save(tmp_path / "clients.xlsx"), kit=bilingual()), expected)


def codes(question: Question) -> list[Answer]:
    """Return every answer to a question with a list."""
    scale = ASKED.scale_by_id.get(question.scale or "")
    fixed: list[Answer] = [*range(scale.low, scale.high + 1)] if scale else [*question.option_ids]
    return fixed + (list(Missing) if question.accepts_missing else [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_blank_that_nobody_filled_in_has_no_clients(language: str, tmp_path: Path) -> None:
    intake = read_whole(open_blank(language).save(tmp_path / "clients.xlsx"), kit=bilingual())
    assert messages(intake) == ["There are no clients below the header."]
    assert not any(problem.is_error for problem in intake.problems)


def test_the_same_kit_gives_the_same_bytes() -> None:
    assert write_book(blank_book(kit(), "en")) == write_book(blank_book(kit(), "en"))


def test_the_workbook_is_small_and_valid_for_another_reader(tmp_path: Path) -> None:
    content = write_book(blank_book(kit(), "en"))
    assert len(content) < 100_000
    path = tmp_path / "blank.xlsx"
    path.write_bytes(content)
    with CalamineWorkbook.from_path(path) as workbook:
        assert workbook.sheet_names[:2] == ["Read me first", "Clients"]
        headers, ids = workbook.get_sheet_by_index(1).to_python()[:2]
    assert headers[0] == kit().wordings["en"].questions["A1"].text
    assert set(ids) == set(ASKED.by_id)


@pytest.mark.parametrize("language", LANGUAGES)
def test_headers_are_locked_and_cells_to_fill_in_are_not(language: str) -> None:
    blank = open_blank(language)
    assert blank.sheet.protection.sheet
    assert not blank.sheet.protection.password
    last = blank.sheet.cell(FIRST_ROW + PREPARED_ROWS - 1, len(ASKED.questions))
    assert blank.sheet["A1"].protection.locked
    assert blank.sheet["A2"].protection.locked
    assert not blank.sheet.cell(FIRST_ROW, 1).protection.locked
    assert not last.protection.locked
    assert blank.sheet.freeze_panes == "B3"
    assert bool(blank.sheet.sheet_view.rightToLeft) is (language == SECOND)
    assert bool(blank.guide.sheet_view.rightToLeft) is (language == SECOND)


def test_a_comment_tells_help_need_and_answers() -> None:
    blank = open_blank("en")
    told = {
        question: (blank.sheet.cell(1, column).comment or pytest.fail(question)).text
        for question, column in blank.columns.items()
    }
    assert told["A1"] == "Needed: without it this row cannot be read."
    assert "Needed, unless this is filled in: “Client number”." in told["A8"]
    assert told["A6"].startswith("A whole or half number")
    assert "May stay blank." in told["L01"]
    assert "· 4 – agree\n" in told["L01"]
    assert told["L01"].endswith("· rather not say")


@pytest.mark.parametrize(
    ("question", "kind", "least", "most", "hint"),
    [
        ("A6", "decimal", "0", "80", "A number from 0 to 80."),
        ("A0", "date", "1", None, "Year, month, day and time, such as 2027-03-31 15:00."),
        ("A12", "textLength", "64", None, "Up to 64 characters."),
        ("A8", "textLength", "254", None, "One address alone, such as name@example.com."),
        ("A11", "textLength", "64", None, "A name such as Asia/Dubai, or a distance from UTC such as UTC+4."),
    ],
)
def test_what_is_typed_is_checked(question: str, kind: str, least: str, most: str | None, hint: str) -> None:
    rule = open_blank("en").rule(question)
    assert (rule.type, rule.formula1, rule.formula2, rule.prompt) == (kind, least, most, hint)
    assert rule.showErrorMessage
    assert rule.error


@pytest.mark.parametrize(
    ("bounds", "hint"),
    [
        ({}, "A number alone, such as 3 or 2.5."),
        ({"at_least": Fraction(1, 2)}, "A number of at least 0.5."),
        ({"at_most": Fraction(9)}, "A number of at most 9."),
    ],
)
def test_bounds_may_be_open(bounds: dict[str, Fraction], hint: str) -> None:
    of = changed(kit(), "A6", {"at_least": None, "at_most": None, **bounds})
    assert open_blank("en", of).rule("A6").prompt == hint


def changed(of: Kit, question: str, update: Mapping[str, object]) -> Kit:
    """Return a kit with another question in the place of one."""
    questions = tuple(
        one.model_copy(update=update) if one.id == question else one for one in of.questionnaire.questions
    )
    fields = {name: getattr(of.questionnaire, name) for name in type(of.questionnaire).model_fields}
    return replace(of, questionnaire=type(of.questionnaire)(**fields | {"questions": questions}))


def test_words_that_mean_two_things_are_offered_by_their_codes(tmp_path: Path) -> None:
    english = kit().wordings["en"]
    asked = english.questions["A7a"]
    crossed = asked.model_copy(update={"options": {"yes": "no", "no": "yes"}, "option_aliases": {}})
    second = english.model_copy(update={"questions": {**english.questions, "A7a": crossed}})
    both = replace(kit(), wordings={"en": english, "xx": second})
    for language in ("en", "xx"):
        blank = open_blank(language, both)
        offered = blank.offered("A7a")
        assert offered is not None
        blank.fill_in([{"A1": "Ana", "A12": "1", "L01": "4 – agree", "A7a": offered[0]}])
        intake = read_whole(blank.save(tmp_path / f"{language}.xlsx"), kit=both)
        assert [client.answers["A7a"] for client in intake.clients] == ["yes"]


def test_a_kit_that_asks_less_says_less() -> None:
    few = [question for question in ASKED.questions if question.id in {"A1", "A12", "A3"}]
    fields = {name: getattr(ASKED, name) for name in type(ASKED).model_fields}
    small = type(ASKED)(**fields | {"questions": tuple(few), "required": ()})
    blank = open_blank("en", replace(kit(), questionnaire=small))
    told = [cell.value for (cell,) in blank.guide["B1:B40"] if cell.font.b and cell.value]
    assert told == ["Questionnaire", "One row for each client", "Blanks", "Private", "What happens next"]


def test_without_a_name_only_the_headers_stay_in_sight() -> None:
    nameless = changed(kit(), "A1", {"role": None})
    assert open_blank("en", nameless).sheet.freeze_panes == "A3"
    assert open_blank("en", nameless).columns["A0"] == 1


def test_a_language_without_these_sentences_is_told() -> None:
    english = kit().wordings["en"]
    bare = {key: text for key, text in english.texts.items() if key != "blank.optional"}
    silent = replace(kit(), wordings={"en": english.model_copy(update={"texts": bare})})
    with pytest.raises(KitError, match=r"blank\.optional") as told:
        blank_book(silent, "en")
    assert "wording.en.toml" in told.value.hint


OFFICE = shutil.which("soffice")
SECOND_SHEET_AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2"


def converted(path: Path, to: str) -> Path:
    """Return a copy of a workbook that LibreOffice opened and saved, in a folder of its own."""
    folder = path.parent / "saved"
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    asked = [str(OFFICE), profile, "--headless", "--convert-to", to, "--outdir", str(folder), str(path)]
    # Into a file: a pipe stays open, and is waited for, while a process that this one starts has it.
    with (path.parent / "said").open("w+") as said:
        subprocess.run(asked, stdout=said, stderr=said, timeout=120, check=True)
        said.seek(0)
        assert "Error" not in said.read()
    (made,) = folder.iterdir()
    return made


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not there")
@pytest.mark.parametrize(
    ("language", "to"), [(SECOND, "xlsx"), ("en", SECOND_SHEET_AS_CSV)], ids=["xlsx", "csv"]
)
def test_an_office_program_opens_it_and_loses_nothing(language: str, to: str, tmp_path: Path) -> None:
    wording = bilingual().wordings[language]
    moment = datetime(2027, 3, 31, 15, 5)  # noqa: DTZ001 - a sheet knows no zones
    free: dict[str, tuple[Answer, object]] = {
        "A2": ("=1+1", "=1+1"),
        "G1": ("1-4, “ß” مايا", "1-4, “ß” مايا"),
        "A6": (Fraction(5, 2), 2.5),
        "A10": (moment.replace(tzinfo=DUBAI).isoformat(), moment),
    }
    closed = {
        question.id: (code, spoken(question, code, wording))
        for question in ASKED.questions
        if question.scale or question.options
        for code in codes(question)[:1]
    }
    expected = [person(0, closed | free), person(1, closed)]
    blank = open_blank(language)
    blank.fill_in([one.typed for one in expected])
    for cell in blank.sheet[FIRST_ROW]:
        cell.data_type = "s" if cell.value == "=1+1" else cell.data_type
    intake = read_whole(converted(blank.save(tmp_path / "clients.xlsx"), to), kit=bilingual())
    assert_same(intake, expected)
    assert not any("hidden" in message for message in messages(intake))
