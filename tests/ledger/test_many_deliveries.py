"""A ledger in which a hundred thousand mails stand."""

import time
from pathlib import Path

import pytest

from pipeline.ledger import Ledger
from pipeline.ledger.deliveries import _COLUMNS, _COUNT_SENT, _FIELDS, _KNOWN, _LATEST, _row
from tests.ledger.test_deliveries import MAIL

MAILS = 100_000
_MADE = {
    "folded": "'c-' || ((n + 1) / 2)",
    "client": "'C-' || ((n + 1) / 2)",
    "revision": "1 + n % 2",
    "message_id": "'<' || n || '@x>'",
    "state": "'composed'",
}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with two mails to each of half as many clients; one of them waits for its time."""
    path = tmp_path_factory.mktemp("many") / "ledger.sqlite3"
    values = dict(zip(_FIELDS, _row(MAIL), strict=True))
    with Ledger(path) as ledger, ledger.change() as change:
        change(
            f"""
            WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {MAILS})
            INSERT INTO deliveries ({_COLUMNS})
            SELECT {", ".join(_MADE.get(name, "?") for name in _FIELDS)} FROM numbers
            """,  # noqa: S608 - no outside text
            [value for name, value in values.items() if name not in _MADE],
        )
        change("UPDATE deliveries SET state = 'approved' WHERE folded = 'c-7' AND revision = 2", ())
    return path


def test_mails_to_some_are_found_without_looking_at_all(path: Path) -> None:
    with Ledger(path, passing=True) as ledger:
        start = time.process_time()
        ledger.deliveries.recover(MAIL.date)
        found = ledger.deliveries.latest_of(f"c-{number}" for number in range(100, 200))
        seconds = time.process_time() - start
        plan = " ".join(row[3] for row in ledger.rows(f"EXPLAIN QUERY PLAN {_LATEST}", ("[]", "[]")))
    assert found.keys() == {"c-7", *(f"c-{number}" for number in range(100, 200))}
    assert {mail.revision for mail in found.values()} == {2}
    assert seconds < 0.2
    assert "SEARCH one USING PRIMARY KEY (folded=?)" in plan
    assert "deliveries_by_state" in plan
    assert "SCAN one" not in plan


def test_what_a_round_asks_of_all_mails_is_no_look_at_each(path: Path) -> None:
    with Ledger(path, passing=True) as ledger:
        start = time.process_time()
        assert ledger.deliveries.count_sent(MAIL.date) == 0
        assert ledger.deliveries.handed_over({MAIL.message}) == []
        assert ledger.deliveries.known({MAIL.message, "elsewhere"}) == {MAIL.message}
        seconds = time.process_time() - start
        plan = " ".join(row[3] for row in ledger.rows(f"EXPLAIN QUERY PLAN {_COUNT_SENT}", ("",)))
        by_place = " ".join(row[3] for row in ledger.rows(f"EXPLAIN QUERY PLAN {_KNOWN}", ("[]",)))
    assert seconds < 1
    assert "settled_at>?" in plan
    assert "deliveries_by_message (message=?)" in by_place


def test_all_of_them_are_found_as_they_stand(path: Path) -> None:
    with Ledger(path, passing=True) as ledger:
        everybody = [f"c-{number}" for number in range(1, MAILS // 2 + 1)]
        assert len(ledger.deliveries.latest_of(everybody)) == MAILS // 2
        some = ledger.deliveries.latest_of(["c-1", "nobody"])
        assert some == {folded: ledger.deliveries.of(folded)[-1] for folded in ("c-1", "c-7")}
