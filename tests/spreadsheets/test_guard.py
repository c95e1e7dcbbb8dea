"""Strangers' files, read in a process of their own: whatever they do, the run goes on."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.models.intake import IntakeLimits
from pipeline.spreadsheets.child import Bug, Order, follow
from pipeline.spreadsheets.guard import Allowance, ReadingError, read_guarded
from pipeline.spreadsheets.limits import Limits
from pipeline.spreadsheets.places import Place
from pipeline.spreadsheets.readers import read_file
from pipeline.spreadsheets.tables import Contents
from tests.effort import effort
from tests.intake.reading import PERSON, table, write_csv, write_workbook
from tests.spreadsheets import hostile

LIMITS = Limits.of(IntakeLimits())
HEADERS = frozenset({"a1", "a8", "a12", "l01"})
SECONDS = 5
"""Of computing, in all processes: what any hostile file may take. The clock also counts what others do."""

MOST_MEMORY = 100 * 1024
"""Kibibytes that the run may grow by while it waits for the process that reads a hostile file."""

_STATUS, _RESET = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def _read(path: Path) -> Contents:
    return read_guarded(path, Place(path.name), LIMITS, HEADERS)


def _check_told(path: Path, said: str) -> None:
    with _bounded():
        contents = _read(path)
    errors = [problem for problem in contents.problems if problem.is_error]
    if said == hostile.READ:
        assert (errors, len(contents.tables)) == ([], 1)
    else:
        (problem,) = errors
        assert said in problem.message
        assert problem.fix


@contextmanager
def _bounded() -> Iterator[None]:
    """Check the time that all processes take inside, and the memory of this one where that is told."""
    if _STATUS.exists():
        _RESET.write_text("5")  # the peak is counted anew
    resident, began = _kibibytes("VmRSS"), sum(os.times()[:4])
    yield
    assert sum(os.times()[:4]) - began < SECONDS
    assert _kibibytes("VmHWM") - resident < MOST_MEMORY


def _kibibytes(name: str) -> int:
    lines = _STATUS.read_text().splitlines() if _STATUS.exists() else ()
    return next((int(line.split()[1]) for line in lines if line.startswith(name)), 0)


@pytest.mark.parametrize("name", hostile.CHANGED)
def test_a_hostile_workbook_ends_in_one_sentence(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(hostile.changed(tmp_path, name))
    _check_told(path, hostile.CHANGED[name][2])


@pytest.mark.parametrize("name", hostile.WHOLE)
def test_a_hostile_file_ends_in_one_sentence(tmp_path: Path, name: str) -> None:
    named, make, said = hostile.WHOLE[name]
    path = tmp_path / named
    path.write_bytes(make(tmp_path))
    _check_told(path, said)


@effort(8)
@given(
    flips=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 7)), min_size=1, max_size=9)
)
def test_a_workbook_with_flipped_bits_is_told_or_read_as_it_was(
    tmp_path: Path, flips: list[tuple[float, int]]
) -> None:
    data = bytearray(hostile.whole(tmp_path))
    tables = read_file(tmp_path / "whole.xlsx", Place("a.xlsx"), LIMITS, HEADERS).tables
    for position, bit in flips:
        data[int(position * len(data))] ^= 1 << bit
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    contents = _read(path)
    errors = [problem for problem in contents.problems if problem.is_error]
    assert (contents.tables, errors) == (tables, []) or (contents.tables, len(errors)) == ((), 1)


@pytest.mark.parametrize(
    ("make", "said"),
    [(hostile.make_pipe, "a pipe"), (hostile.make_socket, "a socket"), (Path.mkdir, "a folder")],
)
def test_what_is_no_file_is_not_waited_for(tmp_path: Path, make: Callable[[Path], None], said: str) -> None:
    make(tmp_path / "a.xlsx")
    _check_told(tmp_path / "a.xlsx", said)


def test_what_a_child_reads_is_what_would_be_read_here(tmp_path: Path) -> None:
    people = [PERSON | {"G1": f"words {number % 3}", "A0": None} for number in range(50)]
    for path in (
        write_workbook(tmp_path / "a.xlsx", {"S": table(*people), "T": [["x"]]}, hidden=["T"]),
        write_csv(tmp_path / "a.csv", table(*people)),
    ):
        assert _read(path) == read_file(path, Place(path.name), LIMITS, HEADERS)


def test_a_large_honest_sheet_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    row = "C-1,Maya Haddad,maya@example.com,4\n"
    path.write_text("A12,A1,A8,L01\n" + row * 150_000)
    contents = _read(path)
    assert contents.problems == ()
    assert len(contents.tables[0].rows) == 150_001


def _stand_in(
    folder: Path, monkeypatch: pytest.MonkeyPatch, script: str, allowance: Allowance | None = None
) -> Contents:
    """Read a file with another program in place of the one that reads."""
    program = folder / "program"
    program.write_text(f"#!{sys.executable}\n{script}\n")
    program.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.setattr(Allowance, "of", lambda _: allowance or Allowance(30, 30, 10**9, 10**6))
    return _read(folder / "a.csv")


@pytest.mark.parametrize(
    "script",
    [
        "import time; time.sleep(60)",
        "import os, time; os.close(0); time.sleep(60)",
        "import sys; sys.stdin.buffer.read()\nwhile True: pass",
    ],
)
def test_a_child_that_dawdles_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    (problem,) = _stand_in(tmp_path, monkeypatch, script, Allowance(30, 0.3, 10**9, 10**6)).problems
    assert "longer than one of its size should" in problem.message


_READ_BY = (
    "import sys, time; sys.path[:] = sys.argv[5:]\n"
    "from pipeline.spreadsheets import child\n"
    "from pipeline.spreadsheets.tables import Contents\n"
    "def read(*_):\n"
    "    {}\n"
    "    return Contents()\n"
    "child.read_file = read\n"
    "child.main()"
)


@pytest.mark.parametrize(
    ("does", "said"), [("time.sleep(1.5)", []), ("while True: pass", ["Reading the file takes far longer"])]
)
def test_a_child_is_given_time_to_compute_and_not_on_the_clock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, does: str, said: list[str]
) -> None:
    """A machine with much else to do lets a child wait; one that computes too long is ended."""
    contents = _stand_in(tmp_path, monkeypatch, _READ_BY.format(does), Allowance(1, 60, 10**9, 10**6))
    assert [problem.message[: len(said[0])] for problem in contents.problems] == said


def test_the_clock_is_far_more_patient_than_the_count_of_computing() -> None:
    smallest = Allowance.of(0)
    assert (smallest.computing, smallest.clock) == (3, 60)


def test_a_child_that_does_not_listen_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An order of more bytes than a pipe takes."""
    monkeypatch.setattr("tests.spreadsheets.test_guard.HEADERS", frozenset(map(str, range(100_000))))
    script = "import time; time.sleep(60)"
    (problem,) = _stand_in(tmp_path, monkeypatch, script, Allowance(30, 0.3, 10**9, 10**6)).problems
    assert "longer than one of its size should" in problem.message


