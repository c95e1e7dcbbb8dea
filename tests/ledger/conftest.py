"""A ledger that is empty."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.ledger import Ledger


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "outputs" / "ledger.sqlite3"


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    with Ledger(path) as opened:
        yield opened
