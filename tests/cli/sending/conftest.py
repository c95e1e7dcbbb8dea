"""A practice that sends to a server on this machine, which takes every mail."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.practice import Practice, load_practice
from tests.posting import DUE, MAIL, mailing_practice
from tests.smtp.sink import Sink

BEFORE, THEN = "2026-10-01T09:00", DUE.isoformat()
"""When mails are approved, and when they are due."""


@pytest.fixture
def sink() -> Iterator[Sink]:
    with Sink() as listening:
        yield listening


@pytest.fixture
def practice(tmp_path: Path, sink: Sink, monkeypatch: pytest.MonkeyPatch) -> Practice:
    made = mailing_practice(tmp_path / "practice")
    (made.root / "roadmap.toml").write_text(MAIL + f"port = {sink.port}\n", encoding="utf-8")
    monkeypatch.chdir(made.root)
    return load_practice(made.root)