def test_a_child_that_leaves_its_pipe_to_another_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = "import os, time\nif os.fork() == 0: time.sleep(3)"
    began = time.monotonic()
    (problem,) = _stand_in(tmp_path, monkeypatch, script, Allowance(30, 0.3, 10**9, 10**6)).problems
    assert "longer than one of its size should" in problem.message
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    ("does", "said"),
    [
        ("import os; os.abort()", "more memory"),
        ("import sys; sys.stdout.write('x' * 2_000_000)", "more cells"),
        ("import sys; sys.stdout.buffer.write(b'cos\\nsystem\\n(S\"touch harm\"\\ntR.')", "more memory"),
        ("import sys, pickle; sys.stdout.buffer.write(pickle.dumps('no contents'))", "more memory"),
    ],
)
def test_a_child_that_fails_is_one_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, does: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (problem,) = _stand_in(tmp_path, monkeypatch, does).problems
    assert said in problem.message
    assert not (tmp_path / "harm").exists()


def test_a_bug_of_a_reader_is_raised_and_tells_no_cell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_csv(tmp_path / "a.csv", table(PERSON))
    script = (
        "import sys; sys.path[:] = sys.argv[5:]\n"
        "from pipeline.spreadsheets import child\n"
        "def read(path, *_): return int(path.read_text())\n"
        "child.read_file = read\n"
        "child.main()"
    )
    with pytest.raises(ReadingError, match=r"(?s)ValueError.*child\.py.*follow") as raised:
        _stand_in(tmp_path, monkeypatch, script)
    assert path.exists()
    assert "Maya" not in str(raised.value)


