import ctypes
import os
from dataclasses import replace

import pytest

from pipeline.ledger import Ledger
from pipeline.models.kit import Kit
from pipeline.practice import Practice
from pipeline.workflow import health
from pipeline.workflow.reading import load_kit_of
from tests.cli.conftest import Run
from tests.old_ledger import write_old
from tests.practices import SETTINGS, set_wording, tree

CHECKS = [
    "machine",
    "Python",
    "PDF engine",
    "font subsetter",
    "settings",
    "kit",
    "fonts",
    "brand",
    "inputs",
    "outputs",
    "mail",
    "ledger",
]


def test_a_machine_that_is_well(run: Run, practice: Practice) -> None:
    ran = run("doctor", "--json")
    assert ran.code == 0
    assert ran.json["ok"] is True
    assert [check["name"] for check in ran.json["checks"]] == CHECKS
    assert all(set(check) == {"name", "ok", "said", "fix"} for check in ran.json["checks"])
    told = run("doctor")
    assert told.code == 0
    assert "PROBLEM" not in told.out
    assert list(practice.outputs.iterdir()) == []


@pytest.mark.parametrize(
    ("settings", "name", "told"),
    [
        ("[practice]\n", "settings", "practice.name"),
        (SETTINGS + '[reports]\nkit = "none"\n', "kit", "no kit named"),
        (SETTINGS + 'language = "tlh"\n', "kit", 'language "tlh"'),
        (SETTINGS + 'email = "nadia"\n', "settings", "must be an e-mail address"),
        (SETTINGS + '[brand]\nlogo = "logo.svg"\n', "brand", "logo"),
    ],
)
def test_what_is_wrong_is_a_line_with_what_to_do(
    run: Run, practice: Practice, settings: str, name: str, told: str
) -> None:
    (practice.root / "logo.svg").write_text("no picture")
    (practice.root / "roadmap.toml").write_text(settings)
    ran = run("doctor", "--json")
    assert ran.code == 3
    (bad,) = [check for check in ran.json["checks"] if not check["ok"]]
    assert bad["name"] == name
    assert told in bad["said"]
    assert bad["fix"]
    shown = run("doctor")
    assert shown.code == 3
    assert "PROBLEM" in shown.out
    assert f"{name} → {bad['fix']}" in shown.out


def test_a_brand_that_is_mended_in_print_is_a_warning(run: Run, practice: Practice) -> None:
    (practice.root / "roadmap.toml").write_text(SETTINGS + '[brand]\nprimary = "#FFEE00"\n')
    told = run("doctor")
    assert told.code == 0
    (line,) = [line for line in told.out.splitlines() if line.startswith("warning")]
    assert "#FFEE00" in line
    assert "brand → Choose a darker colour" in told.out


def test_a_file_that_is_no_font_is_named(run: Run, practice: Practice) -> None:
    (practice.root / "roadmap.toml").write_text(SETTINGS + '[brand]\nbody_font = "IBM Plex Sans"\n')
    (practice.own_kit / "fonts").mkdir()
    (practice.own_kit / "fonts" / "Ours.ttf").write_bytes(b"no font")
    told = run("doctor")
    assert "fonts/Ours.ttf. This file is no font that can be read" in " ".join(told.out.split())


def test_no_inputs_and_no_place_for_outputs(run: Run, practice: Practice) -> None:
    (practice.inputs / "clients.csv").unlink()
    practice.outputs.write_text("in the way")
    bad = [check["name"] for check in run("doctor", "--json").json["checks"] if not check["ok"]]
    assert bad == ["inputs", "outputs"]


def test_a_broken_kit_ends_nothing(run: Run, practice: Practice) -> None:
    set_wording(practice, "[\n")
    checks = run("doctor", "--json").json["checks"]
    assert [check["name"] for check in checks if not check["ok"]] == ["kit"]
    assert checks[-1]["name"] == "ledger"


