"""Closed answers as forms join and number them: matched by the list, in every language of the kit."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.intake.values import Value, parser_for
from pipeline.intake.values.chosen import chosen
from pipeline.intake.vocabulary import Vocabulary
from pipeline.models.answers import Missing
from pipeline.models.intake import IntakeSettings
from pipeline.models.wording import LanguageFacts
from pipeline.spreadsheets.places import Cell
from tests.intake.cells import fault, message, value
from tests.intake.reading import only_problem, read_person
from tests.people import kit


@pytest.mark.parametrize(
    ("question", "cell", "code"),
    [
        ("A4", "Full-time;", "full-time"),
        ("A4", "Full-time; full-time", "full-time"),
        ("A4", ";\nFull-time\n", "full-time"),
        ("B01", "hourly, fixed hours", "hourly-fixed"),
        ("B01", "hourly, fixed hours;", "hourly-fixed"),
        ("B01", "Hourly, fixed hours, hourly, fixed hours", "hourly-fixed"),
        ("B11", "2–3;", "2-3"),
        ("L02", "5 - Strongly agree", 5),
        ("L02", "5. Strongly agree", 5),
        ("L02", "5) strongly agree", 5),
        ("L02", "5 = Strongly agree", 5),
        ("L02", "Strongly agree (5)", 5),
        ("L02", "Strongly agree [5]", 5),
        ("L02", "５．Strongly agree", 5),
        ("L02", "5;", 5),
        ("L02", "Strongly agree;", 5),
    ],
)
def test_one_answer_is_read_however_a_form_leaves_it(question: str, cell: str, code: object) -> None:
    assert value(question, cell) == code


@pytest.mark.parametrize(
    ("question", "cell", "names"),
    [
        ("A4", "Full-time;Studying;", "“full-time”, “studying”"),
        ("A4", "full-time, studying", "“full-time”, “studying”"),
        ("A4", "full-time\nstudying", "“full-time”, “studying”"),
        ("B01", "salary, hourly, fixed hours", "“salary”, “hourly, fixed hours”"),
        (
            "B01",
            "hourly, fixed hours;hourly, variable hours",
            "“hourly, fixed hours”, “hourly, variable hours”",
        ),
        ("B03", "known, not started, started", "“started”, “known, not started”"),
        ("L02", "agree; strongly agree", "4 (agree), 5 (strongly agree)"),
        ("L02", "4; 5", "4 (agree), 5 (strongly agree)"),
        ("B11", "0; 2-3", "“0”, “2–3”"),
    ],
)
def test_several_answers_in_one_cell_are_named(question: str, cell: str, names: str) -> None:
    found = fault(question, cell)
    assert found.message == f"2 answers are chosen here: {names}."
    assert found.fix == "Keep the one that fits best and delete the others."


def test_several_answers_of_a_real_sheet_hold_the_row(tmp_path: Path) -> None:
    problem = only_problem(read_person(tmp_path, A4="full-time;part-time;"))
    assert (problem.cell, problem.found, problem.is_error) == ("E2", "full-time;part-time;", True)


NONE = "This is none of the answers to choose from."
OWN = "The client answered in words of their own, and the list has no answer for these."


@pytest.mark.parametrize(
    ("question", "cell", "told"),
    [
        ("A4", "Other: I fish", OWN),
        ("A4", "other (please specify)", OWN),
        ("A4", "others", NONE),
        ("A4", "full-time; fishing", NONE),
        ("A4", ";;", NONE),
        ("A4", ";".join(["full-time"] * 40), NONE),
        ("A4", "full-time;" * 300, NONE),
        ("A4", "TRUE", "This is a tick box, which is none of the answers to choose from."),
        ("A4", 3, "This number or time of day is none of the answers to choose from."),
        ("L02", "5 - agree", "The number and the words of this answer say different things."),
        ("L02", "agree (5)", "The number and the words of this answer say different things."),
        ("L02", 7, "This number is not on the scale."),
        ("B11", "1-2", "This range covers more than one of the answers."),
        ("B11", -1, "This is not a whole number from 0 on."),
        ("B11", "Dec-25", NONE),
        ("B11", "#N/A", "The spreadsheet shows an error here."),
        ("L02", "#N/A", "The spreadsheet shows an error here."),
    ],
)
def test_what_is_no_answer_is_told(question: str, cell: Cell, told: str) -> None:
    assert message(question, cell) == told


@pytest.mark.parametrize(
    ("cell", "code"), [("5-6", "4+"), ("2 to 3", "2-3"), ("4 – 10", "4+"), ("٢-٣", "2-3")]
)
def test_a_range_that_falls_into_one_bin_is_read(cell: str, code: str) -> None:
    assert value("B11", cell) == code


@pytest.mark.parametrize("cell", [date(2026, 3, 2), "02-Mar", "3-Feb", "Feb-03", "2-Mär", "02-mars"])
def test_an_answer_that_became_a_date_is_named(cell: Cell) -> None:
    assert message("B11", cell) == "The spreadsheet turned the answer 2-3 into a date."


@pytest.mark.parametrize(
    "cell",
    ["Does not apply", "doesn't apply", "Not applicable", "N/A", "n/a", "n.a.", "NA"],
)
@pytest.mark.parametrize("question", ["L02", "B01", "B11"])
def test_what_does_not_apply_has_many_words(question: str, cell: str) -> None:
    assert value(question, cell) is Missing.DOES_NOT_APPLY


@pytest.mark.parametrize(
    "cell",
    [
        "rather not say",
        "I'd rather not say",
        "I’d rather not say.",
        "Prefer not to say",
        "prefer not to answer",
    ],
)
def test_what_a_client_would_rather_not_say_is_kept_apart(cell: str) -> None:
    assert value("L02", cell) is Missing.RATHER_NOT_SAY


def test_words_are_no_missing_answers_where_words_are_asked() -> None:
    assert value("G2", "N/A") == "N/A"


def _in_two_languages(cell: Cell, question: str) -> Value:
    """Return what a cell comes to in a kit that speaks German too."""
    english = kit().wordings["en"]
    agreement, arrangement = english.scales["agreement"], english.questions["A4"]
    labels = dict(agreement.labels) | {"5": "stimme voll zu"}
    options = dict(arrangement.options) | {"self-employed": "selbständig"}
    german = english.model_copy(
        update={
            "language": LanguageFacts(code="de", name="Deutsch", direction="ltr"),
            "missing": {"does_not_apply": "trifft nicht zu", "rather_not_say": "keine Angabe"},
            "missing_aliases": {"does_not_apply": ("entfällt",), "rather_not_say": ("selbständig",)},
            "scales": {**english.scales, "agreement": agreement.model_copy(update={"labels": labels})},
            "questions": {**english.questions, "A4": arrangement.model_copy(update={"options": options})},
        }
    )
    both = replace(kit(), wordings={"en": english, "de": german})
    return parser_for(both.questionnaire.by_id[question], Vocabulary.of(both, {}), IntakeSettings())(cell)


@pytest.mark.parametrize(
    ("question", "cell", "code"),
    [
        ("L02", "5 - stimme voll zu", 5),
        ("L02", "strongly agree (5)", 5),
        ("A4", "Selbständig;", "self-employed"),
        ("A9", "deutsch", "de"),
        ("L02", "entfällt", Missing.DOES_NOT_APPLY),
        ("L02", "keine Angabe", Missing.RATHER_NOT_SAY),
    ],
)
def test_answers_are_known_in_every_language_of_the_kit(question: str, cell: str, code: object) -> None:
    assert _in_two_languages(cell, question) == code


def test_an_answer_of_the_question_comes_before_a_missing_one() -> None:
    assert _in_two_languages("selbständig", "A4") == "self-employed"
    assert _in_two_languages("selbständig", "L02") is Missing.RATHER_NOT_SAY


LABELS = {"a": "A", "a, b": "AB", "b; c": "BC", "b": "B", "x": "X", "x,x": "XX"}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("a", ()),
        ("a, b", ("AB",)),
        ("a; b", ("A", "B")),
        ("a, b; c", ("A", "BC")),
        ("b; c; a, b", ("BC", "AB")),
        ("b, a", ("B", "A")),
        ("a, b, c", ()),
        ("x," * 25 + "y", ()),
        ("", ()),
    ],
)
def test_options_that_hold_the_signs_between_options_are_told_apart(
    text: str, codes: tuple[str, ...]
) -> None:
    assert chosen(text, lambda label: LABELS.get(label.strip())) == codes


STATEMENT = "My roadmap may be sent to me by e-mail."


@pytest.mark.parametrize("tick", ["✓", "✔", " ✔\ufe0f", "☑", "✅", "x", "X", 1, 1.0, "1", "TRUE", STATEMENT])
def test_a_ticked_consent_is_a_yes(tick: Cell) -> None:
    assert value("A7b", tick) == "yes"


@pytest.mark.parametrize("box", ["☐", 0, "0", "FALSE"])
def test_a_consent_that_is_not_ticked_is_a_no(box: Cell) -> None:
    assert value("A7b", box) == "no"


@pytest.mark.parametrize("other", ["I agree to nothing", "My answers may be used to prepare it.", 2, "✗"])
def test_other_words_give_no_consent(other: Cell) -> None:
    assert message("A7b", other).startswith("This ")


def test_a_question_that_is_no_consent_is_not_answered_by_its_own_words(tmp_path: Path) -> None:
    problem = only_problem(read_person(tmp_path, B07="Is there a clear next step for you?"))
    assert problem.message == "This is none of the answers to choose from."
