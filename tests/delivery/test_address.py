"""One plain address and nothing else; a name beside it only where a coach set it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.delivery.address import plain_address
from tests.delivery.letters import texts

LONG = f"{'a' * 64}@{'b' * 63}.{'c' * 63}.{'d' * 57}.com"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("maya@example.com", "maya@example.com"),
        ("Maya.Haddad+call@mail.example.co.uk", "Maya.Haddad+call@mail.example.co.uk"),
        ("maya@Example.COM", "maya@example.com"),
        ("o'neill_x@example.com", "o'neill_x@example.com"),
        ("maya@münchen.de", "maya@xn--mnchen-3ya.de"),
        ("maya@xn--mnchen-3ya.de", "maya@xn--mnchen-3ya.de"),
        ("مايا@مثال.com", "مايا@xn--mgbh0fb.com"),
        ("zoë@example.com", "zoë@example.com"),
        ("maya@example.xn--p1ai", "maya@example.xn--p1ai"),
        (LONG, LONG),
    ],
)
def test_a_plain_address_is_one(text: str, address: str) -> None:
    assert plain_address(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "", "@", "maya", "maya@", "@example.com", "maya@example", "maya@example.", "maya@.com",
        "maya@example.1",
        "maya@127.0.0.1", "maya@[127.0.0.1]", "a@x.com, b@y.com", "a@x.com;b@y.com", "a@x.com b@y.com",
        "a@b@x.com",
        '"a@x.com" <evil@y.com>', "Maya <maya@example.com>", "<maya@example.com>", '"maya"@example.com',
        "maya@example.com (home)", "maya\\@example.com", "mailto:maya@example.com", " maya@example.com",
        "maya@example.com\n", "maya@example.com\r\nBcc: b@y.com", "ma ya@example.com",
        "maya\x00@example.com",
        "maya\u200b@example.com", "maya\u202e@example.com", "maya@exa\u00admple.com", "maya@ｅxample.com",
        "ｍaya@example.com", "=?utf-8?q?a?=@example.com", "maya.@example.com", ".maya@example.com",
        "ma..ya@example.com", "maya@exa_mple.com", "maya@-example.com", "maya@example..com",
        "maya@example.com.",
        "maya@xn--.com", "maya@\u0301.com", f"{'a' * 65}@example.com", f"{'é' * 33}@example.com",
        f"a{LONG}",
        "maya@" + "é" * 70 + ".com", "\ud800@example.com", "maya@ex👩.com", "ma\u2028ya@example.com",
        "maya@x.c",
    ],
)  # fmt: skip
def test_whatever_could_mean_more_is_nothing(text: str) -> None:
    assert plain_address(text) is None


@given(texts() | texts().map(lambda text: f"{text}@example.com") | st.emails())
def test_an_address_holds_nothing_that_parts_or_ends_it(text: str) -> None:
    address = plain_address(text)
    if address is not None:
        assert plain_address(address) == address
        assert address.count("@") == 1
        assert not set(address) & set(' \t\r\n\x00,;:<>()[]"\\')
        assert address.rpartition("@")[2].isascii()
        assert len(address.encode()) <= 254
