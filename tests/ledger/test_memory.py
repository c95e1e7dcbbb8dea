"""What the ledger keeps of answers, and how they are read again."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings

from pipeline.errors import LedgerError
from pipeline.ledger import Ledger
from pipeline.ledger.memory import decode, encode, questions_kept
from pipeline.models.answers import Missing
from pipeline.models.client import Client
from pipeline.models.condition import Condition
from pipeline.models.past import Past
from tests.people import kit, maya
from tests.practices import tree
from tests.strategies import clients

ASKED = kit().questionnaire
KEPT = questions_kept(kit())
MAY = datetime(2026, 5, 1, 8, 30, tzinfo=UTC)
LATER = datetime(2027, 1, 1, tzinfo=UTC)
PAST = Past("c-1", "career", MAY, "ada byron", "m1", {"L01": 4, "B01": "salary", "A6": "7/2"})


def test_only_codes_and_numbers_that_something_reads_are_kept() -> None:
    kept = [question.id for question in KEPT]
    assert {item.id for item in ASKED.items} < set(kept)
    others = [name for name in kept if name not in {item.id for item in ASKED.items}]
    assert others == ["A4", "A6", "I1", "I2", "Q1"]
    assert not {question.kind for question in KEPT} & {"text", "email", "moment", "zone", "language"}


def test_a_text_that_a_rule_of_the_plan_asks_for_is_not_kept_either() -> None:
    asks = Condition.model_validate(
        {"any": [{"answer": "G1", "given": True}, {"answer": "A13", "is": ["feminine"]}]}
    )
    actions = (kit().playbook.actions[0].model_copy(update={"when": asks}), *kit().playbook.actions[1:])
    own = replace(kit(), playbook=kit().playbook.model_copy(update={"actions": actions}))
    assert {question.id for question in questions_kept(own)} - {question.id for question in KEPT} == {"A13"}


@given(clients())
@settings(max_examples=40, deadline=None)
def test_what_is_kept_comes_back(somebody: Client) -> None:
    answers = {**somebody.answers, "A6": Fraction(7, 2)}
    ids = {question.id for question in KEPT}
    expected = {name: answer for name, answer in answers.items() if name in ids}
    assert decode(encode(answers, KEPT), KEPT, ASKED) == expected


def test_the_clients_own_words_are_never_kept() -> None:
    words = {"G1": "my own words", "A2": "nurse", "A5": "Oman", "A8": "maya@example.com"}
    assert encode({**maya().answers, **words}, KEPT) == encode(maya().answers, KEPT)


def test_answers_that_mean_nothing_any_more_count_as_blank() -> None:
    stored = {
        "L01": 9,
        "L02": "4",
        "L03": None,
        "L04": 4,
        "B01": "barter",
        "B08": 3,
        "B03": {"missing": "lost"},
        "A6": "1/0",
        "GONE": 1,
    }
    assert decode(stored, KEPT, ASKED) == {"L04": 4}
    assert decode({"A6": "four"}, KEPT, ASKED) == {}
    assert decode({"L01": {"missing": "rather_not_say"}}, KEPT, ASKED) == {"L01": Missing.RATHER_NOT_SAY}


def test_what_was_remembered_is_there_after_opening_again(path: Path) -> None:
    earlier = replace(PAST, completed_at=MAY - timedelta(days=200), mark=None)
    with Ledger(path) as ledger:
        ledger.remember([PAST, earlier, replace(PAST, client="c-2"), replace(PAST, kit="strengths")])
    with Ledger(path) as ledger:
        assert ledger.past("c-1", "career", LATER) == [earlier, PAST]
        assert ledger.past("c-1", "career", MAY) == [earlier]
        assert ledger.past("c-3", "career", LATER) == []


def test_the_same_moment_told_in_another_zone_is_the_same(ledger: Ledger) -> None:
    ledger.remember([PAST])
    corrected = replace(
        PAST, completed_at=MAY.astimezone(timezone(timedelta(hours=4))), name="ada king", answers={"L01": 5}
    )
    ledger.remember([corrected])
    (found,) = ledger.past("c-1", "career", LATER)
    assert found == corrected
    assert found.completed_at.tzinfo is UTC


def test_what_is_known_already_is_not_written_again(path: Path) -> None:
    with Ledger(path) as ledger:
        ledger.remember([PAST, replace(PAST, client="c-2", mark=None)])
    before = tree(path.parent)
    with Ledger(path) as ledger:
        ledger.remember([PAST, replace(PAST, client="c-2", mark=None)])
        assert ledger._database.total_changes == 0
    assert tree(path.parent) == before
    with Ledger(path) as ledger:
        ledger.remember([replace(PAST, mark=None), replace(PAST, client="c-2", mark=None)])
        assert ledger._database.total_changes == 1


@pytest.mark.parametrize("damage", ['{"L01": 4', "[4]", "4"])
def test_damaged_answers_are_a_damaged_ledger(path: Path, ledger: Ledger, damage: str) -> None:
    ledger.remember([PAST])
    with sqlite3.connect(path) as other:
        other.execute("UPDATE assessments SET answers = ?", (damage,))
    other.close()
    with pytest.raises(LedgerError, match="is damaged"):
        ledger.past("c-1", "career", LATER)


def test_a_damaged_time_is_a_damaged_ledger(path: Path, ledger: Ledger) -> None:
    ledger.remember([PAST])
    with sqlite3.connect(path) as other:
        other.execute("UPDATE assessments SET completed_at = '2026-05-99'")
    other.close()
    with pytest.raises(LedgerError, match="is damaged"):
        ledger.past("c-1", "career", LATER)
