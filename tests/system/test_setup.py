"""Setting up: on a bare machine, again, and after an interruption."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.system.project import run
from tools import bootstrap, native, steps


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml", "tools/native.py"])
def test_a_change_in_what_it_reads_calls_for_another_set_up(tree: Path, name: str) -> None:
    before = bootstrap.digest(tree)
    assert bootstrap.digest(tree) == before
    with (tree / name).open("a") as file:
        file.write("\n# changed\n")
    assert bootstrap.digest(tree) != before


def test_a_folder_that_was_moved_calls_for_another_set_up(
    tree: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    moved = tmp_path_factory.mktemp("moved") / "project"
    shutil.copytree(tree, moved)
    assert bootstrap.digest(moved) != bootstrap.digest(tree)


class Steps:
    """Stands in for the steps that take their time, and notes them; the packages may fail to install."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.failure: BaseException | None = None

    def create(self, venv: Path) -> None:
        self.done.append("create")
        shutil.rmtree(venv, ignore_errors=True)
        venv.mkdir()

    def install(self, root: Path, venv: Path) -> None:
        assert venv.parent == root
        self.done.append("install")
        if self.failure:
            raise self.failure

    def provide(self, venv: Path) -> None:
        assert venv.is_dir()
        self.done.append("provide")


@pytest.fixture
def noted(monkeypatch: pytest.MonkeyPatch, tree: Path) -> Steps:
    noted = Steps()
    monkeypatch.setattr(bootstrap, "ROOT", tree)
    monkeypatch.setattr(bootstrap, "create", noted.create)
    monkeypatch.setattr(bootstrap, "install", noted.install)
    monkeypatch.setattr(native, "provide", noted.provide)
    monkeypatch.setattr(bootstrap, "is_usable", Path.is_dir)
    return noted


def test_a_second_run_does_nothing_but_renew_the_stamp(noted: Steps, tree: Path) -> None:
    assert bootstrap.main() == 0
    assert noted.done == ["create", "install", "provide"]
    stamp = tree / ".venv" / ".ready"
    os.utime(stamp, (0, 0))
    assert bootstrap.main() == 0
    assert noted.done == ["create", "install", "provide"]
    assert stamp.stat().st_mtime > 0, "make would call again and again"


def test_an_environment_that_works_is_kept(noted: Steps, tree: Path) -> None:
    (tree / ".venv").mkdir()
    assert bootstrap.main() == 0
    assert noted.done == ["install", "provide"]


@pytest.mark.parametrize(
    ("failure", "code"), [(KeyboardInterrupt(), bootstrap.INTERRUPTED), (steps.SetupError("No network"), 3)]
)
def test_half_installed_packages_are_never_built_upon(
    noted: Steps, failure: BaseException, code: int
) -> None:
    noted.failure = failure
    assert bootstrap.main() == code
    noted.failure = None
    assert bootstrap.main() == 0
    assert noted.done == ["create", "install", "create", "install", "provide"]


def test_an_environment_without_pip_or_python_is_not_usable(tmp_path: Path) -> None:
    assert not bootstrap.is_usable(tmp_path / "none")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "bare"], check=True)
    assert not bootstrap.is_usable(tmp_path / "bare")


def test_a_failing_step_shows_its_own_words_and_what_to_do(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(steps.SetupError, match="Type make again"):
        steps.run([sys.executable, "-c", "print('disk full'); exit(1)"], otherwise="Type make again.")
    assert capfd.readouterr().err == "disk full\n"


def test_an_older_python_is_told_in_one_sentence() -> None:
    done = run(sys.executable, "-c", "import sys; sys.version_info = (3, 9, 2); import tools")
    assert done.returncode == 3
    assert done.stderr.startswith("Python 3.11 or newer is needed, and this is 3.9")
    assert done.stderr.count("\n") == 1


def test_python_without_venv_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(steps.SetupError, match="apt install python3-venv"):
        bootstrap.create(tmp_path / ".venv")
