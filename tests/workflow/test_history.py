"""Which earlier assessment a client has: from the inputs, and from what the ledger remembers."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from pipeline.intake import Intake
from pipeline.ledger import Ledger, derive_id
from pipeline.models.client import Client
from pipeline.workflow.history import Found, History
from pipeline.workflow.people import key_of
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
        History(reading(now, *before), ledger).remember(LATER)


def find(path: Path, now: Client, *before: Client) -> Found:
    with Ledger(path, passing=True) as ledger:
        return History(reading(now, *before), ledger).find(now)


def earlier(found: Found) -> Client:
    assert found.remark is None
    assert found.earlier is not None
    return found.earlier


def test_the_first_assessment_has_none_before_it(path: Path) -> None:
    assert find(path, FIRST) == Found()
    remember(path, FIRST)
    assert find(path, FIRST) == Found()


def test_both_in_the_inputs_need_no_ledger(path: Path) -> None:
    then = earlier(find(path, SECOND, FIRST))
    assert not path.parent.exists()
    assert (then.answers["B08"], then.answers["L11"], then.completed_at) == ("3-months", 4, SPRING)
    assert then.hours_a_week == 4


def test_what_is_remembered_is_the_same_as_in_the_inputs(path: Path) -> None:
    told = find(path, SECOND, FIRST)
    remember(path, FIRST)
    for inputs in ([SECOND], [SECOND, FIRST]):
        assert find(path, *inputs) == told


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
    now = replace(SECOND, email=wordy.email)
    for then in (earlier(find(path, now)), earlier(find(path, now, wordy))):
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
        {"name": "Haddad, Máya"},
        {"name": "Maya Haddad King", "email": "Maya@EXAMPLE.com"},
        {"name": "Maya", "id": "c-001"},
        {"email": None},
        {"name": "MAYA  haddad.", "email": None},
        {"id": "c-001"},
    ],
)
def test_a_name_written_otherwise_or_with_a_word_more_is_the_same_person(
    path: Path, changed: dict[str, Any]
) -> None:
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


@pytest.mark.parametrize(
    ("name", "email"),
    [
        ("Maya King", "maya@example.com"),
        ("Jo Haddad", "maya@example.com"),
        ("Haddad", "maya@example.com"),
        ("Maya Haddad King", "maya.king@example.com"),
        ("Maya Haddad King", None),
    ],
)
def test_another_name_is_somebody_else_though_the_address_is_the_same(
    path: Path, name: str, email: str | None
) -> None:
    other = replace(SECOND, name=name, email=email)
    assert find(path, other, FIRST).earlier is None, "whatever the inputs say of both"
    remember(path, FIRST)
    found = find(path, other)
    assert (found.earlier, found.known) == (None, ())
    assert found.remark is not None
    assert "was somebody else's before, by name" in found.remark.message
    assert ("and e-mail address" in found.remark.message) == (email == "maya.king@example.com")


def test_an_address_alone_is_no_person(path: Path) -> None:
    """Without a number a family that shares an address shares an id."""
    ian = replace(FIRST, name="Ian Poe", email="family@example.com")
    jo = replace(SECOND, name="Jo Poe", email="family@example.com")
    remember(path, ian)
    inputs = replace(reading(jo), intake=replace(reading(jo).intake, derived=frozenset({jo.id})))
    with Ledger(path) as ledger:
        found = History(inputs, ledger).find(jo)
    assert found.earlier is None
    assert found.remark is not None
    assert found.remark.message.startswith("This e-mail address was somebody else's before, by name, so")


def test_a_new_address_is_told_and_whose_it_was(path: Path) -> None:
    zoe = replace(FIRST, id="C-002", name="Zoe Stone", email="zoe@example.com")
    remember(path, FIRST)
    remember(path, zoe)
    found = find(path, replace(SECOND, email="maya.king@example.com"))
    assert found.earlier is not None
    assert found.remark is not None
    assert found.remark.message == "Since 4 April 2026 this client's e-mail address has changed."
    now = (
        replace(SECOND, email="zoe@example.com"),
        replace(zoe, email="maya@example.com", completed_at=AUTUMN, answers=SECOND.answers),
    )
    swapped = Reading(kit(), Intake(now, (), (), ()), is_default=True)
    with Ledger(path) as ledger:
        history = History(swapped, ledger)
        history.remember(LATER)
        maya_found, zoe_found = map(history.find, now)
        again = find(path, replace(maya(L02=1), email="zoe@example.com", completed_at=LATER))
    assert maya_found.remark is not None
    assert "the new one was the address of Zoe Stone (C-002) before" in maya_found.remark.message
    assert zoe_found.remark is not None
    assert "the new one was the address of Maya Haddad (C-001) before" in zoe_found.remark.message
    assert again.earlier is not None
    assert again.remark is None, "the address is the one of last time"


@pytest.fixture
def known_by_address(path: Path) -> str:
    """Return the id that the ledger gave to Maya, who completed an assessment without a number."""
    with Ledger(path) as ledger:
        identity = derive_id(key_of(ledger), "maya@example.com")
    remember(path, replace(FIRST, id=identity))
    return identity


@pytest.mark.usefixtures("known_by_address")
def test_a_number_given_later_takes_the_history_along(path: Path) -> None:
    assert earlier(find(path, SECOND)).completed_at == SPRING
    assert find(path, replace(SECOND, name="Jo Haddad")) == Found(), "the address alone is no person"
    assert find(path, replace(SECOND, email="maya.king@example.com")) == Found()


def test_not_where_somebody_else_still_has_that_id(path: Path, known_by_address: str) -> None:
    other = replace(FIRST, id=known_by_address)
    now = (SECOND, other)
    with Ledger(path) as ledger:
        both = Reading(kit(), Intake(now, (), (), (), {}, frozenset({other.id})), is_default=True)
        assert History(both, ledger).find(SECOND) == Found()


def test_another_number_is_told_and_not_compared(path: Path) -> None:
    remember(path, FIRST)
    found = find(path, replace(SECOND, id="R-9"))
    assert found.earlier is None
    assert found.remark is not None
    assert "belonged to the client number c-001 before" in found.remark.message
    assert "the number c-001 again" in found.remark.fix
    assert find(path, replace(SECOND, id="R-9", name="Jo Haddad")) == Found()
    assert find(path, replace(SECOND, id="R-9", completed_at=WINTER)) == Found()


@pytest.mark.parametrize("days", [0, 4, 27, 28])
def test_twice_in_a_short_while_is_compared_with_what_lies_further_back(path: Path, days: int) -> None:
    remember(path, FIRST)
    remember(path, SECOND)
    again = replace(
        SECOND, answers={**SECOND.answers, "L02": 1}, completed_at=AUTUMN + timedelta(days=days, hours=1)
    )
    found = find(path, again)
    assert earlier(found).completed_at == (AUTUMN if days == 28 else SPRING)
    assert found.known == (SPRING, AUTUMN)
    assert (
        earlier(
            find(
                path,
                replace(again, completed_at=AUTUMN),
                replace(FIRST, completed_at=AUTUMN - timedelta(days=3)),
            )
        ).completed_at
        == SPRING
    )


def test_of_short_whiles_alone_the_latest_counts(path: Path) -> None:
    remember(path, FIRST)
    soon = replace(SECOND, completed_at=SPRING + timedelta(days=3))
    assert earlier(find(path, soon)).completed_at == SPRING


def test_what_is_said_to_lie_ahead_is_not_remembered(path: Path) -> None:
    with Ledger(path) as ledger:
        History(reading(SECOND, FIRST), ledger).remember(SPRING)
        assert [past.completed_at for past in ledger.past("c-001", "career", LATER)] == [SPRING]


def look(path: Path, *inputs: Sequence[Client]) -> None:
    for each in inputs:
        find(path, *each)


def test_looking_changes_nothing(path: Path) -> None:
    remember(path, FIRST)
    before = tree(path.parent)
    look(path, [SECOND], [SECOND, FIRST], [replace(SECOND, name="Maya King")])
    assert tree(path.parent) == before


def test_looking_makes_no_key(path: Path) -> None:
    look(path, [SECOND], [SECOND, FIRST])
    assert not path.parent.exists()
    with Ledger(path):
        pass
    before = tree(path.parent)
    look(path, [SECOND], [SECOND, FIRST])
    assert tree(path.parent) == before
