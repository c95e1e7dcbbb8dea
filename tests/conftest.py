"""What tests of several rooms share."""

import os

import pytest
from hypothesis import settings

# Whoever runs the tests of a commit tries the same examples; the long proofs look for new ones each time.
settings.register_profile("same for everyone", derandomize=True)
if not os.environ.get("PROVE"):
    settings.load_profile("same for everyone")


@pytest.fixture
def same_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take program and built-in kit as they were at first, and read spreadsheets in this process."""
    from tests.posting import keep_program  # not every test needs what this loads

    keep_program(monkeypatch)