def test_a_practice_that_is_not_there(run: Run, tmp_path_factory: pytest.TempPathFactory) -> None:
    ran = run("doctor", "--practice", tmp_path_factory.mktemp("empty"), "--json")
    assert ran.code == 3
    assert ran.json["checks"][-1]["name"] == "settings"


@pytest.mark.usefixtures("practice")
def test_missing_libraries_are_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def has_none(name: str) -> object:
        raise OSError(f"cannot load library '{name}'\nmore")

    monkeypatch.setattr(ctypes, "CDLL", has_none)
    monkeypatch.setattr(health, "import_module", has_none)
    bad = {check["name"]: check for check in run("doctor", "--json").json["checks"] if not check["ok"]}
    assert list(bad) == ["PDF engine", "font subsetter"]
    assert all("apt install libpango" in check["fix"] for check in bad.values())
    assert "three times" in bad["font subsetter"]["said"]


@pytest.mark.usefixtures("practice")
@pytest.mark.parametrize(("pages", "ok"), [(10, False), (10**9, True), (None, True)])
def test_a_machine_with_little_memory(
    run: Run, monkeypatch: pytest.MonkeyPatch, pages: int | None, *, ok: bool
) -> None:
    def sysconf(_name: str) -> int:
        if pages is None:
            raise ValueError
        return pages

    monkeypatch.setattr(os, "sysconf", sysconf)
    machine = run("doctor", "--json").json["checks"][0]
    assert machine["ok"] is ok


@pytest.mark.usefixtures("practice")
def test_a_kit_without_fonts(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def without_fonts(practice: Practice) -> Kit:
        return replace(load_kit_of(practice), digests={"report.css": "x"})

    monkeypatch.setattr(health, "load_kit_of", without_fonts)
    bad = [check for check in run("doctor", "--json").json["checks"] if not check["ok"]]
    assert [check["name"] for check in bad] == ["fonts"]


def ledger_of(run: Run) -> dict[str, object]:
    """Return what the doctor says of the ledger."""
    (found,) = [check for check in run("doctor", "--json").json["checks"] if check["name"] == "ledger"]
    return dict(found)


def test_the_ledger_is_looked_at_and_left_alone(run: Run, practice: Practice) -> None:
    assert ledger_of(run)["said"] == "none yet; the first reports make outputs/ledger.sqlite3"
    assert not practice.ledger.exists()
    with Ledger(practice.ledger) as ledger:
        assert not ledger.is_outdated or ledger.documents() == {}
    before = tree(practice.outputs)
    found = ledger_of(run)
    assert (found["ok"], found["fix"]) == (True, "")
    assert found["said"] == "outputs/ledger.sqlite3 can be read; it knows the documents of 0 clients"
    assert tree(practice.outputs) == before


@pytest.mark.parametrize(
    ("version", "said", "fix"),
    [
        (99, "written by a newer version", "Update the program"),
        (6, "an earlier version made it, and the next reports renew it", ""),
    ],
)
def test_a_ledger_of_another_version(
    run: Run,
    practice: Practice,
    version: int,
    said: str,
    fix: str,
) -> None:
    write_old(practice.ledger, version)
    before = tree(practice.outputs)
    found = ledger_of(run)
    assert found["ok"] is not bool(fix)
    assert said in str(found["said"])
    assert str(found["fix"]).startswith(fix)
    assert tree(practice.outputs) == before


def test_a_damaged_ledger_and_one_that_cannot_be_opened(run: Run, practice: Practice) -> None:
    practice.ledger.parent.mkdir(exist_ok=True)
    practice.ledger.write_bytes(b"this was never a database" * 100)
    found = ledger_of(run)
    assert (found["ok"], "damaged" in str(found["said"])) == (False, True)
    assert "backup" in str(found["fix"])
    practice.ledger.unlink()
    practice.ledger.mkdir()
    found = ledger_of(run)
    assert (found["ok"], "cannot be read: it cannot be opened" in str(found["said"])) == (False, True)
    assert "permissions" in str(found["fix"])
