"""Which earlier assessment a client has: from the inputs, and from what the ledger remembers."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from pipeline.intake import Intake
from pipeline.ledger import Ledger
from pipeline.models.client import Client
from pipeline.workflow.history import Found, History
from pipeline.workflow.reading import Reading
from tests.people import kit, maya
from tests.practices import tree

WINTER, SPRING, AUTUMN = (datetime(2026, month, 4, 9, 0, tzinfo=UTC) for month in (1, 4, 10))
LATER = datetime(2027, 1, 1, tzinfo=UTC)
FIRST = replace(maya(A6=Fraction(4), A4="part-time"), completed_at=SPRING)
SECOND = replace(maya(B08="1-year", L11=5, A6=Fraction(6)), completed_at=AUTUMN, hours_a_week=Fraction(6))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "outputs" / "ledger.sqlite3"


def reading(now: Client, *before: Client) -> Reading:
    """Return inputs that tell of one client, with assessments before this one."""
    return Reading(kit(), Intake((now,), (), (), (), {now.id: before} if before else {}), is_default=True)


def remember(path: Path, now: Client, *before: Client) -> None:
    with Ledger(path) as ledger:
        History(reading(now, *before), ledger).remember()


def find(path: Path | None, now: Client, *before: Client) -> Found:
    if path is None:
        return History(reading(now, *before), None).find(now)
    with Ledger(path) as ledger:
        return History(reading(now, *before), ledger).find(now)


def earlier(found: Found) -> Client:
    assert found.remark is None
    assert found.earlier is not None
    return found.earlier


def test_the_first_assessment_has_none_before_it(path: Path) -> None:
    assert find(None, FIRST) == Found()
    remember(path, FIRST)
    assert find(path, FIRST) == Found()


def test_both_in_the_inputs_need_no_ledger() -> None:
    then = earlier(find(None, SECOND, FIRST))
    assert (then.answers["B08"], then.answers["L11"], then.completed_at) == ("3-months", 4, SPRING)
    assert then.hours_a_week == 4


def test_what_is_remembered_is_the_same_as_in_the_inputs(path: Path) -> None:
    remember(path, FIRST)
    for inputs in ([SECOND], [SECOND, FIRST]):
        assert earlier(find(path, *inputs)) == earlier(find(None, SECOND, FIRST))


def test_the_time_is_told_in_the_zone_of_the_later_one(path: Path) -> None:
    """So a page says the same wherever the earlier answers come from."""
    dubai = timezone(timedelta(hours=4))
    remember(path, FIRST)
    then = earlier(find(path, replace(SECOND, completed_at=AUTUMN.astimezone(dubai))))
    assert str(then.completed_at) == "2026-04-04 13:00:00+04:00"


def test_nothing_of_what_they_wrote_is_remembered(path: Path) -> None:
    secret = {"A2": "Falconer", "G1": "Open my own place", "A5": "Salalah", "A8": "ada@private.example"}
    wordy = replace(
        FIRST, answers={**FIRST.answers, **secret}, email="ada@private.example", role_title="Falconer"
    )
    remember(path, wordy)
    content = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"part-time" in content
    for words in secret.values():
        assert words.casefold().encode() not in content.lower()
    for then in (earlier(find(path, SECOND)), earlier(find(path, SECOND, wordy))):
        assert (then.email, then.role_title, then.language) == (None, None, None)
        assert not set(secret) & set(then.answers)


def test_the_latest_before_this_one_counts(path: Path) -> None:
    remember(path, replace(maya(L01=1), completed_at=WINTER))
    remember(path, FIRST)
    assert earlier(find(path, SECOND)).completed_at == SPRING
    assert earlier(find(path, FIRST)).answers["L01"] == 1, "a later one is no earlier one"
    assert earlier(find(path, SECOND, replace(FIRST, completed_at=WINTER))).completed_at == SPRING


def test_all_assessments_in_the_inputs_are_remembered(path: Path) -> None:
    remember(path, SECOND, replace(maya(L01=1), completed_at=WINTER), FIRST)
    with Ledger(path) as ledger:
        assert [past.completed_at for past in ledger.past("c-001", "career", LATER)] == [
            WINTER,
            SPRING,
            AUTUMN,
        ]


def test_without_a_time_nothing_is_remembered_or_compared(path: Path) -> None:
    remember(path, replace(FIRST, completed_at=None))
    assert find(path, SECOND) == Found()
    remember(path, FIRST)
    assert find(path, replace(SECOND, completed_at=None)) == Found()


def test_of_one_moment_the_inputs_tell_what_holds(path: Path) -> None:
    remember(path, FIRST)
    corrected = replace(maya(B08="none"), completed_at=SPRING)
    assert earlier(find(path, SECOND, corrected)).answers["B08"] == "none"
    remember(path, corrected)
    assert earlier(find(path, SECOND)).answers["B08"] == "none"


@pytest.mark.parametrize("seconds", [0, 41])
def test_a_correction_is_no_earlier_assessment(path: Path, seconds: int) -> None:
    """Some tools tell the seconds of a completion, and others do not."""
    remember(path, FIRST)
    assert find(path, replace(maya(B08="none"), completed_at=SPRING + timedelta(seconds=seconds))) == Found()


def test_the_same_answers_told_by_another_clock_are_no_earlier_assessment(path: Path) -> None:
    remember(path, replace(FIRST, completed_at=WINTER))
    assert find(path, FIRST) == Found()
    both = find(path, FIRST, replace(FIRST, completed_at=WINTER))
    assert earlier(both).completed_at == WINTER, "here the inputs themselves hold them for two"


def test_somebody_else_who_was_given_the_id_is_never_compared(path: Path) -> None:
    remember(path, FIRST)
    for email in ("zoe@example.com", None):
        found = find(path, replace(SECOND, name="Zoe Stone", email=email))
        assert found.earlier is None
        assert found.remark is not None
        assert (found.remark.client, found.remark.severity, found.remark.row) == ("C-001", "warning", 2)
        assert "somebody else's before" in found.remark.message


def test_without_an_address_a_name_must_be_the_same(path: Path) -> None:
    remember(path, replace(FIRST, email=None))
    assert find(path, replace(SECOND, name="Zoe Stone", email=None)).remark is not None
    assert earlier(find(path, replace(SECOND, email=None))).completed_at == SPRING


@pytest.mark.parametrize(
    "changed",
    [
        {"name": "Maya King"},
        {"email": "maya.king@example.com"},
        {"email": None},
        {"name": "MAYA  haddad", "email": None},
        {"name": "Maya King", "email": "Maya@EXAMPLE.com"},
        {"id": "c-001"},
    ],
)
def test_a_new_name_or_a_new_address_is_the_same_person(path: Path, changed: dict[str, Any]) -> None:
    remember(path, FIRST)
    assert earlier(find(path, replace(SECOND, **changed))).answers["B08"] == "3-months"


def test_before_somebody_else_an_own_assessment_still_counts(path: Path) -> None:
    remember(path, FIRST)
    stranger = replace(maya(L01=1), name="Zoe Stone", email="zoe@example.com")
    remember(path, replace(stranger, completed_at=SPRING + timedelta(days=30)))
    assert earlier(find(path, SECOND)).completed_at == SPRING


def test_answers_to_another_kit_are_not_compared(path: Path) -> None:
    remember(path, FIRST)
    other = replace(reading(SECOND), kit=replace(kit(), name="strengths"))
    with Ledger(path) as ledger:
        assert History(other, ledger).find(SECOND) == Found()


def test_an_answer_the_kit_no_longer_knows_is_a_blank(path: Path) -> None:
    remember(path, FIRST)
    with Ledger(path) as ledger:
        (past,) = ledger.past("c-001", "career", LATER)
        ledger.remember([replace(past, answers={**past.answers, "B08": "some-day", "B99": "yes"})])
    then = earlier(find(path, SECOND))
    assert not {"B08", "B99"} & set(then.answers)
    assert then.answers["L11"] == 4


def look(path: Path, *inputs: Sequence[Client]) -> None:
    for each in inputs:
        find(path, *each)


def test_looking_changes_nothing(path: Path) -> None:
    remember(path, FIRST)
    before = tree(path.parent)
    look(path, [SECOND], [SECOND, FIRST], [replace(SECOND, name="Maya King")])
    assert tree(path.parent) == before


def test_looking_makes_no_key(path: Path) -> None:
    with Ledger(path):
        pass
    before = tree(path.parent)
    look(path, [SECOND], [SECOND, FIRST])
    assert tree(path.parent) == before
