"""Messages a second to a server on this machine, beside a plain loop of smtplib, and mailmerge if installed.

The server is aiosmtpd in a process of its own; it takes everything and keeps nothing. Each message carries
a PDF. Ours is a round as coaches start it, from its first mail to its last: each mail is checked right before
it goes, and committed before and after its final dot. One plain loop puts nothing on the disk, the other as
often as ours. mailmerge (`pip install mailmerge`) composes on the way. Ratios are medians of those of each
round, because other work on a machine comes and goes.

`python benchmarks/mail.py FOLDER PORT LIMIT` sends so many approved mails of a practice, to be counted.
"""  # noqa: INP001

import csv
import io
import os
import shutil
import smtplib
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from multiprocessing import get_context
from operator import truediv
from pathlib import Path
from time import perf_counter, sleep

sys.path.insert(0, str(Path(__file__).parents[1]))

import pikepdf

from pipeline.batch.selection import Page
from pipeline.delivery.providers import Server
from pipeline.delivery.smtp import Post
from pipeline.models.delivery import Delivery
from pipeline.models.making import Kind
from pipeline.practice import load_practice
from pipeline.workflow.sending.rounds import send
from pipeline.workflow.sending.surroundings import Ask
from pipeline.workflow.workshop import Printed
from tests.posting import DUE, MAIL, Desk, PdfPress, client
from tests.practices import make, new_practice
from tests.smtp.sink import Sink, free_port

MAILS, ROUNDS = 120, 5
FEW, MORE = 10, 50
PDF_BYTES = 100_000
COACH = "coach@example.com"
Mails = list[tuple[str, bytes]]
Way = Callable[[int, Mails, Path], float]


class HeavyPress(PdfPress):
    """Prints PDFs that weigh as much as true ones."""

    def print(self, kind: Kind, page: Page) -> Printed:
        """Print one document."""
        printed = super().print(kind, page)
        stream = io.BytesIO()
        with pikepdf.open(io.BytesIO(printed.content)) as pdf:
            pdf.Root.Weight = pdf.make_stream(os.urandom(PDF_BYTES))
            pdf.save(stream)
        return replace(printed, content=stream.getvalue())


def prepare(folder: Path, port: int) -> Mails:
    """Make a practice whose mails are approved; return its frozen messages, each with a recipient."""
    people = [client(number, f"Client {number}") for number in range(MAILS)]
    practice = new_practice(folder, *people, settings=MAIL)
    make(practice, press=HeavyPress())
    run_round(folder, port, Ask(approve=True), DUE - timedelta(days=1))
    frozen = sorted((practice.outputs / "outbox").glob("*.eml"))
    return [(f"client{number}@example.com", path.read_bytes()) for number, path in enumerate(frozen)]


def run_round(folder: Path, port: int, ask: Ask, now: datetime = DUE) -> float:
    """Send what is due; return the seconds from before the first mail to after the last."""
    times = [0.0]

    def note(_: Delivery | None = None) -> None:
        times.append(perf_counter())

    around = replace(
        Desk(load_practice(folder), now=now).around,
        open_post=lambda: Post(Server("127.0.0.1", port, "none")),
        wait=note,
        done=note,
    )
    finished = send(load_practice(folder), (), ask, around)
    if finished.stop:
        raise RuntimeError(finished.stop.reason)
    return times[-1] - times[min(1, len(times) - 1)]


def with_ours(port: int, _mails: Mails, folder: Path) -> float:
    """Send what is approved."""
    return run_round(folder / "practice", port, Ask())


def with_smtplib(port: int, mails: Mails, folder: Path, syncs: int = 0) -> float:
    """Do what anybody would write first, and put a line on the disk so often before each mail."""
    started = perf_counter()
    with smtplib.SMTP("127.0.0.1", port) as server, (folder / "log").open("ab", buffering=0) as log:
        for recipient, message in mails:
            for _ in range(syncs):
                log.write(f"{recipient}\n".encode())
                os.fsync(log.fileno())
            server.sendmail(COACH, [recipient], message)
    return perf_counter() - started


