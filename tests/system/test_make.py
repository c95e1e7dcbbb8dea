"""What can be typed after make."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.system.project import ROOT, run

TARGETS = {
    "gallery",
    "help",
    "reports",
    "check",
    "send",
    "review",
    "send-approved",
    "status",
    "today",
    "preview",
    "cohort",
    "blank",
    "doctor",
    "test",
    "coverage",
    "approve",
    "bench",
    "prove",
    "check-code",
    "lock",
    "clean",
}


@pytest.mark.parametrize("command", [["make"], ["make", "help"]])
def test_help_lists_every_target_and_sets_nothing_up(command: list[str], tree: Path) -> None:
    listed = dict(re.findall(r"^make (\S+) +(.+)$", run(*command, folder=tree).stdout, re.MULTILINE))
    declared = re.search(r"^\.PHONY: (.+)$", (tree / "Makefile").read_text(), re.MULTILINE)
    assert declared is not None
    assert set(listed) == set(declared[1].split()) == TARGETS
    assert not (tree / ".venv").exists()


@pytest.mark.parametrize("target", sorted(TARGETS))
def test_every_target_can_be_made(target: str) -> None:
    assert run("make", "--dry-run", target).returncode == 0


@pytest.fixture
def ready(tree: Path) -> Path:
    """A tree that is set up, with a Python that only tells what it was given."""
    python = tree / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\nfor argument in "$@"; do printf "[%s]" "$argument"; done\n')
    python.chmod(0o755)
    (tree / ".venv" / ".ready").touch()
    return tree


@pytest.mark.parametrize(
    "client",
    ["maya", "Maya Haddad", "Siobhán O'Neil", '"q" \\ `id` $HOME $(shell id)', "; id", "--force", "#1"],
)
def test_a_clients_name_reaches_the_command_as_typed(ready: Path, client: str) -> None:
    told = run("make", "reports", f"CLIENT={client}", folder=ready).stdout
    assert told == f"[-m][pipeline][reports][--client][{client}]"


def test_without_a_client_all_are_meant(ready: Path) -> None:
    assert run("make", "reports", folder=ready).stdout == "[-m][pipeline][reports]"


SENDER = """#!/bin/sh
case "$*" in
  *--json*) printf '  "state": "planned",\\n  "state": "due"\\n  "planned": 1,\\n  "mark": "c0ffee",\\n' ;;
  *--approve*) echo "sent with: $*" ;;
  *--as-shown\\ c0ffee*) echo "a table"; exit {shown} ;;
  *) exit 2 ;;
esac
"""


@pytest.mark.parametrize(
    ("typed", "shown", "more", "is_sent"),
    [
        ("2", 0, (), True),
        ("2", 1, (), True),
        ("2", 4, ("CLIENT=maya",), True),
        ("2", 3, (), False),
        ("3", 0, (), False),
        ("", 0, (), False),
        ("", 0, ("YES=1",), True),
    ],
)
def test_mails_are_sent_after_their_number_was_typed(
    ready: Path, typed: str, shown: int, more: tuple[str, ...], *, is_sent: bool
) -> None:
    (ready / ".venv" / "bin" / "python").write_text(SENDER.format(shown=shown))
    (ready / ".venv" / ".ready").touch()
    ended = run("make", "send-approved", *more, folder=ready, typed=f"{typed}\n")
    approved = "sent with: -m pipeline send --approve" + " --as-shown c0ffee" * bool(typed)
    assert (approved in ended.stdout) is is_sent
    assert (ended.returncode == 0) is is_sent
    assert ("--client maya" in ended.stdout) is bool(more and is_sent and typed)
    if typed == "3":
        assert "Mails planned or due: 2. To approve them, type 2: " in ended.stderr
        assert "That is not 2: nothing was approved or sent." in ended.stderr


NEW_PRACTICE = ROOT / "pipeline/cli/new_practice/Makefile"


@pytest.mark.parametrize("target", ["reports", "check", "review", "send", "today", "status"])
@pytest.mark.parametrize(("code", "is_error"), [(0, False), (1, False), (2, True), (3, True), (4, True)])
def test_clients_who_are_held_are_no_error_of_make(
    ready: Path, target: str, code: int, *, is_error: bool
) -> None:
    python = ready / ".venv" / "bin" / "python"
    python.write_text(f"#!/bin/sh\nexit {code}\n")
    (ready / ".venv" / ".ready").touch()
    for more in ((), ("-f", str(NEW_PRACTICE), f"ROADMAP={python}")):
        ended = run("make", *more, target, folder=ready)
        assert ("Error" in ended.stderr, ended.returncode != 0) == (is_error, is_error)


def test_mails_that_are_blocked_beside_those_sent_are_no_error_of_make(ready: Path) -> None:
    sender = ready / ".venv" / "bin" / "python"
    sender.write_text(SENDER.format(shown=1).replace('"sent with: $*"', '"sent"; exit 1'))
    (ready / ".venv" / ".ready").touch()
    for more in ((), ("-f", str(NEW_PRACTICE), f"ROADMAP={sender}")):
        ended = run("make", *more, "send-approved", folder=ready, typed="2\n")
        assert ("sent\n" in ended.stdout, ended.returncode) == (True, 0)
    assert run("make", "send-approved", "YES=1", folder=ready).returncode != 0


def test_how_long_the_tests_take_is_said_before_they_begin(ready: Path) -> None:
    assert "some minutes; Ctrl-C stops it.\n[-m][pytest]" in run("make", "test", folder=ready).stdout


def test_clean_leaves_what_was_made_for_clients(ready: Path) -> None:
    kept = [
        "outputs/reports/maya.pdf",
        "outputs/ledger.sqlite3",
        "outputs/outbox/1.eml",
        "review.xlsx",
        ".venv/.ready",
    ]
    caches = ["pipeline/cli/__pycache__/main.pyc", ".mypy_cache/x", ".coverage.1", "dist/x.whl", "tests/x"]
    for name in kept + caches:
        (ready / name).parent.mkdir(parents=True, exist_ok=True)
        (ready / name).touch()
    assert run("make", "clean", folder=ready).returncode == 0
    assert [name for name in kept if not (ready / name).exists()] == []
    assert [name for name in caches if (ready / name).exists()] == ["tests/x"]
