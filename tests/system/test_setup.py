"""Setting up: on a bare machine, again, after an interruption, and what the project ships."""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from pathlib import Path

import pytest
from pydantic_core import _pydantic_core

from tools import bootstrap, native, preload, steps

ROOT = Path(__file__).resolve().parents[2]
TARGETS = {"picture", "help", "reports", "check", "doctor", "test", "check-code", "lock", "clean"}


def run(*command: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run a command as a person would, whatever make these tests were started by."""
    inherited = {"MAKEFLAGS", "MFLAGS", "MAKELEVEL", "CLIENT"}
    settings = {name: value for name, value in os.environ.items() if name not in inherited}
    return subprocess.run(command, cwd=folder, env=settings, capture_output=True, text=True, check=False)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of what setting up reads."""
    for name in ("requirements.lock", "pyproject.toml", "Makefile", ".gitignore"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "tools", tmp_path / "tools")
    return tmp_path


# --- What was done is remembered ---------------------------------------------------------------------------


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


# --- The native libraries ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("platform", "has_apt", "is_root", "way"),
    [
        ("linux", True, True, native.Way.INSTALL),
        ("linux", True, False, native.Way.UNPACK),
        ("linux", False, True, native.Way.ASK),
        ("darwin", False, False, native.Way.ASK),
        ("darwin", True, True, native.Way.ASK),
        ("win32", False, False, native.Way.ASK),
    ],
)
def test_the_way_to_the_libraries(*, platform: str, has_apt: bool, is_root: bool, way: native.Way) -> None:
    assert native.choose(platform, has_apt=has_apt, is_root=is_root) is way


@pytest.mark.parametrize(
    ("platform", "command"),
    [
        ("darwin", "brew install pango"),
        ("win32", "pacman -S mingw-w64-x86_64-pango"),
        ("linux", "Install Pango"),
    ],
)
def test_where_it_cannot_be_done_one_line_tells_what_to_type(platform: str, command: str) -> None:
    assert command in native.advice(platform)
    assert "\n" not in native.advice(platform)


def test_only_what_a_simulated_install_would_add_is_fetched() -> None:
    plan = (
        "NOTE: This is only a simulation!\n"
        "Inst libpng16-16 [1.6.39-1] (1.6.39-2 Debian:12.11/stable [amd64])\n"
        "Inst libpango-1.0-0 (1.50.12+ds-1 Debian:12.11/stable [amd64]) []\n"
        "Conf libpango-1.0-0 (1.50.12+ds-1 Debian:12.11/stable [amd64])\n"
    )
    assert native.named_in(plan) == ["libpng16-16=1.6.39-2", "libpango-1.0-0=1.50.12+ds-1"]


def test_libraries_are_loaded_after_those_they_need(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    needs = {
        "liba.so.0": "libb.so.2",
        "libb.so.2": "libc.so.1",
        "libc.so.1": None,
        "libd.so.9": "libgone.so.1",
    }
    for name in [*needs, "libc.so.1.2.3", "notes.txt"]:
        (tmp_path / name).touch()
    loaded: list[str] = []

    def loader(name: str, mode: int) -> None:
        file = Path(name)
        assert mode == ctypes.RTLD_GLOBAL
        if not file.is_absolute() or needs[file.name] not in {None, *loaded}:
            raise OSError(name)
        loaded.append(file.name)

    monkeypatch.setattr(ctypes, "CDLL", loader)
    preload.preload(tmp_path)
    assert loaded == ["libc.so.1", "libb.so.2", "liba.so.0"]


def test_the_systems_own_library_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "libz.so.1").touch()
    asked: list[str] = []
    monkeypatch.setattr(ctypes, "CDLL", lambda name, mode: asked.append(f"{name} {mode}"))
    preload.preload(tmp_path)
    assert asked == [f"libz.so.1 {ctypes.RTLD_GLOBAL}"]


def test_fonts_are_named_only_where_the_machine_names_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("FONTCONFIG_PATH", raising=False)
    ours, systems = tmp_path / "ours.conf", tmp_path / "systems.conf"
    ours.touch()
    systems.touch()
    preload.name_fonts(ours, systems)
    assert "FONTCONFIG_PATH" not in os.environ
    systems.unlink()
    preload.name_fonts(ours, systems)
    assert os.environ["FONTCONFIG_PATH"] == str(tmp_path)


