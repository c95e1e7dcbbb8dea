"""What the command tells of many clients: as a table, as JSON, as a page."""

import io
import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdf
import pytest

from pipeline.cli.cohort_shapes import of_together
from pipeline.cli.cohort_tables import print_cohort
from pipeline.intake import Intake
from pipeline.practice import Practice, load_practice
from pipeline.scoring.cohort import sum_up
from pipeline.workflow.cohort import Together
from pipeline.workflow.reading import Reading
from tests.cli.conftest import Run
from tests.people import card_of, client, kit
from tests.practices import SETTINGS, Row, new_practice, row, set_wording, tree, write_inputs

pytestmark = pytest.mark.usefixtures("same_program")

CODES = [(1, 2, 5), (2, 1, 4), (4, 5, 2), (5, 4, 1), (3, 3, 3), (4, 4, 2), (2, 2, 5)]


def people(count: int) -> list[Row]:
    """Return clients who differ in how much time work leaves them, one in seven with a blank."""
    made = []
    for number in range(count):
        a, b, c = CODES[number % len(CODES)]
        blank = {"L15": "", "L16": "rather not say"} if number % 7 == 6 else {}
        made.append(row(f"C-{number}", f"Person {number}", L04=str(a), L05=str(b), L06=str(c), **blank))
    return made


@pytest.fixture
def cohort(practice: Practice) -> Practice:
    """The practice with twelve clients."""
    write_inputs(practice.root, *people(12))
    return practice


def text_of(path: Path) -> str:
    pages = (page.extract_text() for page in pypdf.PdfReader(path).pages)
    return " ".join(" ".join(pages).split())


@pytest.mark.usefixtures("cohort")
def test_the_table_is_plain_and_fits_a_hundred_columns(run: Run) -> None:
    ran = run("cohort")
    assert ran.code == 0
    assert max(map(len, ran.out.splitlines())) <= 100
    assert "\x1b" not in ran.out
    assert ran.out.startswith("12 clients. Scores run from 0 to 100.")
    scores = next(line for line in ran.out.splitlines() if line.startswith("Time and energy"))
    assert scores.split()[3:] == ["12", "49.3", "34.5", "8.3", "16.7", "50.0", "83.3", "91.7"]
    assert re.search(r"^Time and energy +5 +2 +5$", ran.out, re.MULTILINE)
    assert re.search(r"^Work that fits you +36 +1 +0 +1 +0$", ran.out, re.MULTILINE)
    assert re.search(r"^  L15 Tasks fit what matters +12 +1 +0 +0 +0$", ran.out, re.MULTILINE)
    assert re.search(r"^Time and energy +3 +12 +0\.9\d +0\.\d\d to 0\.9\d +0\.9\d +–$", ran.out, re.MULTILINE)
    head = next(line for line in ran.out.splitlines() if line.startswith("Scores "))
    assert len(head) == len(scores), "numbers stand under their headers, the last ones at the same end"
    assert "Percentiles are locked: they need 200 clients with a score." in ran.out
    assert "Work that fits you: all who answered gave the same answers." in ran.out
    assert "Next: roadmap cohort --pdf cohort.pdf" in ran.err
    assert "Person" not in ran.out, "nobody is named"


@pytest.mark.usefixtures("cohort")
def test_the_json(run: Run) -> None:
    shown = run("cohort", "--json").json
    assert set(shown) == {
        "kit", "kit_digest", "clients", "needed", "axes", "dimensions", "positions", "quadrants", "missing",
        "flags", "flagged", "scales", "problems",
    }  # fmt: skip
    assert shown["clients"] == 12
    assert shown["needed"] == {"percentiles": 200, "standard_error": 100}
    area = shown["dimensions"]["P3"]
    assert set(area) == {
        "clients", "mean", "standard_deviation", "min", "quartiles", "median", "max", "tenths", "bands",
        "percentiles",
    }  # fmt: skip
    assert area["bands"] == {"not-yet": 5, "partly": 2, "in-place": 5}
    assert (sum(area["tenths"]), area["percentiles"]) == (12, None)
    assert shown["missing"]["items"]["L16"]["rather_not_say"] == 1
    assert shown["missing"]["dimensions"]["F4"] == {
        "asked": 36, "blank": 1, "does_not_apply": 0, "rather_not_say": 1, "no_points": 0,
    }  # fmt: skip
    assert set(shown["positions"]) == {"counts", "none", "between"}
    assert set(shown["quadrants"]) == {"counts", "none", "near_crossroads"}
    time = shown["scales"][0]
    assert (time["dimension"], time["items"], time["complete"]) == ("P3", ["L04", "L05", "L06"], 12)
    assert time["alpha_interval"][0] < time["alpha"] < time["alpha_interval"][1]
    assert time["standard_error"] is None
    assert time["remarks"] == ["few-people", "few-for-standard-error"]
    assert "Person" not in json.dumps(shown)


