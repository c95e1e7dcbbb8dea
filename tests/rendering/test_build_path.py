"""The page of the path where its steps come from imported occupations."""

from dataclasses import replace

import pytest

from pipeline.models.client import Client
from pipeline.models.kit import Kit
from pipeline.models.occupations import Occupations, pack
from pipeline.models.settings import Settings
from pipeline.models.wording import strings
from pipeline.rendering.building.report import build_report
from pipeline.rendering.views.report import Report
from tests.people import kit
from tests.planning.test_related import AIDE, KNOWN, NURSE, ORIGIN, PRACTITIONER
from tests.rendering.built import assess, settings, whole_maya
from tests.rendering.prints import pages, print_report

WORDING = kit().wordings["en"].texts


def built(role: str, known: Kit | None = None, **answers: str) -> Report:
    person: Client = replace(whole_maya(**answers), role_title=role)
    own: Kit = known or replace(kit(), occupations=KNOWN)
    chosen: Settings = settings()
    return build_report(assess(person, own), own, chosen, "en")


def titles(report: Report) -> list[str]:
    return [step.title for step in report.path.steps[::-1]]


def test_the_steps_are_related_work_and_the_clients_words_come_first() -> None:
    report = built("Nursing assistant")
    assert titles(report)[0] == "Nursing assistant"
    assert titles(report)[2:] == ["Registered Nurses", "“Running operations for a support centre.”"]
    assert report.path.steps[1].note.startswith("Related work that asks for more preparation.")
    assert report.path.steps[0].note == (
        "Related work one step further: Nurse Practitioners. It is always optional."
    )
    assert "O*NET® database" in report.path.source


def test_without_words_of_their_own_the_last_step_is_named_as_optional() -> None:
    report = built("Nursing assistant", G2="")
    assert report.path.steps[0].title == "Nurse Practitioners"
    assert report.path.steps[0].note == "The last step is always optional."


def test_where_no_second_step_is_known_it_stays_open() -> None:
    report = built("Health services manager", G2="")
    assert titles(report)[2:] == ["Nurse Practitioners", "A step without a name yet"]


@pytest.mark.parametrize("role", ["Ward lead", "Senator", "Nurse practitioner", "Astronaut"])
def test_what_is_not_sure_names_no_step(role: str) -> None:
    report = built(role, G2="")
    assert titles(report)[2:] == ["A step without a name yet", "A step without a name yet"]
    assert report.path.source == WORDING["path.source_unnamed"]
    assert report.path.steps[0].note == "We will fill this in together."


def test_the_credit_stands_in_the_reports_that_use_the_data_and_nowhere_else() -> None:
    said = built("Charge nurse").method.credit
    assert said.startswith(
        "The path includes information from the O*NET 30.2 Database by the U.S. Department of Labor"
    )
    assert "Used under the CC BY 4.0 license (creativecommons.org/licenses/by/4.0)." in said
    assert "O*NET® is a trademark of USDOL/ETA." in said
    assert f"{settings().practice.name} has modified all or some of this information." in said
    for role in ("Waiter", "Ward lead", "Astronaut"):
        assert not built(role).method.credit


def test_without_an_import_nothing_speaks_of_it() -> None:
    report = built("Charge nurse", kit())
    assert not report.method.credit
    assert "O*NET" not in pages().markup(report).split('id="path"')[1]


def test_the_credit_is_printed() -> None:
    page = pages().markup(built("Charge nurse")).split('id="method"')[1].replace("\u00a0", " ")
    assert "has not approved, endorsed, or tested these modifications." in page
    assert "USDOL/ETA" not in pages().markup(built("Waiter"))


LONG = "Sales Representatives, Wholesale and Manufacturing, Except Technical and Scientific Products"


@pytest.mark.parametrize("goal", ["", "Own team. " * 9, "Own team. " * 22])
def test_the_pages_hold_the_longest_titles(goal: str) -> None:
    steps = [replace(NURSE, title=LONG), replace(PRACTITIONER, title=f"{LONG}, Too")]
    known = Occupations(ORIGIN, pack([AIDE, *steps], {}))
    report = built("Nursing assistant", replace(kit(), occupations=known), G2=goal)
    printed = print_report(report)
    assert LONG in titles(report)
    assert printed.pages == 10
    assert not printed.findings


def test_long_words_of_their_own_leave_the_usual_last_step_unnamed() -> None:
    told = [built("Waiter", G2="Own team. " * times).path.steps[0].note for times in (12, 22)]
    assert told[0].startswith("A usual last step on this ladder: ")
    assert told[1] == "The last step is always optional."


def test_nothing_said_of_related_work_predicts() -> None:
    said = " ".join(
        string
        for key in ("path.related", "path.usual_name", "path.source", "path.next_title")
        for string in strings(WORDING[key])
    )
    assert not any(
        word in f" {said.casefold()} " for word in (" will be ", " will become ", " lead to ", " likely ")
    )
