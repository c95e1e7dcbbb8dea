"""Whom a practice works with, as its ledger knows them."""

from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.ledger import Ledger, derive_id, mark_of
from pipeline.ledger.identity import KEY
from pipeline.practice import Practice
from pipeline.workflow.reading import check, find_client
from tests.practices import ADA, BEN, make, new_practice, tree, write_inputs

AT = "2026-10-01T09:00:00+00:00"


def _block(practice: Practice, *identities: str) -> None:
    with Ledger(practice.ledger) as ledger:
        key = ledger.key(KEY, lambda: b"k" * 32)
        for identity in identities:
            ledger.block(mark_of(key, identity), "asked to be forgotten", AT)


def test_a_check_makes_no_ledger_to_ask_whom_to_skip(tmp_path: Path) -> None:
    practice = new_practice(tmp_path)
    assert len(check(practice).intake.clients) == 3
    assert not practice.outputs.exists()


def test_whoever_asked_to_be_forgotten_stays_so_through_every_export(tmp_path: Path) -> None:
    practice = new_practice(tmp_path)
    make(practice)
    with Ledger(practice.ledger) as ledger:
        derived = derive_id(ledger.key(KEY, lambda: b"k" * 32), "c-2@example.com")
    _block(practice, "c-1", derived)
    write_inputs(practice.root, ADA | {"L07": "nine"}, BEN | {"A12": ""}, name="again.csv")
    batch = make(practice)
    assert [outcome.id for outcome in batch.outcomes] == ["C-3"]
    assert {problem.message for problem in batch.problems} == {
        "Rows 2 and 3 were skipped: asked to be forgotten."
    }
    assert len(batch.put_away) == 4, "what was made of them is no longer among the reports and briefs"
    assert len(tree(practice.reports)) == len(tree(practice.briefs)) == 1


def test_a_held_client_is_found_by_address(tmp_path: Path) -> None:
    practice = new_practice(tmp_path, ADA, BEN | {"L07": "nine"})
    intake = check(practice).intake
    assert find_client("C-2@Example.com ", intake) == "c-2"
    assert find_client("c-1@example.com", intake) == "c-1"
    write_inputs(practice.root, ADA | {"A0": "2026-09-01"}, ADA | {"A0": "2026-09-02", "A12": ""})
    assert find_client("c-1@example.com", check(practice).intake) == "c-1", "one of the rows lacks the number"
    with pytest.raises(UsageError, match="No client is"):
        find_client("nobody@example.com", intake)


def test_a_part_of_a_name_begins_with_a_word(tmp_path: Path) -> None:
    intake = check(new_practice(tmp_path, ADA | {"A1": "Hannah Weiss"}, BEN)).intake
    assert find_client("weis", intake) == find_client("hannah w", intake) == "c-1"
    with pytest.raises(UsageError, match="No client is"):
        find_client("ann", intake)


def test_a_number_typed_in_another_form_is_the_same_client_from_input_to_report(tmp_path: Path) -> None:
    """Full-width letters come from other keyboards, and letters in two parts from other systems."""
    practice = new_practice(tmp_path, ADA | {"A12": "É 1"})
    made = make(practice)
    before = tree(practice.reports)
    for typed in ("É 1", "ｅ́  １", "é 1"):
        write_inputs(practice.root, ADA | {"A12": typed})
        assert find_client(typed, check(practice).intake) == find_client("É 1", check(practice).intake)
        again = make(practice)
        assert [outcome.pdf for outcome in again.outcomes] == [outcome.pdf for outcome in made.outcomes]
        assert again.put_away == ()
        assert tree(practice.reports).keys() == before.keys()


def test_an_id_that_somebody_typed_is_spoken_of(tmp_path: Path) -> None:
    practice = new_practice(tmp_path, ADA, BEN | {"A12": ""})
    (ada, ben) = check(practice).intake.clients
    later = BEN | {"A12": ben.id, "A0": "2026-09-02"}
    write_inputs(practice.root, ADA | {"A12": ""}, BEN | {"A12": "", "A0": "2026-09-01"}, later)
    assert set(check(practice).people.values()) == {"Ada Byron", f"Ben Osei ({ben.id})"}
    assert ada.id == "C-1"


def test_an_empty_call_list_is_neither_a_client_nor_an_unreadable_file(tmp_path: Path) -> None:
    practice = new_practice(tmp_path)
    calls = practice.inputs / "calls.csv"
    calls.write_text("E-mail,Call date and time,Time zone,Cancelled\n", encoding="utf-8")
    assert check(practice).standstill is None
    assert check(practice).intake.problems == ()
    clients = practice.inputs / "clients.csv"
    clients.write_text("", encoding="utf-8")
    assert str(check(practice).standstill).startswith("None of the input files could be read.")
    clients.write_text("A12,A1,L07\n", encoding="utf-8")
    assert str(check(practice).standstill).startswith("There are no clients in inputs/clients.csv.")
    clients.unlink()
    assert str(check(practice).standstill).startswith("There are no clients in inputs/calls.csv.")
