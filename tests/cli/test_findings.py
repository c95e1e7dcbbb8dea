"""What ``check`` tells people, word for word."""

from dataclasses import replace

import pytest

from pipeline.cli.findings import print_findings
from pipeline.intake import Intake
from pipeline.intake.results import InputFile, InputRow
from pipeline.models.problem import Problem
from pipeline.practice import Practice
from pipeline.workflow.fixing import Fixes
from pipeline.workflow.reading import Reading, check
from tests.cli.conftest import Run
from tests.practices import ADA, BEN, row, write_inputs

pytestmark = pytest.mark.usefixtures("same_program")

FILE = "inputs/clients.xlsx"


def bad(cell: str, *, found: str = "7", client: str | None = "C-2", **changed: str) -> Problem:
    return Problem(
        FILE,
        "This number is not on the scale.",
        "Write 1 (strongly disagree), 2 (disagree), 3 (neither), 4 (agree), 5 (strongly agree), nothing.",
        sheet="S",
        cell=cell,
        row=int(cell[1:]),
        client=client,
        found=found,
        **{"field": "L03", **changed},  # type: ignore[arg-type]
    )


def reading_of(practice: Practice, *problems: Problem) -> Reading:
    """Return the reading of a practice, as if it had found these problems in these files."""
    reading = check(practice)
    files = (
        InputFile(FILE, "google-forms", 1204),
        InputFile("inputs/calls.csv", "call-list", 3),
        InputFile("inputs/broken.xlsx", None, 0),
        InputFile("inputs/old.csv", None, 0, copy="inputs/mended.xlsx"),
        InputFile("inputs/more.xlsx", "workbook", 1),
    )
    own = {client.id: client.source for client in reading.intake.clients}
    clients = tuple(
        replace(client, source=replace(own[client.id], file=FILE)) for client in reading.intake.clients
    )
    rows = tuple(
        InputRow(client.id, client.name, None, FILE, "S", number, "client")
        for number, client in enumerate(clients, start=2)
    )
    rows += (InputRow("C-9", "Eve", None, FILE, "S", 9, "held"),)
    return replace(reading, intake=Intake(clients, problems, files, rows))


def shown(practice: Practice, capsys: pytest.CaptureFixture[str], *problems: Problem) -> str:
    reading = reading_of(practice, *problems)
    fixes = Fixes({FILE: "outputs/to-fix/clients.xlsx"})
    print_findings(reading, fixes, reading.kit.wordings["en"])
    return capsys.readouterr().out


def test_each_kind_of_problem_is_told_once(practice: Practice, capsys: pytest.CaptureFixture[str]) -> None:
    out = shown(
        practice,
        capsys,
        bad("H3", field="L04", found="x" * 60),
        *(bad(f"G{number}", found=str(number)) for number in (5, 6, 7, 8, 9, 11, 13)),
        Problem(
            FILE,
            "These columns belong to no question and were not read: AR “Hobby”.",
            "Pin them.",
            sheet="S",
            row=1,
            severity="warning",
        ),
        Problem(
            FILE,
            "A later row is used.",
            "Nothing needs doing.",
            sheet="S",
            row=4,
            client="C-1",
            severity="warning",
            needs_doing=False,
        ),
        Problem("inputs/broken.xlsx", "The file is damaged.", "Export it again."),
    )
    assert out == (
        "File                 Read as                Sheet  Rows   Ready  Held\n"
        "inputs/clients.xlsx  answers, google-forms  S      1,204  3      1\n"
        "inputs/calls.csv     list of calls          –      3      –      –\n"
        "inputs/broken.xlsx   not read               –      –      –      –\n"
        "inputs/old.csv       its mended copy        –      –      –      –\n"
        "inputs/more.xlsx     answers                –      1      –      –\n"
        "\n"
        "inputs/clients.xlsx\n"
        "  7 errors · “I worry that I could lose this work within six months.” · G5:G9, G11, G13\n"
        "      found “5”, “6”, “7”: This number is not on the scale.\n"
        "      → Write 1 (strongly disagree), 2 (disagree), 3 (neither), 4 (agree), 5 (strongly agree),\n"
        "        nothing.\n"
        "  1 error · “My work hours leave me enough time for family, health and rest.” · H3 Ben Osei (C-2)\n"
        "      found “xxxxxxxxxxxxxxxxxxxxxxxxxxxxx…”: This number is not on the scale.\n"
        "      → Write 1 (strongly disagree), 2 (disagree), 3 (neither), 4 (agree), 5 (strongly agree),\n"
        "        nothing.\n"
        "  1 warning · row 1\n"
        "      These columns belong to no question and were not read: AR “Hobby”.\n"
        "      → Pin them.\n"
        "  (nothing to do) row 4: A later row is used.\n"
        "  To mend these in a copy of the sheet: outputs/to-fix/clients.xlsx\n"
        "\n"
        "inputs/broken.xlsx\n"
        "  1 error\n"
        "      The file is damaged.\n"
        "      → Export it again.\n"
        "\n"
    )
    assert max(map(len, out.splitlines())) <= 100


