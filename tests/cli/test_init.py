import re
import subprocess
from pathlib import Path

import pytest

from pipeline.models.settings import BrandSettings
from pipeline.practice import load_practice
from pipeline.program import built_in
from pipeline.rendering.assets.brand import check_brand
from pipeline.rendering.assets.pictures import load_logo
from tests.cli.conftest import Run
from tests.people import kit
from tests.practices import ADA, tree, write_inputs

BRANDS = ("harbour", "iris", "mulberry")


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
    samples = {path for path in (folder / "inputs").iterdir() if path.name != "calls.csv"}
    assert {path.name for path in samples} == {"clients.xlsx", "clients-web.csv"}
    for path in samples:
        assert path.read_bytes() == (built_in("inputs") / path.name).read_bytes()
    assert load_practice(folder).settings.practice.name == "Your practice"


def test_its_inputs_are_good_and_private(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("init", tmp_path / "new")
    monkeypatch.chdir(tmp_path / "new")
    assert run("check").code == 0
    ignored = (tmp_path / "new" / ".gitignore").read_text().splitlines()
    assert {"/inputs/", "/outputs/"} <= set(ignored)


def test_its_invented_clients_are_told_beside_real_ones(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "new"
    run("init", folder)
    monkeypatch.chdir(folder)
    changed = folder / "inputs" / "clients-web.csv"
    changed.write_text(changed.read_text().replace("hourly-variable", "6"))
    assert not [each for each in run("check", "--json").json["problems"] if "invented" in each["message"]]
    write_inputs(folder, ADA | {"A8": "ada@byron.org"}, name="mine.csv")
    told = [
        problem for problem in run("check", "--json").json["problems"] if "invented" in problem["message"]
    ]
    assert [(problem["file"], problem["severity"]) for problem in told] == [
        ("inputs/clients-web.csv", "warning"),
        ("inputs/clients.xlsx", "warning"),
    ]
    for problem in told:
        (folder / problem["file"]).unlink()
    assert run("check", "--json").json["problems"] == []


def test_its_empty_list_of_calls_is_read_and_filled_in_with_ease(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("init", tmp_path / "new")
    monkeypatch.chdir(tmp_path / "new")
    told = run("check", "--json").json
    files = {file["file"]: (file["layout"], file["rows"]) for file in told["files"]}
    assert files["inputs/calls.csv"] == ("call-list", 0)
    calls = tmp_path / "new" / "inputs" / "calls.csv"
    assert run("check", "inputs/calls.csv").code == 3, "nobody's answers"
    with calls.open("a", encoding="utf-8") as file:
        file.write("kwame.mensah@example.com,2027-01-12 15:00,Africa/Accra,\n")
        file.write("maya.haddad@example.com,2027-01-12 15:00,Nowhere,\n")
    (problem,) = (each for each in run("check", "--json").json["problems"] if each["severity"] == "error")
    assert (problem["file"], problem["cell"]) == ("inputs/calls.csv", "C3")


def test_a_brand_that_does_not_exist_is_answered_with_those_that_do(run: Run, tmp_path: Path) -> None:
    told = run("init", tmp_path / "none", "--brand", "North & Co")
    assert (told.code, told.out, (tmp_path / "none").exists()) == (2, "", False)
    assert 'no brand named "North & Co"' in told.err
    names = told.err.strip().split("The brands are: ")[1].rstrip(".").split(", ")
    assert tuple(names) == ("evergreen", *BRANDS)
    assert all(name in run("init", "--help").out for name in names)
    assert run("init", tmp_path / "none", "--brand", "../brands/iris").code == 2


@pytest.mark.parametrize("name", BRANDS)
def test_a_brand_brings_its_own_look(run: Run, tmp_path: Path, name: str) -> None:
    assert run("init", tmp_path, "--brand", name).code == 0
    practice = load_practice(tmp_path)
    brand = practice.settings.brand
    assert practice.settings.practice.name == "Your practice"
    assert check_brand(brand, (practice.own_kit, *kit().folders)) == [], "readable as it stands"
    assert load_logo(tmp_path / brand.logo).media_type == "image/svg+xml"
    assert load_logo(tmp_path / "brand" / "logo.png").media_type == "image/png"
    assert practice.settings.practice.coach_line
    assert brand.footer
    if brand.heading_font:
        assert any(practice.own_kit.glob("fonts/OFL-*.txt")), "a font goes with its licence"


@pytest.mark.parametrize(("name", "line"), [("evergreen", "A4 or Letter"), ("harbour", "Letter or A4")])
def test_the_remark_beside_the_paper_names_the_other_one(
    run: Run, tmp_path: Path, name: str, line: str
) -> None:
    run("init", tmp_path, "--brand", name)
    written = (tmp_path / "roadmap.toml").read_text(encoding="utf-8")
    chosen, other = line.split(" or ")
    assert re.search(f'^page = "{chosen}" +# or "{other}"$', written, re.MULTILINE)


def test_every_brand_has_colours_of_its_own(run: Run, tmp_path: Path) -> None:
    looks = []
    for name in ("evergreen", *BRANDS):
        assert run("init", tmp_path / name, "--brand", name).code == 0
        looks.append(load_practice(tmp_path / name).settings.brand)
    assert looks[0] == BrandSettings()
    assert len({colour for brand in looks for colour in (brand.primary, brand.accent)}) == 2 * len(looks)


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


def test_its_makefile_lists_what_can_be_typed(run: Run, tmp_path: Path) -> None:
    run("init", tmp_path / "new")
    asked = ["make", "--no-print-directory", "help"]
    done = subprocess.run(asked, cwd=tmp_path / "new", capture_output=True, text=True, check=True)
    listed = [line.split()[1] for line in done.stdout.splitlines()]
    assert f".PHONY: {' '.join(listed)}\n" in (tmp_path / "new" / "Makefile").read_text()
    assert {"reports", "check", "review", "send", "send-approved", "help"} <= set(listed)
