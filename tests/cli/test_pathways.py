from pathlib import Path

import pytest

from pipeline.cli.main import roadmap
from pipeline.practice import Practice, load_practice
from tests.cli.conftest import Run
from tests.onet.databases import LAYOUTS, NURSE, tables, text_files, write_zip
from tests.practices import ADA, BEN, CLEO, Notes, make, reasons, row, statuses, write_inputs

pytestmark = pytest.mark.usefixtures("same_program")

KEPT = "templates/career/occupations.json"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Return the official zip as it is downloaded."""
    return LAYOUTS["text zip"](tmp_path)


def test_an_import_is_told_table_by_table_with_credit_and_digest(
    run: Run, practice: Practice, tmp_path: Path
) -> None:
    rows = tables()
    rows["Alternate Titles"] += [["99-9999.00", "Ghost", "n/a", "08"]] * 2 + [[NURSE, "n/a", "n/a", "08"]]
    ran = run("pathways", "import", write_zip(tmp_path / "db_30_2_text.zip", text_files(rows)))
    assert ran.code == 0
    assert ran.out.splitlines()[:6] == [
        "Occupation Data: 9 rows read, 9 kept",
        "Job Zones: 8 rows read, 8 kept",
        "Related Occupations: 14 rows read, 14 kept",
        "Alternate Titles: 14 rows read, 11 kept",
        "  2 left out: the code is not in Occupation Data (first in rows 13, 14)",
        "  1 left out: the title is missing (row 15)",
    ]
    assert (
        f"9 occupations (8 with data), 16 other titles: from the O*NET 30.2 Database, now in {KEPT}"
        in ran.out
    )
    assert "SHA-256 of db_30_2_text.zip: " in ran.out
    assert "Used under the CC BY 4.0 license" in ran.out
    assert "Test Practice has modified all or some of this information." in ran.out
    assert ran.err == "Next: roadmap reports   makes the reports again in which it shows\n"
    assert "CC BY 4.0" in (practice.root / KEPT).read_text(encoding="utf-8").splitlines()[0]


def test_the_json(run: Run, practice: Practice, database: Path) -> None:
    ran = run("pathways", "import", database, "--json")
    assert set(ran.json) == {
        *("file", "version", "sha256", "written", "credit", "occupations", "with_data", "titles", "tables"),
    }
    assert (ran.json["file"], ran.json["version"], ran.json["written"]) == ("db_30_2_text.zip", "30.2", KEPT)
    assert ran.json["tables"][1] == {"table": "Job Zones", "rows": 8, "kept": 8, "left_out": []}
    assert (practice.root / KEPT).is_file()


@pytest.mark.usefixtures("practice")
def test_another_import_takes_the_place_of_the_first(run: Run, practice: Practice, tmp_path: Path) -> None:
    first = LAYOUTS["text zip"](tmp_path)
    run("pathways", "import", first)
    before = (practice.root / KEPT).read_bytes()
    run("pathways", "import", LAYOUTS["Excel folder"](tmp_path))
    after = (practice.root / KEPT).read_bytes()
    assert after != before
    run("pathways", "import", first)
    assert (practice.root / KEPT).read_bytes() == before
    assert not list((practice.root / KEPT).parent.glob("*.part"))


def test_a_refusal_is_one_sentence_and_writes_nothing(run: Run, practice: Practice, database: Path) -> None:
    run("pathways", "import", database)
    before = (practice.root / KEPT).read_bytes()
    database.write_bytes(b"version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 9\n")
    ran = run("pathways", "import", database)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.splitlines()[0] == "db_30_2_text.zip is a pointer to a file, not the file itself."
    assert (practice.root / KEPT).read_bytes() == before


@pytest.mark.usefixtures("practice")
def test_wrong_usage_is_two(run: Run) -> None:
    assert run("pathways", "import").code == 2
    assert run("pathways", "export").code == 2
    assert run("pathways").code == 2


def test_options_stand_before_or_after_any_of_the_names(
    run: Run, practice: Practice, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(database.parent)
    at = ("--practice", practice.root)
    for words in (
        (*at, "-q", "pathways", "import", database),
        ("pathways", *at, "-q", "import", database),
        ("pathways", "import", *at, "-q", database),
    ):
        ran = run(*words)
        assert (ran.code, ran.err) == (0, "")
    assert run("pathways", "import", database).code == 3, "there is no practice here"
    assert "pathways" in roadmap.list_commands(
        roadmap.make_context("roadmap", ["--help"], resilient_parsing=True)
    )


def test_explain_tells_where_the_steps_come_from(run: Run, practice: Practice, database: Path) -> None:
    write_inputs(
        practice.root,
        ADA | {"A2": "Nursing assistant"},
        BEN | {"A2": "Director"},
        CLEO | {"A2": "Senator"},
        row("C-4", "Dina Roth", A2="Waiter"),
        row("C-5", "Eve Stone", A2="Charge nurse"),
        row("C-6", "Finn Low", A2="Nursing asistant"),
        row("C-7", "Gus Hill", A2="Zookeeper"),
    )
    run("pathways", "import", database)
    ada, ben, cleo, dina, eve, finn, gus = (run("explain", f"C-{number}").out for number in range(1, 8))
    assert (
        "The path\n  “Nursing assistant” is sure: the title of Nursing Assistants (31-1131.00)\n"
        "  From: related work in the O*NET 30.2 Database\n"
        "  Next: Registered Nurses (29-1141.00)\n"
        "  Later, optional: Nurse Practitioners (29-1171.00)\n"
    ) in ada
    assert (
        "“Director” is not sure: it is a name of Chief Executives (11-1011.00), "
        "Medical and Health Services Managers (11-9111.00), so the steps"
    ) in ben
    assert (
        "“Senator” is a name of Legislators (11-1031.00), but the O*NET 30.2 Database knows no step" in cleo
    )
    assert "Next: Nurse Practitioners (29-1171.00)\n  Later, optional: none known\n" in eve
    assert "From: ladder hospitality: " in dina
    assert "“Nursing asistant” is not sure: it comes near to Nursing Assistants (31-1131.00), so the" in finn
    assert "No ladder knows the role “Zookeeper”, nor does the O*NET 30.2 Database, so the steps keep" in gus
    path = run("explain", "C-1", "--json").json["path"]
    assert (path["ladder"], path["source"]) == (None, "O*NET 30.2 Database")
    assert path["next"] == {"id": NURSE, "title": "Registered Nurses", "occupation": NURSE}
    assert run("explain", "C-5", "--json").json["path"]["end"] is None


def test_reports_are_made_again_where_the_occupations_show(
    run: Run, practice: Practice, database: Path
) -> None:
    (practice.own_kit / "report.html").write_text(
        '<html lang="en"><head><title>x</title></head><body>{{ report.path.steps[1].title }}</body></html>',
        encoding="utf-8",
    )
    write_inputs(practice.root, ADA | {"A2": "Nursing assistant"}, BEN | {"A2": "Waiter"})
    make(practice)
    run("pathways", "import", database)
    batch = make(load_practice(practice.root), watch=Notes())
    assert statuses(batch) == {"C-1": "made", "C-2": "current"}
    assert reasons(batch)["C-1"] == ("kit changed: occupations.json",)
    assert statuses(make(practice)) == {"C-1": "current", "C-2": "current"}
