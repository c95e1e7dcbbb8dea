"""When two names are one person's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.spreadsheets.names import is_longer_name, is_same_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Al C", "Al  c."),
        ("Ian Poe", "POE, Ian"),
        ("Zoë Núñez", "zoe nunez"),
        ("Jean-Luc Faye", "Jean Luc Faye"),
        ("Abdul Rahman Said", "AbdulRahman Said"),
        ("Pat O'Neil", "Pat ONeil"),
        ("Pat O’Neil", "Pat O'Neil"),
        ("A.B. Smith", "AB Smith"),
        ("Weiß", "WEISS"),
        ("مُحَمَّد", "محمد"),
        ("فاطمة", "فاطمه"),
        ("Ada\u200dByron", "AdaByron"),
        ("Ａｄａ", "Ada"),
        ("!", " !"),
    ],
)
def test_the_way_of_writing_makes_no_other_person(one: str, other: str) -> None:
    assert is_same_name(one, other)
    assert is_same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ian Poe", "Jo Poe"),
        ("Info One", "Info Two"),
        ("Al B", "Cy D"),
        ("Ian Poe", "Ian Roe"),
        ("Ian Poe", "Ian"),
        ("राम", "रमा"),
        ("はな", "ばな"),
        ("!", "?"),
        ("!", "Ada"),
    ],
)
def test_other_letters_are_another_name(one: str, other: str) -> None:
    assert not is_same_name(one, other)
    assert not is_same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Ian", "Ian Poe", True),
        ("Ian Poe", "Ian James POE", True),
        ("Ian Poe", "Ian Poe-Roe", True),
        ("Poe", "Jo Poe", False),
        ("Ian Poe", "Ian Roe", False),
        ("Ian Poe", "Jo Ian Poe", False),
        ("!", "Ian", False),
    ],
)
def test_a_middle_or_family_name_more(one: str, other: str, expected: bool) -> None:  # noqa: FBT001
    assert is_longer_name(one, other) is expected
    assert is_longer_name(other, one) is expected


@given(st.text(max_size=12))
def test_every_name_is_its_own(name: str) -> None:
    assert is_same_name(name, name)
    assert is_same_name(name, f"  {name} ")
