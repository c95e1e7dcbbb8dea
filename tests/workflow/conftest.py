"""A practice with three clients, and one whose documents are made."""

from pathlib import Path

import pytest

from pipeline.practice import Practice
from tests.practices import finished_practice, new_practice


@pytest.fixture(autouse=True)
def _same_program(same_program: None) -> None:
    """Take program and kit as they were at first; that they are read anew, the tests of commands show."""


@pytest.fixture
def practice(tmp_path: Path) -> Practice:
    """Return a practice with Ada, Ben and Cleo."""
    return new_practice(tmp_path / "practice")


@pytest.fixture
def done(tmp_path: Path) -> Practice:
    """Return the same practice after its first run."""
    return finished_practice(tmp_path / "practice")
