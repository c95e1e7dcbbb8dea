import stat
from pathlib import Path

import pytest
from openpyxl import Workbook

from pipeline.practice import Practice
from tests.cli.conftest import Run
from tests.practices import ADA, BEN, SETTINGS, row, set_wording, tree, write_inputs

PROBLEM = {"file", "sheet", "cell", "row", "client", "field", "found", "message", "fix", "severity"}


def test_good_inputs(run: Run, practice: Practice) -> None:
    ran = run("check")
    assert (ran.code, ran.out) == (0, "3 clients ready, 0 held, 0 warnings.\n")
    assert not practice.outputs.exists(), "nothing is made"


@pytest.mark.usefixtures("practice")
def test_the_json_of_good_inputs(run: Run) -> None:
    ran = run("check", "--json")
    assert ran.code == 0
    assert ran.json["clients"][0] == {
        "id": "C-1",
        "name": "Ada Byron",
        "file": "inputs/clients.csv",
        "sheet": None,
        "row": 2,
        "ok": True,
        "status": "client",
    }
    assert ran.json["problems"] == []
    (file,) = ran.json["files"]
    assert set(file) == {"file", "layout", "rows", "fixit"}
    assert (file["file"], file["rows"], file["fixit"]) == ("inputs/clients.csv", 3, None)


def test_a_bad_cell_is_told_with_its_place_and_what_to_do(run: Run, practice: Practice) -> None:
    write_inputs(practice.root, ADA, BEN | {"L07": "eleven"})
    ran = run("check")
    assert ran.code == 1
    told, summary = ran.out, ran.out.splitlines()[-1]
    assert "Ben Osei (C-2)" in told
    assert "inputs/clients.csv" in told
    assert "→ " in told
    assert summary == "1 client ready, 1 held, 0 warnings."
    assert "Next: roadmap check" in ran.err
    shown = run("check", "--json")
    assert shown.code == 1
    (problem,) = shown.json["problems"]
    assert set(problem) == PROBLEM
    assert (problem["row"], problem["client"], problem["field"]) == (3, "C-2", "L07")
    assert (problem["found"], problem["severity"]) == ("eleven", "error")
    assert problem["cell"] in told
    assert [client["ok"] for client in shown.json["clients"]] == [True, False]
    assert [client["status"] for client in shown.json["clients"]] == ["client", "held"]


def test_warnings_alone_are_no_failure(run: Run, practice: Practice) -> None:
    write_inputs(practice.root, ADA | {"Favourite colour": "blue"})
    ran = run("check")
    assert ran.code == 0
    assert "1 warning · " in ran.out
    assert "1 warning." in ran.out


def test_what_the_brand_cannot_be_given_is_told_before_anything_is_printed(
    run: Run, practice: Practice
) -> None:
    (practice.root / "roadmap.toml").write_text(SETTINGS + '[brand]\nprimary = "#FFD700"\n', encoding="utf-8")
    (practice.own_kit / "fonts").mkdir()
    (practice.own_kit / "fonts" / "Ours.ttf").write_bytes(b"no font")
    ran = run("check")
    assert ran.code == 0
    told = " ".join(ran.out.split())
    assert "roadmap.toml 1 warning found “#FFD700”: This colour is too light to read on paper" in told
    assert "fonts/Ours.ttf 1 warning This file is no font that can be read" in told
    assert told.endswith("3 clients ready, 0 held, 2 warnings.")
    problems = run("check", "--json").json["problems"]
    assert [(each["file"], each["field"], each["severity"]) for each in problems] == [
        ("roadmap.toml", "brand.primary", "warning"),
        ("fonts/Ours.ttf", None, "warning"),
    ]


def test_a_logo_and_a_photo_that_cannot_be_printed_are_told_with_all_else(
    run: Run, practice: Practice
) -> None:
    pictures = '[brand]\nlogo = "logo.png"\n'
    settings = SETTINGS + 'coach_photo = "me.jpg"\n' + pictures
    (practice.root / "roadmap.toml").write_text(settings, encoding="utf-8")
    for name in ("logo.png", "me.jpg"):
        (practice.root / name).write_bytes(b"\x89PNG torn")
    write_inputs(practice.root, ADA, BEN | {"L07": "eleven"})
    ran = run("check")
    assert ran.code == 1
    told = " ".join(ran.out.split())
    assert "The logo logo.png is not a picture that can be read. → Give an SVG, PNG or JPEG file." in told
    assert "The photo me.jpg is not a picture that can be read. → Give a PNG or JPEG file." in told
    assert "“eleven”" in told
    problems = run("check", "--json").json["problems"]
    assert [(each["field"], each["severity"]) for each in problems] == [
        ("brand.logo", "error"), ("practice.coach_photo", "error"), ("L07", "error"),
    ]  # fmt: skip


@pytest.mark.usefixtures("practice")
def test_inputs_may_be_named_and_are_looked_up_from_here(run: Run, tmp_path: Path) -> None:
    write_inputs(tmp_path, BEN, name="other.csv")
    ran = run("check", "../inputs/other.csv", "--json")
    assert [client["id"] for client in ran.json["clients"]] == ["C-2"]
    assert ran.json["files"][0]["file"].endswith("inputs/other.csv")


def test_text_of_a_spreadsheet_cannot_steer_the_terminal(run: Run, practice: Practice) -> None:
    write_inputs(practice.root, row("C-9", "Eve", L07="\x1b[2J\u202eevil", B08="\u2029x\x07"))
    ran = run("check")
    assert ran.code == 1
    assert "\x1b" not in ran.out
    assert "\u202e" not in ran.out


