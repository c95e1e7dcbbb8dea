"""A run that is stopped halfway keeps what is finished, and the next one makes the rest."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import mkdtemp

import pytest

from pipeline.practice import Practice
from tests.practices import new_practice, row, shorten_reports, tree

CLIENTS = 40
FIRST = 2
"""For so many clients all is printed when that is told the first time."""


def many_clients(folder: Path) -> Practice:
    practice = new_practice(folder, *(row(f"C-{n}", f"Ann {n}") for n in range(CLIENTS)))
    shorten_reports(practice)
    return practice


def unmeasured(**settings: str) -> dict[str, str]:
    """Return the environment without coverage, whose lock is never given back when Ctrl-C comes inside it."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    return plain | settings


def printing(practice: Practice) -> list[str]:
    """Return the command that prints the practice's reports with two workers."""
    of = ["--practice", str(practice.root)]
    return [sys.executable, "-m", "pipeline", "reports", "--workers", "2", *of]


@pytest.mark.parametrize(
    ("number", "code", "whole_group"),
    [
        (signal.SIGINT, 130, True),
        (signal.SIGTERM, 143, False),
        pytest.param(signal.SIGHUP, 129, False, marks=pytest.mark.proof),
        (signal.SIGHUP, 129, True),
    ],
    ids=[
        "Ctrl-C reaches every process",
        "SIGTERM reaches the first",
        "SIGHUP reaches the first",
        "a terminal that closes reaches every process",
    ],
)
def test_a_stopped_run(tmp_path: Path, number: int, code: int, *, whole_group: bool) -> None:
    practice = many_clients(tmp_path / "practice")
    # Workers are reached by a socket in the temporary folder, unless its path is too long for one.
    scratch = tmp_path / ("s" * 60) if whole_group else Path(mkdtemp(dir="/tmp"))
    scratch.mkdir(exist_ok=True)
    command = printing(practice)
    with subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env=unmeasured(TMPDIR=str(scratch)),
    ) as started:
        assert started.stderr is not None
        assert started.stderr.readline().startswith(f"{FIRST} of {CLIENTS}, ")
        if whole_group:
            os.killpg(started.pid, number)
        else:
            os.kill(started.pid, number)
        told = started.stderr.read()
        started.wait(30)
    assert started.returncode == code
    assert "Everything finished so far is kept" in told
    is_hangup = number == signal.SIGHUP and whole_group  # which ends Python's own helpers too, noisily
    assert is_hangup or "Traceback" not in told, "with the terminal gone, nobody reads it"
    kept, briefs = tree(practice.reports), tree(practice.briefs)
    assert all(name.endswith(".pdf") and not name.startswith(".") for name in (*kept, *briefs))
    finished = len(kept.keys() & briefs.keys())
    assert FIRST <= finished < CLIENTS
    scratch.rmdir()
    done = subprocess.run([*command, "--json", "-q"], capture_output=True, check=True)
    counts = json.loads(done.stdout)["counts"]
    assert counts == {"made": CLIENTS - finished, "current": finished, "held": 0, "failed": 0}
    assert kept.items() <= tree(practice.reports).items()
    assert briefs.items() <= tree(practice.briefs).items()


def test_a_run_that_ignores_hangups_goes_on(tmp_path: Path) -> None:
    practice = many_clients(tmp_path / "practice")
    command = ["nohup", *printing(practice)]
    with subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env=unmeasured(),
    ) as started:
        assert started.stderr is not None
        while not started.stderr.readline().startswith(f"{FIRST} of {CLIENTS}, "):
            assert started.poll() is None
        os.killpg(started.pid, signal.SIGHUP)
        started.communicate(timeout=120)
    assert started.returncode == 0
    assert len(tree(practice.briefs)) == CLIENTS


def test_a_killed_run_leaves_nothing_that_looks_like_a_report(tmp_path: Path) -> None:
    practice = many_clients(tmp_path / "practice")
    command = printing(practice)
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=unmeasured()) as started:
        assert started.stderr is not None
        started.stderr.readline()
        started.kill()
    done = subprocess.run([*command, "--json", "-q"], capture_output=True, check=True)
    counts = json.loads(done.stdout)["counts"]
    assert counts["made"] + counts["current"] == CLIENTS
    assert counts["current"] >= 1
    assert len(tree(practice.reports)) == len(tree(practice.briefs)) == CLIENTS
