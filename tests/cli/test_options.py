import shlex
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

import pipeline
from pipeline.cli.main import COMMANDS
from pipeline.cli.options import Session
from pipeline.practice import Practice
from tests.cli.conftest import Run
from tests.practices import SETTINGS

HEAVY = ("pydantic", "rich", "weasyprint", "jinja2", "openpyxl", "python_calamine", "PIL", "babel")


def test_help_groups_every_command_by_when_it_is_needed(run: Run) -> None:
    ran = run("--help")
    assert ran.code == 0
    for when, names in COMMANDS.items():
        listed = ran.out.split(f"{when.capitalize()}:\n")[1].split("\n\n")[0]
        assert [line.split()[0] for line in listed.splitlines()] == list(names)
    assert run("-h").out == ran.out


@pytest.mark.parametrize("name", [name for names in COMMANDS.values() for name in names])
def test_every_command_tells_of_its_options(run: Run, name: str) -> None:
    told = run(name, "-h").out
    for option in ("--practice", "--as-of", "--quiet", "--verbose", "--help"):
        assert option in told


def test_help_loads_nothing_heavy() -> None:
    script = (
        "import sys\nfrom pipeline.cli.main import roadmap\n"
        "roadmap(['--help'], standalone_mode=False)\n"
        f"print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_the_version(run: Run) -> None:
    assert run("--version").out == f"roadmap, version {pipeline.__version__}\n"


def test_the_module_is_the_command() -> None:
    command = [sys.executable, "-m", "pipeline", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == f"roadmap, version {pipeline.__version__}\n"


@pytest.mark.usefixtures("practice")
@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["check", "--nonsense"], ["explain"], ["check", "--as-of", "soon"]]
)
def test_wrong_usage_is_two(run: Run, arguments: list[str]) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "Usage: " in ran.err


def test_options_stand_before_or_after_the_command(
    run: Run, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir("/")
    before, after = (
        run("--practice", practice.root, "-q", "check"),
        run("check", "--practice", practice.root, "-q"),
    )
    assert before == after
    assert (before.code, before.err) == (0, "")
    assert run("--practice", "/nowhere", "check", "--practice", practice.root).code == 0, (
        "the nearer one wins"
    )


def test_a_practice_is_found_from_below(
    run: Run, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(practice.inputs)
    assert run("check").code == 0


@pytest.mark.usefixtures("practice")
def test_a_command_ends_with_the_next_one_to_type(run: Run) -> None:
    assert "Next: roadmap reports" in run("check").err
    assert "Next: " not in run("check", "-q").err


def test_the_next_command_can_be_typed_as_it_stands(
    run: Run, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    typed = ""
    for folder in (practice.root, practice.inputs, Path(sys.executable).parents[2]):
        monkeypatch.chdir(folder)
        told = run("check", "--practice", practice.root).err.strip().splitlines()[-1]
        typed, what = told.removeprefix("Next: ").split("   ")
        assert what == "makes the reports"
        done = subprocess.run([*shlex.split(typed), "--help"], capture_output=True, text=True, check=True)
        assert "Usage: roadmap reports" in done.stdout
    assert typed == f".venv/bin/roadmap --practice {practice.root} reports"


def test_a_mistyped_command_gets_a_suggestion(run: Run) -> None:
    assert "Did you mean 'doctor'?" in run("docter").err


@pytest.mark.usefixtures("practice")
def test_a_bug_keeps_its_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def has_a_bug(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("pipeline.workflow.checking.check_all", has_a_bug)
    with pytest.raises(ZeroDivisionError):
        run("check")


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (datetime(2026, 3, 1, 9, tzinfo=UTC), "2026-03-01T13:00:00+04:00"),
        (datetime(2026, 3, 1, 9), "2026-03-01T09:00:00+04:00"),  # noqa: DTZ001 - as typed, without a zone
    ],
)
def test_a_fixed_time_is_one_of_the_practices_clock(tmp_path: Path, as_of: datetime, expected: str) -> None:
    (tmp_path / "roadmap.toml").write_text(SETTINGS + 'timezone = "Asia/Dubai"\n')
    assert Session(tmp_path, as_of, quiet=True).now.isoformat() == expected


def test_without_one_it_is_now(tmp_path: Path) -> None:
    (tmp_path / "roadmap.toml").write_text(SETTINGS)
    now = Session(tmp_path, None, quiet=True).now
    assert abs((datetime.now(UTC) - now).total_seconds()) < 60  # noqa: TID251 - the clock is what is tested


@pytest.mark.usefixtures("practice")
def test_an_interrupt_ends_with_its_own_code(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def is_interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pipeline.workflow.checking.check_all", is_interrupted)
    ran = run("check")
    assert ran.code == 130
    assert "Everything finished so far is kept" in ran.err


def test_a_year_that_no_calendar_can_move_is_refused(run: Run) -> None:
    for far in ("9999-12-31T23:00-10:00", "0001-01-01"):
        ran = run("check", "--as-of", far)
        assert ran.code == 2
        assert "is no year from 1900 to 2199" in ran.err


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_a_closed_stream_ends_no_command(closed: str) -> None:
    command = f"{shlex.quote(sys.executable)} -m pipeline --version {closed}"
    assert subprocess.run(command, shell=True, check=False).returncode == 0  # noqa: S602 - a shell closes streams