def test_a_child_that_cannot_begin_is_a_bug_and_no_fault_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ReadingError):
        _stand_in(tmp_path, monkeypatch, "import nothing_of_this_name")


@pytest.mark.parametrize("raised", ["MemoryError", "OSError(errno.ENOMEM, '')"])
def test_a_reader_without_memory_is_the_files_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, raised: str
) -> None:
    script = (
        "import errno, sys; sys.path[:] = sys.argv[5:]\n"
        "from pipeline.spreadsheets import child\n"
        "def read(*_):\n"
        f"    try: raise {raised}\n"
        "    finally: {}['what a library makes of it']\n"
        "child.read_file = read\n"
        "child.main()"
    )
    (problem,) = _stand_in(tmp_path, monkeypatch, script).problems
    assert "more memory" in problem.message


def test_no_child_at_all_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nothing"))
    (problem,) = _read(tmp_path / "a.csv").problems
    assert "no further process" in problem.message


def test_the_child_imports_nothing_heavy() -> None:
    script = "import sys; sys.path[:] = sys.argv[1:]; import pipeline.spreadsheets.child; print(*sys.modules)"
    told = subprocess.run(
        [sys.executable, "-I", "-S", "-c", script, *filter(None, sys.path)],
        capture_output=True,
        check=True,
        text=True,
    )
    loaded = set(told.stdout.split())
    assert not loaded & {"pydantic", "openpyxl", "pipeline.intake", "pipeline.kit", "click", "socket"}


def test_a_child_restrains_itself() -> None:
    script = (
        "import resource; from pipeline.spreadsheets.child import restrain; restrain(7, 300_000_000)\n"
        "kinds = resource.RLIMIT_CPU, resource.RLIMIT_AS, resource.RLIMIT_CORE, resource.RLIMIT_FSIZE\n"
        "print([resource.getrlimit(kind) for kind in kinds])\n"
        "try: bytes(10**9)\n"
        "except MemoryError: print('no memory')"
    )
    told = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, check=True, text=True)
    assert told.stdout.split("\n")[:2] == [
        "[(7, 8), (300000000, 300000000), (0, 0), (0, 0)]",
        "no memory",
    ]


def test_a_child_follows_its_order_or_tells_why_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order = Order(write_csv(tmp_path / "a.csv", table(PERSON)), Place("a.csv"), LIMITS, HEADERS, 5, 10**9)
    assert follow(order) == _read(order.path)
    monkeypatch.setattr("pipeline.spreadsheets.child.read_file", None)
    said = follow(order)
    assert isinstance(said, Bug)
    assert (said.kind, "in follow" in said.frames) == ("TypeError", True)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells the peak of one program")
def test_a_run_with_a_hostile_file_goes_on_within_bounds(tmp_path: Path) -> None:
    """The whole command: other files are read, the parent stays small, nothing is left behind."""
    inputs = tmp_path / "inputs"
    inputs.mkdir()
    (tmp_path / "roadmap.toml").write_text('[practice]\nname = "P"\n')
    write_csv(inputs / "good.csv", table(PERSON))
    (inputs / "far.xlsx").write_bytes(hostile.changed(tmp_path, "far corner within the limits"))
    (inputs / "laughs.xlsx").write_bytes(hostile.changed(tmp_path, "billion laughs"))
    hostile.make_pipe(inputs / "pipe.csv")
    (tmp_path / "whole.xlsx").unlink()
    before = set(tmp_path.rglob("*"))
    script = (
        "import sys; from pipeline.cli.main import main\n"
        "try: main()\n"
        "except SystemExit as ended: code = ended.code\n"
        "peak = next(line for line in open('/proc/self/status') if line.startswith('VmHWM'))\n"
        "print('ended', code, peak.split()[1])"
    )
    told = subprocess.run(
        [sys.executable, "-c", script, "check"], cwd=tmp_path, capture_output=True, check=True, text=True
    )
    assert "1 client ready" in told.stdout
    _, code, peak = told.stdout.split("\n")[-2].split()
    assert (int(code), int(peak) < 300_000) == (1, True)
    assert "Traceback" not in told.stderr
    assert {path for path in set(tmp_path.rglob("*")) - before if path.parts[-1:] != ("outputs",)} <= {
        path for path in tmp_path.rglob("*") if "outputs" in path.parts
    }
