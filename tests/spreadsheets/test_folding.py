"""Keys of headers and labels: the same for what a person calls the same, and never costly."""

from time import process_time

import pytest

from pipeline.spreadsheets.folding import fold, recognised, western_digits
from pipeline.spreadsheets.places import Cell
from pipeline.spreadsheets.tables import is_empty

LIGATURE = "\ufdfa"  # eighteen letters when taken apart


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Full-time", "fulltime"),
        ("1 – 4", "1-4"),
        ("1-2-3", "1-2-3"),
        ("3 +", "3+"),
        ("٣+ a+b", "3+ab"),
        ("1.5 a.b", "1.5ab"),
        ("1. My pay", "1mypay"),
        ("<b>É</b>té_", "ete"),
        ("x" * 1_000, "x" * 1_000),
        ("x" * 1_001, ""),
        (LIGATURE * 990, ""),
    ],
)
def test_a_text_has_the_key_of_its_letters_and_digits(text: str, key: str) -> None:
    assert fold(text) == key


def test_digits_of_every_script_are_the_same() -> None:
    assert western_digits("٣ ३ 3 ² ３") == "3 3 3 ² 3"


def test_rows_of_endless_headers_cost_next_to_nothing() -> None:
    rows = ["<" * 499 + "a>" * 200, LIGATURE * 990]
    started = process_time()
    for row in rows:
        assert recognised([f"{row}{column}" for column in range(999)], frozenset({"a1"})) == 0
    assert process_time() - started < 0.1


def test_long_texts_beside_headers_leave_them_known() -> None:
    assert recognised(["A1", *["x" * 5_000] * 100], frozenset({"a1"})) == 1


def test_wide_blank_rows_cost_next_to_nothing() -> None:
    started = process_time()
    assert all(is_empty(["", " "] + [None, ""] * 500) for _ in range(1_000))
    filled: list[list[Cell]] = [["", 0], [None, False], [0.0], ["x", ""], ["", "x"]]
    assert not any(map(is_empty, filled))
    assert process_time() - started < 0.3
