"""What a million rows of the past cost a practice (asked: a status page under a second).

``python benchmarks/ledger.py 300``: so many clients are there, whose reports and briefs are current. Their
ledger is timed as it is, and with documents, assessments, mails and events of 125,000 others in it: a million
rows. Told are seconds by the clock and of CPU time, the least of three, and the most memory of the process.
"""  # noqa: INP001

import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from costs import say
from intake import KIBIBYTE, MEGABYTE, SETTINGS, fill

from pipeline.files import digest
from pipeline.ledger import Ledger
from pipeline.practice import load_practice
from pipeline.workflow.candidates import Desk, Wish
from pipeline.workflow.reading import check

PRESENT, PAST, ROUNDS = 300, 125_000, 3
WEIGHT = {"report": 90_000, "brief": 20_000}
"""Bytes of a document."""

NOW = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
MAIL = '[mail]\nhost = "localhost"\nsecurity = "none"\nfrom = "coach@example.com"\n'
COMMANDS = (("status",), ("status", "--json"), ("send",), ("today",))

RUN = """
import sys
from pathlib import Path
from pipeline.cli.main import main
try:
    main()
except SystemExit as ended:
    if ended.code not in (0, 1):
        raise
held = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(held.split()[1], file=sys.stderr)
"""
NUMBERS = """
    CREATE TEMP TABLE numbers AS
    WITH RECURSIVE counted(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM counted WHERE n < ?)
    SELECT n FROM counted
"""
DOCUMENTS = """
    INSERT INTO documents (folded, kind, client, name, language, path, pdf_digest, pages, markup_digest,
        values_digest, "values", context_digest, made_at, reasons)
    SELECT 'p-' || n, kind, 'P-' || n, 'Person ' || n, language, 'outputs/' || kind || 's/p-' || n || '.pdf',
        pdf_digest, pages, markup_digest, values_digest, "values", context_digest, made_at, reasons
    FROM numbers, (SELECT * FROM documents WHERE folded = 'c-0')
"""
ASSESSMENTS = """
    INSERT INTO assessments
    SELECT 'p-' || n, kit, '2020-03-01T09:00:00+00:00', 'person ' || n, hex(n), answers
    FROM numbers, (SELECT kit, answers FROM assessments WHERE folded = 'c-0')
"""
MAILS = """
    INSERT INTO deliveries SELECT 'p-' || n, 'P-' || n, 'report', 1, 'p' || n || '@example.com',
        'coach@example.com', 'Coach', 'coach@example.com', '', 'Your roadmap for our call', 'en',
        '2020-03-02T09:00:00+00:00', 'outputs/reports/p-' || n || '.pdf', 'Person ' || n || '.pdf',
        hex(n), hex(n), 'outputs/outbox/' || hex(n) || '.eml', hex(n),
        '<' || n || '@example.com>', NULL, NULL, NULL, 'accepted',
        'The mail server took the message.', 1, NULL, '2020-03-02T09:00:00+00:00',
        '2020-03-02T10:00:00+00:00'
    FROM numbers
"""
EVENTS = """
    INSERT INTO events (at, client, kind, what, reasons)
    SELECT '2020-03-02T09:00:00+00:00', 'p-' || n, 'report', 'made', '["new client"]'
    FROM numbers, (VALUES (1), (2), (3), (4))
"""


def write_practice(folder: Path, present: int) -> None:
    """Make a practice whose clients have their reports and briefs, which weigh as much as true ones."""
    (folder / "roadmap.toml").write_text(SETTINGS + MAIL, encoding="utf-8")
    fill(folder / "inputs", present)
    practice = load_practice(folder)
    reading = check(practice)
    with Ledger(practice.ledger) as ledger:
        desk = Desk(practice, reading, Wish(), ledger)
        desk.history.remember(NOW)
        ledger.rows("PRAGMA synchronous = OFF")
        for home in desk.homes:
            home.mkdir(parents=True)
        for paper in (paper for candidate in desk.line_up(set()) for paper in candidate.papers):
            content = paper.path.encode().ljust(WEIGHT[paper.kind])
            (folder / paper.path).write_bytes(content)
            made = paper.remember(digest(content), 9, "", at=NOW.isoformat(), reasons=("new client",))
            ledger.record(made, desk.context, made.made_at, "made", made.reasons)


def add_past(path: Path) -> None:
    """Add what is kept of others, whom the inputs no longer name."""
    with Ledger(path) as ledger, ledger.change() as change:
        change(NUMBERS, (PAST,))
        ((begin,),) = ledger.rows("SELECT sql FROM sqlite_master WHERE name = 'deliveries_begin'")
        change("DROP TRIGGER deliveries_begin", ())  # a mail begins as composed, and goes step by step
        for statement in (DOCUMENTS, ASSESSMENTS, MAILS, EVENTS):
            change(statement, ())
        change(begin, ())


class Cost(NamedTuple):
    """Seconds by the clock, seconds of CPU time with all that was started, and the most memory in bytes."""

    elapsed: float
    cpu: float
    memory: int


def cost_of(folder: Path, command: Sequence[str]) -> Cost:
    """Return what a command takes."""
    whole = [sys.executable, "-c", RUN, "--practice", str(folder), "--quiet", *command]
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
    told = subprocess.run(whole, capture_output=True, check=True, text=True)  # noqa: S603 - our own command
    elapsed, after = perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(elapsed, cpu, int(told.stderr.split()[-1]) * KIBIBYTE)


def tell(folder: Path, what: str) -> None:
    """Print what the commands cost in a practice."""
    for command in COMMANDS:
        costs = [cost_of(folder, command) for _ in range(ROUNDS)]
        elapsed, cpu = min(cost.elapsed for cost in costs), min(cost.cpu for cost in costs)
        memory = max(cost.memory for cost in costs) / MEGABYTE
        say(f"{what}, {' '.join(command)}: {elapsed:.2f} s, {cpu:.2f} s of CPU time, {memory:.0f} MB")


def main() -> None:
    """Print what each command costs without the past, and with it."""
    present = int(sys.argv[1]) if len(sys.argv) > 1 else PRESENT
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write_practice(folder, present)
        tell(folder, f"{present:,} clients")
        add_past(load_practice(folder).ledger)
        tell(folder, f"{present:,} clients and a million rows of the past")


if __name__ == "__main__":
    main()
