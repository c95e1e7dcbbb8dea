"""Strangers' files, read in a process of their own: whatever they do, the run goes on."""

import os
import pickle
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.models.intake import IntakeLimits
from pipeline.spreadsheets import child, guard
from pipeline.spreadsheets.guard import Allowance, read_guarded
from pipeline.spreadsheets.limits import Limits
from pipeline.spreadsheets.places import Place
from pipeline.spreadsheets.readers import read_file
from pipeline.spreadsheets.tables import Contents
from tests.intake.reading import PERSON, table, write_csv, write_workbook
from tests.spreadsheets import hostile

LIMITS = Limits(**dict(IntakeLimits()))
HEADERS = frozenset({"a1", "a8", "a12", "l01"})
SECONDS = 5
"""What any hostile file may take on an idle machine; a crowded one is given three times as much."""


def _read(path: Path) -> Contents:
    return read_guarded(path, Place(path.name), LIMITS, HEADERS)


def _check_told(path: Path, said: str) -> None:
    began = time.monotonic()
    contents = _read(path)
    assert time.monotonic() - began < 3 * SECONDS
    if said and contents.tables:  # what was read before the trouble
        assert any(said in problem.message for problem in contents.problems) or "header" in said
    elif said or not contents.tables:
        (problem,) = (problem for problem in contents.problems if problem.is_error)
        assert said in problem.message
        assert problem.fix


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
    _check_told(path, "" if said == "No header" else said)


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


def test_a_child_that_dawdles_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "_COMMAND", ("-c", "import time; time.sleep(60)"))
    monkeypatch.setattr(Allowance, "of", lambda _: Allowance(0.3, 10**9, 10**6))
    (problem,) = _read(tmp_path / "a.csv").problems
    assert "longer than one of its size should" in problem.message


@pytest.mark.parametrize(
    ("does", "said"),
    [
        ("import os; os.abort()", "more memory"),
        ("import sys; sys.stdout.write('x' * 2_000_000)", "more cells"),
        ("import os, sys, pickle; sys.stdout.buffer.write(b'cos\\nsystem\\n(S\"true\"\\ntR.')", "cells"),
        ("import sys, pickle; sys.stdout.buffer.write(pickle.dumps('no contents'))", "cells"),
    ],
)
def test_a_child_that_fails_is_one_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, does: str, said: str
) -> None:
    monkeypatch.setattr(guard, "_COMMAND", ("-c", does))
    monkeypatch.setattr(Allowance, "of", lambda _: Allowance(30, 10**9, 10**6))
    (problem,) = _read(tmp_path / "a.csv").problems
    assert said in problem.message


def test_no_child_at_all_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nothing"))
    (problem,) = _read(tmp_path / "a.csv").problems
    assert "no further process" in problem.message


def test_an_answer_may_hold_nothing_but_cells_and_problems() -> None:
    assert guard._unpacked(pickle.dumps(os.system)) is None
    assert guard._unpacked(b"") is None
    assert guard._unpacked(pickle.dumps(Contents("csv"))) == Contents("csv")


def test_the_child_imports_nothing_heavy() -> None:
    told = subprocess.run(
        [sys.executable, "-c", "import pipeline.spreadsheets.child, sys; print(*sys.modules)"],
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
        "print([resource.getrlimit(kind)[1] for kind in kinds])\n"
        "try: bytes(10**9)\n"
        "except MemoryError: print('no memory')"
    )
    told = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, check=True, text=True)
    assert told.stdout.split("\n")[:2] == ["[7, 300000000, 0, 0]", "no memory"]


def test_a_child_follows_its_order(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", table(PERSON))
    order = child.Order(path, Place("a.csv"), LIMITS, HEADERS, 5, 10**9)
    assert pickle.loads(pickle.dumps(child.follow(order))).tables == _read(path).tables  # noqa: S301


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