class TestCannotStart:
    """Every situation ends with one clear message on stderr, code 3, nothing on stdout, nothing lost."""

    def ends(self, run: Run, practice: Practice, *told: str, code: int = 3, command: str = "check") -> None:
        before = tree(practice.root / "inputs") if practice.inputs.is_dir() else {}
        ran = run(command)
        assert ran.code == code
        assert ran.out == ""
        for words in told:
            assert words in ran.err
        assert "Traceback" not in ran.err
        assert (tree(practice.root / "inputs") if practice.inputs.is_dir() else {}) == before

    @pytest.fixture(params=["check", "score", "reports"])
    def command(self, request: pytest.FixtureRequest) -> str:
        return str(request.param)

    def test_no_practice(self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        ran = run("check")
        assert ran.code == 3
        assert "There is no roadmap.toml" in ran.err
        assert "roadmap init" in ran.err

    def test_no_inputs_folder(self, run: Run, practice: Practice, command: str) -> None:
        (practice.inputs / "clients.csv").unlink()
        practice.inputs.rmdir()
        self.ends(run, practice, "There is no ", "inputs", command=command)

    def test_an_empty_inputs_folder(self, run: Run, practice: Practice, command: str) -> None:
        (practice.inputs / "clients.csv").unlink()
        self.ends(run, practice, "There is no spreadsheet in", command=command)

    def test_a_sheet_with_a_header_only(self, run: Run, practice: Practice, command: str) -> None:
        path = practice.inputs / "clients.csv"
        path.write_text(path.read_text().splitlines()[0] + "\n")
        self.ends(run, practice, "inputs/clients.csv", command=command)

    def test_an_empty_sheet(self, run: Run, practice: Practice, command: str) -> None:
        (practice.inputs / "clients.csv").unlink()
        Workbook().save(practice.inputs / "clients.xlsx")
        self.ends(run, practice, "inputs/clients.xlsx", command=command)

    def test_an_empty_file(self, run: Run, practice: Practice, command: str) -> None:
        (practice.inputs / "clients.csv").write_bytes(b"")
        self.ends(run, practice, "inputs/clients.csv", command=command)

    def test_a_file_that_is_no_workbook(self, run: Run, practice: Practice, command: str) -> None:
        (practice.inputs / "clients.csv").rename(practice.inputs / "clients.xlsx")
        self.ends(
            run, practice, "None of the input files could be read", "inputs/clients.xlsx", command=command
        )

    def test_wrong_settings(self, run: Run, practice: Practice, command: str) -> None:
        (practice.root / "roadmap.toml").write_text(SETTINGS + "[brand]\nprimry = 1\naccent = 'red'\n")
        self.ends(
            run,
            practice,
            'line 5, brand.primry: there is no such key; did you mean "primary"?',
            "line 6, brand.accent: must be a colour",
            command=command,
        )

    def test_a_broken_kit(self, run: Run, practice: Practice, command: str) -> None:
        set_wording(practice, "[levels\n")
        self.ends(run, practice, "wording.en.toml", "not valid TOML", command=command)

    def test_an_unknown_kit(self, run: Run, practice: Practice, command: str) -> None:
        (practice.root / "roadmap.toml").write_text(SETTINGS + '[reports]\nkit = "wellness"\n')
        self.ends(run, practice, 'no kit named "wellness"', command=command)

    def test_a_language_that_the_kit_does_not_speak(self, run: Run, practice: Practice, command: str) -> None:
        (practice.root / "roadmap.toml").write_text(SETTINGS + 'language = "tlh"\n')
        self.ends(run, practice, 'language "tlh"', "to one of: en", command=command)

    def test_a_missing_logo(self, run: Run, practice: Practice, command: str) -> None:
        (practice.root / "roadmap.toml").write_text(SETTINGS + '[brand]\nlogo = "logo.svg"\n')
        self.ends(run, practice, 'there is no file "logo.svg"', command=command)

    def test_a_file_in_place_of_outputs(self, run: Run, practice: Practice) -> None:
        practice.outputs.write_text("mine")
        self.ends(run, practice, "outputs", "a file stands where a folder should be", command="reports")
        assert practice.outputs.read_text() == "mine"

    def test_outputs_that_may_not_be_written(self, run: Run, practice: Practice) -> None:
        practice.outputs.mkdir()
        practice.outputs.chmod(stat.S_IRUSR | stat.S_IXUSR)
        try:
            (practice.outputs / "probe").touch()
        except PermissionError:
            self.ends(run, practice, "outputs", "may not be written to", command="reports")
        else:
            pytest.skip("this user may write anywhere")
        finally:
            practice.outputs.chmod(stat.S_IRWXU)


def test_one_of_several_files_that_cannot_be_read_is_one(run: Run, practice: Practice) -> None:
    (practice.inputs / "more.xlsx").write_bytes(b"no workbook")
    ran = run("check", "--json")
    assert ran.code == 1
    assert {file["file"]: file["layout"] is None for file in ran.json["files"]} == {
        "inputs/clients.csv": False,
        "inputs/more.xlsx": True,
    }


def test_json_is_printed_even_where_nothing_could_be_read(run: Run, practice: Practice) -> None:
    (practice.inputs / "clients.csv").write_bytes(b"")
    ran = run("check", "--json")
    assert ran.code == 3
    assert ran.json["clients"] == []
    assert ran.json["problems"]