def with_mailmerge(port: int, mails: Mails, folder: Path) -> float:
    """Let mailmerge send as many messages with as big a PDF."""
    (folder / "template").write_text(
        f"TO: {{{{email}}}}\nSUBJECT: Your roadmap\nFROM: {COACH}\nATTACHMENT: roadmap.pdf\n\nRead page 2.\n"
    )
    (folder / "server").write_text(f"[smtp_server]\nhost = 127.0.0.1\nport = {port}\n")
    (folder / "roadmap.pdf").write_bytes(os.urandom(PDF_BYTES))
    with (folder / "people").open("w", newline="") as file:
        csv.writer(file).writerows([["email"], *([recipient] for recipient, _ in mails)])
    files = [
        "--template",
        folder / "template",
        "--database",
        folder / "people",
        "--config",
        folder / "server",
    ]
    command = [find("mailmerge"), "--no-dry-run", "--no-limit", "--output-format", "text", *files]
    started = perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)  # noqa: S603 - fixed
    return perf_counter() - started


def find(program: str) -> str:
    """Return where a program lies, beside this Python or on the path; nothing if it is not installed."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    return shutil.which(program, path=path) or ""


def count_syncs(practice: Path, port: int) -> float:
    """Return how often the disk is waited for, a message, as the system counts it; needs strace."""
    counts = []
    for limit in (FEW, MORE):
        with tempfile.TemporaryDirectory() as folder:
            copy, log = Path(folder) / "practice", Path(folder) / "calls"
            shutil.copytree(practice, copy)
            trace = [find("strace"), "-f", "-o", log, "-e", "trace=fsync,fdatasync,sync_file_range,msync"]
            command = [*trace, sys.executable, __file__, copy, str(port), str(limit)]
            subprocess.run(command, check=True)  # noqa: S603 - fixed
            counts.append(sum("sync(" in line for line in log.read_text().splitlines()))
    return (counts[1] - counts[0]) / (MORE - FEW)


def serve(port: int) -> None:
    """Take everything and keep nothing, until ended."""
    with Sink(port=port) as sink:
        while True:
            sink.mails.clear()
            sleep(0.2)


@contextmanager
def serving() -> Iterator[int]:
    """Run the server in another process; its port."""
    port = free_port()
    server = get_context("spawn").Process(target=serve, args=(port,), daemon=True)
    server.start()
    deadline = perf_counter() + 30
    while perf_counter() < deadline:
        try:
            smtplib.SMTP("127.0.0.1", port).close()
        except OSError:
            sleep(0.05)
        else:
            break
    try:
        yield port
    finally:
        server.terminate()
        server.join()


def measure(ways: dict[str, Way], port: int, mails: Mails, practice: Path) -> dict[str, list[float]]:
    """Return the rates of each way, round by round, in messages a second."""
    rates: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            with tempfile.TemporaryDirectory() as folder:
                shutil.copytree(practice, Path(folder) / "practice")
                rates[name].append(len(mails) / way(port, mails, Path(folder)))
    return rates


def main() -> None:
    """Measure and tell."""
    with serving() as port, tempfile.TemporaryDirectory() as folder:
        practice = Path(folder) / "practice"
        mails = prepare(practice, port)
        syncs = count_syncs(practice, port) if find("strace") else 4.0
        said = (
            f"ours waits for the disk {syncs:.1f} times a message" if find("strace") else "strace is missing"
        )
        sys.stdout.write(f"{said}\n")
        durable = f"smtplib, {round(syncs)} fsyncs a message"
        ways: dict[str, Way] = {
            "smtplib": with_smtplib,
            durable: lambda port, mails, folder: with_smtplib(port, mails, folder, round(syncs)),
            "ours": with_ours,
        }
        if find("mailmerge"):
            ways["mailmerge"] = with_mailmerge
        measured = measure(ways, port, mails, practice)
        sys.stdout.write(f"{MAILS} mails, {ROUNDS} rounds; asked of ours: at most 4 waits, at least × 0.50\n")
        for name, rates in measured.items():
            ratio = statistics.median(map(truediv, rates, measured[durable]))
            sys.stdout.write(f"{name}: {statistics.median(rates):.0f} messages a second, × {ratio:.2f}\n")
        if not find("mailmerge"):
            sys.stdout.write("mailmerge: not installed, skipped\n")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        run_round(Path(sys.argv[1]), int(sys.argv[2]), Ask(limit=int(sys.argv[3])))
    else:
        main()