def test_another_environment_that_uses_this_one_loads_its_libraries_too(tmp_path: Path) -> None:
    venvs = tmp_path / "one", tmp_path / "other"
    for venv in venvs:
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    unpacked = venvs[0] / "native.partial"
    unpacked.mkdir()
    shutil.copy(_pydantic_core.__file__, unpacked / "libours.so.1")  # any library will do
    native.put_in_place(unpacked, venvs[0])
    ours, others = (Path(sysconfig.get_path("purelib", "venv", vars={"base": str(venv)})) for venv in venvs)
    (others / "libraries.pth").write_text(f"import site; site.addsitedir({str(ours)!r})\n")
    loaded = run(str(native.python_of(venvs[1])), "-c", "print(open('/proc/self/maps').read())").stdout
    assert str(venvs[0] / "native" / "libours.so.1") in loaded


def test_every_python_of_the_environment_loads_what_was_unpacked(tmp_path: Path) -> None:
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    settings = venv / "native.partial" / "etc" / "fonts" / "fonts.conf"
    settings.parent.mkdir(parents=True)
    settings.write_text("<dir>/usr/share/fonts</dir>")
    native.put_in_place(venv / "native.partial", venv)
    asked = run(str(native.python_of(venv)), "-c", "import sys; print('_native_libraries' in sys.modules)")
    assert asked.stdout == "True\n"
    assert "../../usr/share/fonts" in (venv / "native" / "etc" / "fonts" / "fonts.conf").read_text()


# --- make --------------------------------------------------------------------------------------------------


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


# --- What is kept and shipped ------------------------------------------------------------------------------


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed, and only git can tell")
def test_nothing_made_for_clients_can_be_committed(tree: Path) -> None:
    subprocess.run(["git", "init", "--quiet"], cwd=tree, check=True)
    private = [
        "outputs/reports/maya.pdf",
        "outputs/ledger.sqlite3",
        "outputs/old/x.pdf",
        "review.xlsx",
        ".venv/x",
    ]
    kept = ["inputs/clients.xlsx", "templates/career/report.html", "requirements.lock", "tests/outputs/x.py"]
    ignored = run("git", "check-ignore", *private, *kept, folder=tree).stdout.split()
    assert ignored == private


def test_every_locked_package_is_pinned_by_hash_and_names_no_place() -> None:
    lock = (ROOT / "requirements.lock").read_text()
    packages = re.split(r"^(?=[a-z0-9])", lock, flags=re.MULTILINE)[1:]
    assert packages
    assert [package for package in packages if not re.match(r"\S+==\S+", package)] == []
    assert [package for package in packages if "--hash=sha256:" not in package] == []
    places = ["://", "file:", "/opt/", "/home/", "/work/", "index-url", "find-links"]
    assert [place for place in places if place in lock] == []


def test_everything_the_project_asks_for_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked = {re.split(r"[^\w.-]", line)[0] for line in project["project"]["dependencies"]}
    asked |= {re.split(r"[^\w.-]", line)[0] for line in project["dependency-groups"]["dev"]}
    locked = set(re.findall(r"^([\w.-]+)==", (ROOT / "requirements.lock").read_text(), re.MULTILINE))
    assert asked - locked == set()


def test_the_wheel_carries_the_kit_its_fonts_and_the_sample_input(tmp_path: Path) -> None:
    built = run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path))
    assert built.returncode == 0, built.stderr
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        names = set(wheel.namelist())
    fonts = {f"pipeline/_data/templates/career/fonts/{file.name}" for file in kit_fonts()}
    assert len(fonts) == 7
    assert fonts | {"pipeline/__init__.py", "pipeline/_data/templates/career/questionnaire.toml"} <= names
    assert any(name.startswith("pipeline/_data/inputs/") for name in names)
    assert [name for name in names if name.startswith(("templates/", "inputs/", "tests/", "outputs/"))] == []


def kit_fonts() -> list[Path]:
    return sorted((ROOT / "templates" / "career" / "fonts").iterdir())


@pytest.mark.parametrize(
    ("family", "text"),
    [
        ("IBMPlexSans", "Žofie Łukasz Þóra Nguyễn Ольга Ґанна Ελένη"),
        ("IBMPlexSansArabic", "مايا حدّاد پریسا گل ٠١٢٣٤٥٦٧٨٩"),
    ],
)
@pytest.mark.parametrize("weight", ["Light", "Regular", "SemiBold"])
def test_the_fonts_can_write_the_names_of_clients(family: str, weight: str, text: str) -> None:
    from fontTools.ttLib import TTFont

    with TTFont(ROOT / "templates" / "career" / "fonts" / f"{family}-{weight}.ttf") as font:
        covered = set(font.getBestCmap())
    assert {character for character in text if ord(character) not in covered} == set()
