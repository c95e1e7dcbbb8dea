"""What looking costs large practices (asked: with a million rows of the past, a status page under a second).

So many clients are there, 300 and 20,000, whose reports and briefs are current; a fifth of them have a call
within two days. To the ledger of the 300 come documents, assessments, mails and events of 125,000 others: a
million rows, and answers that are older than they may be kept. Told are seconds by the clock and of CPU time,
the least of some rounds, and the most memory of the process. ``python benchmarks/ledger.py 1000`` is about
so many clients and the past alone.
"""  # noqa: INP001

import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import pikepdf
from costs import say
from intake import KIBIBYTE, MEGABYTE, SETTINGS, fill

from pipeline.files import digest
from pipeline.ledger import Ledger
from pipeline.practice import load_practice
from pipeline.workflow.candidates import Desk, Wish
from pipeline.workflow.reading import check

FEW, MANY, PAST, ROUNDS = 300, 20_000, 125_000, 3
WEIGHT = {"report": 90_000, "brief": 20_000}
"""Bytes of a document."""
OPEN = b"?" * 100
"""Where a document says which it is."""

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
"""All of the sample have answered, and a fifth of them have a call within two days."""

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
        pages = {kind: page_of(size) for kind, size in WEIGHT.items()}
        for home in desk.homes:
            home.mkdir(parents=True)
        for paper in (paper for candidate in desk.line_up(set()) for paper in candidate.papers):
            content = pages[paper.kind].replace(OPEN, paper.path.encode().ljust(len(OPEN)))
            (folder / paper.path).write_bytes(content)
            made = paper.remember(digest(content), 9, "", at=NOW.isoformat(), reasons=("new client",))
            ledger.record(made, desk.context, made.made_at, "made", made.reasons)


def page_of(size: int) -> bytes:
    """Return a PDF of one empty page with so many signs of no meaning in it, the first of them ``OPEN``."""
    with pikepdf.new() as pdf, BytesIO() as written:
        pdf.add_blank_page().contents_add(b"%" + OPEN.ljust(size, b"-"))
        pdf.save(written, compress_streams=False)
        return written.getvalue()


def add_past(path: Path) -> None:
    """Add what is kept of others, whom the inputs no longer name."""
    with Ledger(path) as ledger, ledger.change() as change:
        change(NUMBERS, (PAST,))
        ((begin,),) = ledger.rows("SELECT sql FROM sqlite_master WHERE name = 'deliveries_begin'")
        change("DROP TRIGGER deliveries_begin", ())  # a mail begins as composed, and goes step by step
        for statement in (DOCUMENTS, ASSESSMENTS, MAILS, EVENTS):
            if change(statement, ()) < PAST:
                raise SystemExit("The past is not all there.")
        change(begin, ())


class Cost(NamedTuple):
    """Seconds by the clock, seconds of CPU time with all that was started, and the most memory in bytes."""

    elapsed: float
    cpu: float
    memory: int


def cost_of(folder: Path, command: Sequence[str]) -> Cost:
    """Return what a command takes."""
    whole = [sys.executable, "-c", RUN, "--practice", str(folder), "--as-of", NOW.isoformat(), "--quiet"]
    whole += command
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
    told = subprocess.run(whole, capture_output=True, check=True, text=True)  # noqa: S603 - our own command
    elapsed, after = perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(elapsed, cpu, int(told.stderr.split()[-1]) * KIBIBYTE)


def tell(folder: Path, what: str, rounds: int) -> None:
    """Print what the commands cost in a practice."""
    for command in COMMANDS:
        costs = [cost_of(folder, command) for _ in range(rounds)]
        elapsed, cpu = min(cost.elapsed for cost in costs), min(cost.cpu for cost in costs)
        memory = max(cost.memory for cost in costs) / MEGABYTE
        say(f"{what}, {' '.join(command)}: {elapsed:.2f} s, {cpu:.2f} s of CPU time, {memory:.0f} MB")


def measure(present: int, rounds: int, *, with_past: bool) -> None:
    """Print what each command costs without the past, and with it."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write_practice(folder, present)
        tell(folder, f"{present:,} clients", rounds)
        if with_past:
            add_past(load_practice(folder).ledger)
            tell(folder, f"{present:,} clients and a million rows of the past", rounds)


def main() -> None:
    """Print the costs for few clients and for many, or for as many as are asked for."""
    few = int(sys.argv[1]) if len(sys.argv) > 1 else FEW
    measure(few, ROUNDS, with_past=True)
    if len(sys.argv) == 1:
        measure(MANY, 1, with_past=False)


if __name__ == "__main__":
    main()
