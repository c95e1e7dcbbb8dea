import subprocess
import tomllib
from pathlib import Path

import pytest

from pipeline.practice import built_in, load_practice
from tests.cli.conftest import Run
from tests.practices import tree


def test_a_new_practice_is_complete(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "my practice"
    ran = run("init", folder)
    assert ran.code == 0
    assert f"cd '{folder}' && roadmap reports" in ran.err
    assert {name for name in tree(folder) if not name.startswith("inputs/")} == {
        ".gitignore",
        "Makefile",
        "roadmap.toml",
        "templates/README.md",
    }
    assert (folder / "outputs").is_dir()
    for path in (folder / "inputs").iterdir():
        assert path.read_bytes() == (built_in("inputs") / path.name).read_bytes()
    assert load_practice(folder).settings.practice.name == "Your practice"


def test_its_inputs_are_good_and_private(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("init", tmp_path / "new")
    monkeypatch.chdir(tmp_path / "new")
    assert run("check").code == 0
    ignored = (tmp_path / "new" / ".gitignore").read_text().splitlines()
    assert {"/inputs/", "/outputs/"} <= set(ignored)


@pytest.mark.parametrize("name", ["North & Co", 'The "Best"', "Zoë's\tplace", "a\\b"])
def test_it_takes_a_name(run: Run, tmp_path: Path, name: str) -> None:
    assert run("init", tmp_path / "new", "--brand", name).code == 0
    settings = tomllib.loads((tmp_path / "new" / "roadmap.toml").read_text(encoding="utf-8"))
    assert settings["practice"]["name"] == name


def test_every_line_in_comments_is_a_setting_that_works(run: Run, tmp_path: Path) -> None:
    run("init", tmp_path / "new")
    path = tmp_path / "new" / "roadmap.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    awake = [line.removeprefix("# ") if " = " in line else line for line in lines]
    assert sum(line.startswith("# ") and " = " in line for line in lines) >= 8
    path.write_text("\n".join(awake), encoding="utf-8")
    (tmp_path / "new" / "brand").mkdir()
    (tmp_path / "new" / "brand" / "logo.svg").touch()
    (tmp_path / "new" / "brand" / "photo.jpg").touch()
    assert load_practice(tmp_path / "new").settings.practice.coach == "Your name"


def test_nothing_is_overwritten(run: Run, tmp_path: Path) -> None:
    (tmp_path / "Makefile").write_text("mine")
    ran = run("init", tmp_path)
    assert ran.code == 3
    assert "already has Makefile" in ran.err
    assert tree(tmp_path).keys() == {"Makefile"}
    assert (tmp_path / "Makefile").read_text() == "mine"


def test_a_place_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    ran = run("init", tmp_path / "file" / "new")
    assert ran.code == 3
    assert "a file stands where a folder should be" in ran.err


def test_its_makefile_hands_names_over_unread(run: Run, tmp_path: Path) -> None:
    run("init", tmp_path / "new")
    hostile = "maya'; touch pwned; $(shell touch pwned) `touch pwned`"
    commands = tmp_path / "bin"
    commands.mkdir()
    (commands / "roadmap").write_text('#!/bin/sh\nprintf "%s|" "$@"\n')
    (commands / "roadmap").chmod(0o755)
    done = subprocess.run(
        ["make", "-s", "reports", f"CLIENT={hostile}"],
        cwd=tmp_path / "new",
        env={"PATH": f"{commands}:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"reports|--client|{hostile}|"
    assert not (tmp_path / "new" / "pwned").exists()
