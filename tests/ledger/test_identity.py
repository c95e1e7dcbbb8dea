from hypothesis import given
from hypothesis import strategies as st

from pipeline.ledger import derive_id, mark_of

KEY = b"k" * 32


@given(st.text(max_size=100), st.text(max_size=100))
def test_an_address_has_one_id_and_another_address_another(one: str, other: str) -> None:
    assert (derive_id(KEY, one) == derive_id(KEY, other)) == (one == other)


def test_an_id_is_short_plain_and_needs_the_key() -> None:
    derived = derive_id(KEY, "maya@example.com")
    assert len(derived) == 12
    assert derived.isalnum()
    assert derived == derived.lower()
    assert derived != derive_id(b"other" * 8, "maya@example.com")


def test_a_mark_needs_the_key_and_leads_to_no_id() -> None:
    mark = mark_of(KEY, "c-1")
    assert mark == mark_of(KEY, "c-1")
    assert len({mark, mark_of(KEY, "c-2"), mark_of(b"other" * 8, "c-1")}) == 3
    assert derive_id(KEY, "c-1") not in mark