@pytest.mark.parametrize("count", [1, 3])
def test_few_clients_are_told_plainly_and_nothing_is_invented(
    run: Run, practice: Practice, count: int
) -> None:
    write_inputs(practice.root, *[row(f"C-{number}", "Ada") for number in range(count)])
    ran, shown = run("cohort"), run("cohort", "--json")
    assert (ran.code, shown.code) == (0, 0)
    assert "nan" not in ran.out.lower().split()
    assert all(scale["alpha"] is None for scale in shown.json["scales"])
    for told in (*shown.json["axes"].values(), *shown.json["dimensions"].values()):
        assert (told["clients"], told["mean"], told["quartiles"], told["median"]) == (count, None, None, None)
        assert (told["min"], told["max"], told["tenths"], told["bands"]) == (None, None, [], {})
    assert re.search(rf"^What you have now +{count}(?: +–){{7}}$", ran.out, re.MULTILINE)
    assert re.search(r"^Time and energy(?: +–){3}$", ran.out, re.MULTILINE)
    why = (
        "too few clients answered all of its items"
        if count == 1
        else "all who answered gave the same answers"
    )
    assert f"Time and energy, A clear direction, Work that fits you: {why}." in ran.out
    assert "Flags: none." in ran.out
    assert run("cohort", "--pdf", "cohort.pdf").code == 0
    said = text_of(practice.root / "cohort.pdf")
    assert "fewer than 5 clients" in said
    assert "58" not in said, "no score of one of so few"


def test_nobody_at_all_is_told(run: Run, practice: Practice) -> None:
    write_inputs(practice.root, {"A1": "", "A12": ""})
    ran = run("cohort", "--json")
    assert (ran.code, ran.out) == (3, "")
    assert "There are no clients" in ran.err


def test_all_clients_held_gives_one_and_no_figures(run: Run, practice: Practice) -> None:
    write_inputs(practice.root, row("C-1", "Ada", L07="eleven"))
    ran = run("cohort", "--json")
    assert (ran.code, ran.json["clients"]) == (1, 0)
    assert ran.json["dimensions"]["P1"]["mean"] is None
    ran = run("cohort")
    assert (ran.code, ran.out.splitlines()[0]) == (1, "0 clients. Scores run from 0 to 100.")
    assert "eleven" in ran.err
    assert "Next: roadmap check" in ran.err


def test_percentiles_and_standard_errors_open_with_enough_clients(run: Run, practice: Practice) -> None:
    write_inputs(practice.root, *people(201))
    ran, shown = run("cohort"), run("cohort", "--json").json
    assert list(shown["axes"]["F"]["percentiles"]) == ["5", "10", "25", "50", "75", "90", "95"]
    assert shown["dimensions"]["F4"]["percentiles"] is None
    assert shown["scales"][0]["standard_error"] > 0
    assert re.search(r"^Percentiles +5 +10 +25 +50 +75 +90 +95$", ran.out, re.MULTILINE)
    assert "Percentiles are locked for Work that fits you: they need 200" in ran.out


@pytest.mark.parametrize(("count", "cautioned"), [(2, True), (29, True), (30, False)])
def test_figures_of_few_people_come_with_a_caution(
    run: Run, practice: Practice, count: int, *, cautioned: bool
) -> None:
    write_inputs(practice.root, *people(count))
    told = run("cohort").out
    assert ("under 30 complete answers all of this tells next to nothing" in told) is cautioned
    remarks = [figures["remarks"] for figures in run("cohort", "--json").json["scales"]]
    assert any("few-people" in each for each in remarks) is cautioned
    table = told.split("With the rest\n")[1].splitlines()[:8]
    assert all(line.endswith(" –") for line in table) is (count == 2)


def test_flags_are_told_the_frequent_ones_first(run: Run, practice: Practice) -> None:
    write_inputs(
        practice.root, *people(5), row("X-1", "Xenia", Q1="1"), row("X-2", "Xaver", Q1="2", L07="5", L08="5")
    )
    told = run("cohort").out.split("Flags  ")[1].splitlines()
    assert re.fullmatch(r"The client says that the form did not fit +2", told[1])
    assert re.fullmatch(r"Can describe work in five years / Takes work as it comes +1", told[2])
    assert told[3].endswith("between them: both answered high, and they seem to pull two ways.")
    assert told[4] == "2 clients with one or more. They are questions to ask and change no score."


def test_a_kit_without_position_and_scales(capsys: pytest.CaptureFixture[str]) -> None:
    asked = kit().questionnaire
    scoring = asked.scoring.model_copy(update={"position": None, "quadrants": None})
    dimensions = tuple(part.model_copy(update={"reliability": ()}) for part in asked.dimensions)
    plain = asked.model_copy(update={"scoring": scoring, "dimensions": dimensions})
    cards = [card_of(client(dict.fromkeys(("L07", "L08"), 3)), plain)] * 200
    print_cohort(sum_up(cards, plain), plain, kit().wordings["en"])
    told = capsys.readouterr().out
    for absent in ("Position", "On the map", "hang together", "With the rest"):
        assert absent not in told
    assert "Percentiles are locked for What you have now, Building ahead, Pay and job security" in told
    assert told.count("A clear direction") == 4, "scores, levels, missing answers, percentiles"


