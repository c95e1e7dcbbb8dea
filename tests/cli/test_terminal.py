"""Whatever files, answers and arguments hold: the terminal is not steered, and commands end in a sentence."""

import logging
import re
from pathlib import Path

import pytest

from pipeline.practice import Practice
from tests.cli.conftest import Run
from tests.practices import ADA, write_inputs

STEERING = "\x1b]0;pwn\x07\u202e\x9b2J"
RAW = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
LONG = "x" * 300


@pytest.mark.parametrize("command", ["check", "reports", "score", "cohort", "explain"])
def test_names_of_files_do_not_steer_the_terminal(run: Run, practice: Practice, command: str) -> None:
    (practice.inputs / "clients.csv").unlink()
    (practice.inputs / f"a{STEERING}.xlsx").write_bytes(b"no workbook")
    ran = run(command, *(["C-1"] if command == "explain" else []))
    assert ran.code == 3
    assert "pwn" in ran.out + ran.err
    assert not RAW.search(ran.out + ran.err)


@pytest.mark.parametrize(
    "arguments",
    [
        ["reports", "--client", STEERING],
        ["explain", STEERING],
        ["check", STEERING],
        ["check", f"--{STEERING}"],
        ["check", "--as-of", STEERING],
        ["--as-of", STEERING, "check"],
        [STEERING],
        ["init", f"new{STEERING}"],
        ["blank", f"{STEERING}.xlsx"],
        ["blank", "--language", STEERING],
        ["check", "--practice", STEERING],
    ],
)
@pytest.mark.usefixtures("practice")
def test_arguments_do_not_steer_the_terminal(run: Run, arguments: list[str]) -> None:
    ran = run(*arguments)
    assert "pwn" in ran.out + ran.err
    assert not RAW.search(ran.out + ran.err)


def test_json_keeps_every_letter_but_escapes_what_steers(run: Run, practice: Practice) -> None:
    write_inputs(practice.root, ADA | {"L07": "e\u202ele\x9bven"})
    ran = run("check", "--json")
    assert "\\u202e" in ran.out
    assert not RAW.search(ran.out)
    assert ran.json["problems"][0]["found"] == "e\u202ele\x9bven"


@pytest.mark.usefixtures("practice")
def test_what_is_logged_does_not_steer_the_terminal(
    run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    run("doctor", "--verbose")
    (handler,) = logging.getLogger().handlers
    record = logging.LogRecord("pipeline", logging.INFO, "", 1, f"made {STEERING}\n  for Ada", (), None)
    assert handler.format(record) == "made  ]0;pwn   2J\n  for Ada"
    assert not RAW.search(capsys.readouterr().err)


@pytest.mark.parametrize(
    "arguments",
    [
        *(["check", "{}.csv"], ["reports", "{}.csv"], ["score", "{}.csv"], ["explain", "C-1", "{}.csv"]),
        *(["score", "--csv", "{}.csv"], ["score", "--xlsx", "{}.xlsx"], ["blank", "{}.xlsx"]),
        *(["cohort", "--pdf", "{}.pdf"], ["cohort", "--html", "{}.html"], ["pathways", "import", "{}.zip"]),
        *(["init", "{}"], ["check", "--practice", "{}"]),
    ],
)
@pytest.mark.usefixtures("practice")
def test_a_name_that_is_too_long_is_told(run: Run, arguments: list[str]) -> None:
    ran = run(*(argument.format(LONG) for argument in arguments))
    assert ran.code in {2, 3}
    assert re.search("too long", ran.err)
    assert LONG in ran.err


def test_other_failures_of_the_system_stay_bugs(
    run: Run, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(5, "input/output error")

    monkeypatch.setattr(Path, "samefile", fail)
    target = practice.root / "scores.csv"
    target.write_text("")
    with pytest.raises(OSError, match="input/output"):
        run("score", "--csv", target)
