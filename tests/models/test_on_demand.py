"""Mappings whose values are made when they are asked for."""

import pytest

from pipeline.models.on_demand import OnDemand


def test_a_value_is_made_once_and_only_if_it_is_asked_for() -> None:
    made: list[str] = []

    def make(name: str) -> str:
        made.append(name)
        return name.upper()

    mapping = OnDemand(("b", "a", "c"), make)
    assert (len(mapping), list(mapping), made) == (3, ["b", "a", "c"], [])
    assert (mapping["a"], mapping["a"], made) == ("A", "A", ["a"])
    assert dict(mapping) == {"b": "B", "a": "A", "c": "C"}
    assert made == ["a", "b", "c"]


def test_nothing_is_made_for_what_is_no_key() -> None:
    mapping = OnDemand(("a",), str.upper)
    assert "z" not in mapping
    with pytest.raises(KeyError):
        mapping["z"]


def test_mappings_are_equal_by_what_they_hold() -> None:
    assert OnDemand(("a",), str.upper) == OnDemand(("a",), str.upper) == {"a": "A"}
    assert OnDemand(("a",), str.upper) != OnDemand(("a",), str.lower)