def test_the_json_of_a_kit_without_position() -> None:
    asked = kit().questionnaire
    scoring = asked.scoring.model_copy(update={"position": None, "quadrants": None})
    plain = replace(kit(), questionnaire=asked.model_copy(update={"scoring": scoring}))
    together = Together(
        Reading(plain, Intake((), (), (), ()), is_default=True), sum_up((), plain.questionnaire)
    )
    shown = of_together(together)
    assert (shown["positions"], shown["quadrants"]) == (None, None)


def test_the_pages(run: Run, cohort: Practice) -> None:
    ran = run("cohort", "--html", "cohort.html", "--pdf", "cohort.pdf")
    assert (ran.code, ran.out) == (0, "")
    assert "Wrote what 12 clients answered to cohort.pdf." in ran.err
    assert "Next: roadmap status   " in ran.err, "nobody goes in a circle"
    page = (cohort.root / "cohort.html").read_text(encoding="utf-8").replace("\N{NO-BREAK SPACE}", " ")
    assert "12 clients of Test Practice." in page
    assert not re.search(r"""(src|href)="(?!data:)|url\((?!data:)|@import|<script""", page)
    with pikepdf.open(cohort.root / "cohort.pdf") as pdf:
        assert len(pdf.pages) == 1
        assert pdf.check_pdf_syntax() == []
        assert pdf.Root.MarkInfo.Marked
    said = text_of(cohort.root / "cohort.pdf")
    for text in ("All clients together", "Time and energy", "No percentiles.", "not for hiring"):
        assert text in said
    assert "Person" not in said + page
    assert (cohort.root / "cohort.pdf").stat().st_mode & 0o777 == 0o600


@pytest.mark.proof
def test_the_same_answers_give_the_same_bytes_again(run: Run, cohort: Practice) -> None:
    first, second = cohort.root / "one.pdf", cohort.root / "two.pdf"
    for path in (first, second):
        assert run("cohort", "--pdf", path, "--as-of", f"20{len(path.name)}6-01-01").code == 0
    assert first.read_bytes() == second.read_bytes()
    assert run("cohort", "--pdf", first).code == 0, "a file is written over"


def test_the_page_bears_the_days_of_the_answers(run: Run, practice: Practice) -> None:
    days = ("2026-05-03", "2026-03-10 09:00", "2026-08-19 23:00", "", "2026-04-01")
    write_inputs(practice.root, *[row(f"C-{number}", "Ada", A0=day) for number, day in enumerate(days)])
    path = practice.root / "cohort.pdf"
    assert run("cohort", "--pdf", path).code == 0
    assert "Answered from 10 March 2026 to 19 August 2026." in text_of(path)
    metadata = pypdf.PdfReader(path).metadata
    assert metadata is not None
    assert str(metadata["/CreationDate"]) == "D:20260819"


@pytest.mark.parametrize(
    ("option", "file", "told"),
    [
        ("--pdf", "inputs/cohort.pdf", "where the answers are"),
        ("--pdf", "cohort.html", "does not end in .pdf"),
        ("--html", "roadmap.toml", "does not end in .html"),
        ("--html", "new/cohort.html", "There is no folder"),
        ("--pdf", "folder.pdf", "is a directory"),
    ],
)
def test_where_no_page_may_be_written(run: Run, cohort: Practice, option: str, file: str, told: str) -> None:
    (cohort.root / "folder.pdf").mkdir()
    before = tree(cohort.root)
    ran = run("cohort", option, file)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert tree(cohort.root) == before


def test_a_practice_says_it_in_its_own_words(run: Run, cohort: Practice) -> None:
    set_wording(cohort, '[texts.cohort]\ntitle = "Our clients"\n')
    assert run("cohort", "--pdf", "cohort.pdf").code == 0
    reader = pypdf.PdfReader(io.BytesIO((cohort.root / "cohort.pdf").read_bytes()))
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("Our clients", "Test Coach")


def test_no_report_depends_on_other_clients(run: Run, tmp_path: Path) -> None:
    alone = new_practice(tmp_path / "alone", row("A-1", "Ada"), settings=SETTINGS)
    crowd = new_practice(tmp_path / "crowd", row("A-1", "Ada"), *people(30), settings=SETTINGS)
    cards = [
        run("--practice", load_practice(made.root).root, "score", "--json").json["clients"][0]
        for made in (alone, crowd)
    ]
    assert cards[0] == cards[1]


def test_the_table_needs_no_printer(cohort: Practice) -> None:
    script = (
        "import sys\nfrom pipeline.cli.main import roadmap\n"
        "roadmap(['cohort', '--json'], standalone_mode=False)\n"
        "heavy = ('weasyprint', 'jinja2', 'babel', 'PIL')\n"
        "print([name for name in heavy if name in sys.modules], file=sys.stderr)"
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=cohort.root)
    assert done.stderr.strip().splitlines()[-1] == "[]"
