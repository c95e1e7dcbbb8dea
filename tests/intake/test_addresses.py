"""E-mail addresses: one plain address is read, everything else is told, look-alikes wait for the coach."""

import pytest

from pipeline.spreadsheets.folding import fold_address, fold_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("maya@example.com", " MAYA@Example.COM "),
        ("maya@münchen.de", "maya@xn--mnchen-3ya.de"),
        ("Maya@MÜNCHEN.de", "MAYA@XN--MNCHEN-3YA.DE"),
        ("maya@mu\u0308nchen.de", "maya@münchen.de"),
        ("maya@faß.de", "maya@xn--fa-hia.de"),
    ],
)
def test_two_spellings_of_one_address_are_the_same(one: str, other: str) -> None:
    assert fold_address(one) == fold_address(other)


@pytest.mark.parametrize("text", ["Élodie", "a@\ud800.de", "@", "a@-é.de", f"é@{'é' * 300}.de", ""])
def test_what_is_no_address_is_folded_as_a_name_is(text: str) -> None:
    assert fold_address(text) == fold_name(text)