def test_a_client_whom_nobody_knows_is_named_as_the_row_does(
    practice: Practice, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "G5 Somebody\n" in shown(practice, capsys, bad("G5", client="Somebody"))


def test_many_places_are_counted(practice: Practice, capsys: pytest.CaptureFixture[str]) -> None:
    out = shown(practice, capsys, *(bad(f"G{number}") for number in range(1, 60, 2)))
    assert "  30 errors" in out
    assert "G1, G3, G5, G7, G9, G11, G13, G15 and 22 more" in " ".join(out.split())


def test_what_is_wrong_with_many_questions_in_the_same_way_is_told_once(
    practice: Practice, capsys: pytest.CaptureFixture[str]
) -> None:
    questions = {"G": "L03", "H": "L04", "I": "L05", "J": "L06"}
    out = shown(
        practice, capsys, *(bad(f"{name}{row}", field=questions[name]) for name in "GHIJ" for row in (2, 3))
    )
    assert "  8 errors · 4 questions · G2:J3\n" in out
    assert out.count("This number is not on the scale.") == 1


def test_a_flood_is_told_in_part(practice: Practice, capsys: pytest.CaptureFixture[str]) -> None:
    kinds = [
        Problem(FILE, f"Wrong in way {way}.", "Mend it.", row=row) for way in range(60) for row in range(2, 4)
    ]
    rest = Problem(FILE, "502 more problems of this file are counted.", "Check again.")
    out = shown(practice, capsys, *kinds, rest)
    assert out.count("Wrong in way") == 40
    assert "502 more problems of this file are counted." in out, "what is left out already is always told"
    assert "  … and 20 more kinds of problems, found 40 times; check --json lists them all\n" in out
    assert "outputs/to-fix/clients.xlsx" in out


def test_of_many_files_each_is_told_in_part(practice: Practice, capsys: pytest.CaptureFixture[str]) -> None:
    kinds = [
        Problem(file, f"Wrong in way {way}.", "Mend it.", row=2)
        for file in (FILE, "inputs/calls.csv", "inputs/broken.xlsx")
        for way in range(20)
    ]
    out = shown(practice, capsys, *kinds)
    assert out.count("Wrong in way") == 3 * 13
    assert out.count("… and 7 more kinds of problems") == 3


def test_text_of_a_sheet_stays_text(practice: Practice, capsys: pytest.CaptureFixture[str]) -> None:
    out = shown(practice, capsys, bad("G5", found="\x1b[2J\n\u202e\u2028x"))
    assert not {"\x1b", "\u202e", "\u2028"} & set(out)


def test_check_makes_the_copy_and_says_where(run: Run, practice: Practice) -> None:
    write_inputs(practice.root, ADA, BEN | {"L07": "eleven"}, row("C-4", "Dora", L07="twelve"))
    ran = run("check")
    assert ran.code == 1
    assert "  2 errors · “" in ran.out
    assert "To mend these in a copy of the sheet: outputs/to-fix/clients.xlsx" in ran.out
    assert (practice.to_fix / "clients.xlsx").is_file()
    (file,) = run("check", "--json").json["files"]
    assert file["fixit"] == "outputs/to-fix/clients.xlsx"


def test_a_copy_that_is_being_mended_is_told(run: Run, practice: Practice) -> None:
    write_inputs(practice.root, BEN | {"L07": "eleven"})
    practice.to_fix.mkdir(parents=True)
    (practice.to_fix / "clients.xlsx").write_bytes(b"mine")
    ran = run("check")
    assert ran.code == 1
    assert "was changed since it was made" in ran.err


def test_the_copy_is_told_even_if_there_is_no_client_at_all(run: Run, practice: Practice) -> None:
    path = write_inputs(practice.root, ADA)
    header, cells = path.read_text().splitlines()
    path.write_text(f"{header},L01\n{cells},3\n")
    ran = run("check")
    assert ran.code == 3
    assert "To mend these in a copy of the sheet: outputs/to-fix/clients.xlsx" in ran.err
    assert ran.out == ""


def test_without_a_client_places_are_told_as_otherwise(run: Run, practice: Practice) -> None:
    path = practice.inputs / "clients.csv"
    header, *rows = path.read_text().splitlines()
    path.write_text("\n".join([header, f'"{rows[0]}', *rows]))
    ran = run("check")
    assert ran.code == 3
    assert "  1 error · row 2\n" in ran.err
    assert "There are no clients in inputs/clients.csv." in ran.err
    assert "Add a row for each" not in ran.err, "there are rows, and they could not be read"
    for command in ("score", "reports", "cohort"):
        assert "  inputs/clients.csv, row 2: A quotation mark" in run(command).err


def test_people_who_share_an_address_are_told_apart(run: Run, practice: Practice) -> None:
    shared = {"A8": "both@example.com", "A12": ""}
    write_inputs(practice.root, ADA | shared | {"L07": "x"}, BEN | shared | {"L08": "y"})
    for command in ("check", "score", "reports"):
        ran = run(command)
        told = (ran.out + ran.err).splitlines()
        assert any(ADA["A1"] in line and "2" in line for line in told)
        assert any(BEN["A1"] in line and "3" in line for line in told)
        assert not any(f"3 {ADA['A1']}" in line or f"2 {BEN['A1']}" in line for line in told)


def test_a_row_without_a_name_is_told_by_its_place_alone(run: Run, practice: Practice) -> None:
    write_inputs(practice.root, ADA | {"A1": "", "A12": ""})
    out = run("check").out
    (line,) = [line for line in out.splitlines() if line.startswith("  1 error")]
    assert line.rsplit(" · ", 1)[1] in {"A2", "B2", "row 2"}


def test_rows_add_up_and_notes_are_no_warnings(run: Run, practice: Practice) -> None:
    write_inputs(practice.root, ADA, BEN)
    write_inputs(practice.root, ADA, name="again.csv")
    ran = run("check")
    lines = [line.split() for line in ran.out.splitlines()]
    assert lines[0] == ["File", "Read", "as", "Sheet", "Rows", "Ready", "Held", "Superseded"]
    counts = [list(map(int, line[-4:])) for line in lines[1:3]]
    assert sorted(counts) == [[1, 0, 0, 1], [2, 2, 0, 0]] or sorted(counts) == [[1, 1, 0, 0], [2, 1, 0, 1]]
    assert "2 clients ready, 0 held, 0 warnings." in ran.out
    assert "To mend" not in ran.out
    severities = {problem["severity"] for problem in run("check", "--json").json["problems"]}
    assert severities == {"warning"}


def test_no_copy_is_made_for_columns_that_are_not_read(run: Run, practice: Practice) -> None:
    path = practice.inputs / "clients.csv"
    header, *rows = path.read_text().splitlines()
    path.write_text("\n".join([f"{header},Hobby", *(f"{cells},chess" for cells in rows)]))
    ran = run("check")
    assert "Hobby" in ran.out
    assert "To mend" not in ran.out
    assert not practice.to_fix.exists()


def test_long_names_of_files_leave_room_for_the_table(run: Run, practice: Practice) -> None:
    (practice.inputs / "clients.csv").rename(practice.inputs / f"{'clients ' * 15}of May.csv")
    (practice.inputs / "broken.xlsx").write_bytes(b"")
    table = run("check").out.split("\n\n")[0].splitlines()
    assert max(map(len, table)) <= 80
    assert any("inputs/clients" in line and "…" in line and "of May.csv  answers" in line for line in table)
