"""A status page asks a ledger of very many for those alone who are there."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from pipeline.ledger import Ledger
from pipeline.ledger.connections import Row, Values
from pipeline.ledger.database import Database
from pipeline.workflow.privacy.retention import find_expired
from pipeline.workflow.sending.rounds import show
from pipeline.workflow.sending.surroundings import Ask
from pipeline.workflow.sending.ways import surroundings_of
from pipeline.workflow.standing import standings_of
from tests.posting import CLEO, Desk, mailing_practice
from tests.practices import NOW, write_inputs

_WHOLE = re.compile(r"SCAN (documents|assessments|events|deliveries|one)(?! USING COVERING INDEX)")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> set[tuple[str, int]]:
    """What is asked of ledgers from now on, with the number of values."""
    queries: set[tuple[str, int]] = set()
    rows = Database.rows

    def listen(self: Database, query: str, values: Values = ()) -> list[Row]:
        queries.add((query, len(values)))
        return rows(self, query, values)

    monkeypatch.setattr(Database, "rows", listen)
    return queries


def test_no_table_of_people_is_read_whole(tmp_path: Path, asked: set[tuple[str, int]]) -> None:
    practice = mailing_practice(tmp_path)
    Desk(practice).approve()
    write_inputs(practice.root, CLEO)
    asked.clear()
    round_ = show(practice, (), Ask(), surroundings_of(practice, lambda: NOW))
    assert [each.line.id for each in standings_of(round_)] == ["C-3", "C-1", "C-2"]
    assert find_expired(practice, round_.reading, NOW + timedelta(days=800)).number == len("ABC")
    queries = {query: number for query, number in asked if "PRAGMA" not in query}
    with Ledger(practice.ledger, passing=True) as ledger:
        plans = {
            query: [row[-1] for row in ledger.rows(f"EXPLAIN QUERY PLAN {query}", [None] * number)]
            for query, number in queries.items()
        }
    assert any("documents" in query for query in plans)
    assert not {query: plan for query, plan in plans.items() if any(map(_WHOLE.match, plan))}
