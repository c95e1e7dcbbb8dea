"""How many examples a property is worth: some in every run, ten times as many among the long proofs."""

import os
from collections.abc import Callable, Collection
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, settings

Test = TypeVar("Test", bound=Callable[..., Any])
_TIMES = 10 if os.environ.get("PROVE") else 1


def effort(examples: int, *, phases: Collection[Phase] = tuple(Phase)) -> Callable[[Test], Test]:
    """Return what gives a property so many examples, and a place among the long proofs (``make prove``)."""
    given = settings(
        max_examples=examples * _TIMES,
        deadline=None,
        phases=phases,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )

    def decorate(test: Test) -> Test:
        return pytest.mark.property(given(test))  # type: ignore[no-any-return]

    return decorate
