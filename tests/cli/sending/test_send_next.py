"""What ``roadmap send`` tells beside the table: problems of the review, and the next command to type."""

import shlex
from collections.abc import Callable

import pytest
from openpyxl import load_workbook

from pipeline.cli.main import Terminated
from pipeline.practice import Practice
from pipeline.workflow.sending import rounds
from tests.cli.conftest import Run
from tests.cli.sending.conftest import BEFORE, THEN
from tests.posting import ADA, BEN, CLEO
from tests.practices import write_inputs
from tests.smtp.sink import Sink

pytestmark = pytest.mark.usefixtures("same_program")


@pytest.mark.usefixtures("practice")
@pytest.mark.parametrize(
    ("typed", "then"),
    [
        ("send --client ada", "send --approve --client ada"),
        ("send --to-me --client ada", "send --approve --client ada"),
        ("send --limit 1 --now", "send --approve --limit 1 --now"),
        ("send inputs/clients.csv", "send --approve inputs/clients.csv"),
        ("send --approve --client 'Ada Byron'", "send --due --client 'Ada Byron'"),
        ("send", "send --approve"),
    ],
)
def test_the_next_command_is_about_no_more_mails_than_this_one(run: Run, typed: str, then: str) -> None:
    ran = run(*shlex.split(typed), "--as-of", BEFORE)
    assert f"Next: roadmap {then}   " in ran.err


@pytest.mark.usefixtures("practice")
def test_when_the_first_goes_is_told_as_long_as_none_can(run: Run) -> None:
    approved = run("send", "--approve", "--as-of", BEFORE)
    assert "at most; the first goes Mon 05 Oct 10:00, UTC." in approved.out
    assert "Next: roadmap send --due   sends what is due, the first on Mon 05 Oct 10:00, UTC;" in approved.err
    due = run("send", "--as-of", THEN)
    assert due.out.splitlines()[-1] == "3 due. To go: 3 mails: about a minute at most."
    assert "Next: roadmap send --due   sends what was approved when it is due" in due.err


@pytest.mark.usefixtures("practice")
def test_approvals_are_taken_back_together(run: Run, sink: Sink) -> None:
    run("send", "--approve", "--as-of", BEFORE)
    taken = run("send", "--withdraw", "ada", "--withdraw", "ben", "--json", "--as-of", BEFORE)
    assert taken.code == 0
    assert [(one["client"], one["state"]) for one in taken.json["withdrawn"]] == [
        ("C-1", "planned"),
        ("C-2", "planned"),
    ]
    run("send", "--due", "--as-of", THEN)
    assert [mail.recipients for mail in sink.mails] == [("c-3@example.com",)]


def test_a_report_that_is_missing_or_outdated_is_to_be_made_next(run: Run, practice: Practice) -> None:
    write_inputs(practice.root, ADA | {"L07": "1"}, BEN, CLEO)
    run("send", "--approve", "--client", "C-2", "--client", "C-3", "--as-of", BEFORE)
    ran = run("send", "--as-of", BEFORE)
    assert ran.code == 1
    assert "Next: roadmap reports   " in ran.err


@pytest.mark.usefixtures("practice")
@pytest.mark.parametrize(("how", "code"), [(KeyboardInterrupt(), 130), (Terminated(15), 143)])
def test_who_is_interrupted_hears_how_the_mails_stand(
    run: Run, monkeypatch: pytest.MonkeyPatch, how: BaseException, code: int
) -> None:
    run("send", "--approve", "--as-of", BEFORE)

    def interrupt(*_: object) -> None:
        raise how

    monkeypatch.setattr(rounds, "send", interrupt)
    ran = run("send", "--due", "--client", "ada", "--as-of", THEN)
    assert ran.code == code
    assert "1 due." in ran.out
    assert "Next: roadmap send --due --client ada   " in ran.err
    told = run("send", "--due", "--json", "--as-of", THEN)
    assert [message["state"] for message in told.json["messages"]] == ["due"] * 3


def edit(practice: Practice, change: Callable[..., object]) -> None:
    book = load_workbook(practice.review)
    change(book.worksheets[0])
    book.save(practice.review)


def test_what_is_wrong_with_the_review_is_told_with_its_cell(
    run: Run, practice: Practice, sink: Sink
) -> None:
    assert run("review").code == 0
    edit(practice, lambda sheet: sheet["D2"].__setattr__("value", "x" * 401))
    reviewed = run("review")
    assert reviewed.code == 1
    assert "2 reports to send, 1 on hold." in reviewed.out
    ran = run("send", "--approve", "--as-of", THEN)
    assert ran.code == 1
    assert "c-1@example.com  blocked" in ran.out
    assert "review.xlsx, D2: The note has 401 characters" in ran.out
    assert "review.xlsx, sheet Review, D2, Ada Byron (C-1): found" in ran.err
    told = run("send", "--json", "--as-of", THEN).json
    assert told["messages"][-1]["reason"].startswith("review.xlsx, D2: The note has 401 characters")
    assert [problem["cell"] for problem in told["problems"]] == ["D2"]
    assert [mail.recipients[0] for mail in sink.mails] == ["c-2@example.com", "c-3@example.com"]


def test_a_hold_that_could_be_anybodys_holds_everybody(run: Run, practice: Practice, sink: Sink) -> None:
    run("review")
    edit(practice, lambda sheet: sheet.append(["C-9", None, "hold"]))
    ran = run("send", "--approve", "--as-of", THEN)
    assert ran.code == 1
    assert "3 blocked." in ran.out
    assert "review.xlsx, sheet Review, A5: found “C-9”." in ran.err
    edit(practice, lambda sheet: sheet["C1"].__setattr__("value", "Sending?"))
    ran = run("send", "--approve", "--as-of", THEN)
    assert ran.code == 3
    assert "There is no column “Send”" in ran.err
    assert sink.mails == []
