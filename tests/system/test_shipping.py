"""What is kept out of version control, and what is shipped."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.system.project import ROOT, run


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
    kept = ["inputs/clients.xlsx", "templates/base/report.html", "requirements.lock", "tests/outputs/x.py"]
    ignored = run("git", "check-ignore", *private, *kept, folder=tree).stdout.split()
    assert ignored == private


def test_every_locked_package_is_pinned_by_hash_and_names_no_place() -> None:
    lock = (ROOT / "requirements.lock").read_text()
    packages = re.split(r"^(?=[a-z0-9])", lock, flags=re.MULTILINE)[1:]
    assert packages
    assert [package for package in packages if not re.match(r"\S+==\S+", package)] == []
    assert [package for package in packages if "--hash=sha256:" not in package] == []
    places = ["://", "file:", "/home/", "index-url", "find-links"]
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
    fonts = {f"pipeline/_data/templates/base/fonts/{file.name}" for file in kit_fonts()}
    assert len(fonts) == 7
    assert fonts | {"pipeline/__init__.py", "pipeline/_data/templates/career/questionnaire.toml"} <= names
    assert any(name.startswith("pipeline/_data/inputs/") for name in names)
    assert [name for name in names if name.startswith(("templates/", "inputs/", "tests/", "outputs/"))] == []


def kit_fonts() -> list[Path]:
    return sorted((ROOT / "templates" / "base" / "fonts").iterdir())


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

    with TTFont(ROOT / "templates" / "base" / "fonts" / f"{family}-{weight}.ttf") as font:
        covered = set(font.getBestCmap())
    assert {character for character in text if ord(character) not in covered} == set()
