import errno
import io
import json
from pathlib import Path

import pypdf
import pytest

from pipeline.files import run_lock
from pipeline.practice import Practice
from tests.cli.conftest import Run
from tests.practices import ADA, BEN, CLEO, row, tree, write_inputs

OUTCOME = {"id", "name", "status", "reasons", "pdf", "brief", "pages", "seconds"}


def test_reports_are_made_once(run: Run, practice: Practice) -> None:
    first = run("reports", "--json", "-q")
    assert (first.code, first.err) == (0, "")
    assert set(first.json) == {"clients", "problems", "counts", "put_away", "strays", "drafts", "seconds"}
    assert first.json["put_away"] == []
    assert first.json["counts"] == {"made": 3, "current": 0, "held": 0, "failed": 0}
    ada = first.json["clients"][0]
    assert set(ada) == OUTCOME
    assert (ada["id"], ada["name"], ada["status"], ada["reasons"]) == (
        "C-1",
        "Ada Byron",
        "made",
        ["new client"],
    )
    assert (ada["pdf"], ada["pages"]) == ("outputs/reports/ada_byron-c-1.pdf", 1)
    assert ada["brief"] == "outputs/briefs/ada_byron-c-1.pdf"
    assert ada["seconds"] > 0
    for pdf in (ada["pdf"], ada["brief"]):
        assert "Ada Byron" in pypdf.PdfReader(practice.root / pdf).pages[0].extract_text()
    before = {**tree(practice.reports), **tree(practice.briefs)}
    second = run("reports")
    assert second.code == 0
    *rows, summary = second.out.splitlines()
    assert summary.startswith("Made for 0 clients, 3 unchanged, 0 held, 0 failed, in ")
    assert [row.split()[3] for row in rows[1:]] == ["current"] * 3
    assert summary.endswith(" Reports are in outputs/reports/, briefs for you in outputs/briefs/.")
    assert all(row.endswith("nothing changed") for row in rows[1:])
    assert {**tree(practice.reports), **tree(practice.briefs)} == before


def test_the_same_bytes_in_one_process_or_two(run: Run, practice: Practice) -> None:
    run("reports", "--workers", "1")
    one = tree(practice.reports), tree(practice.briefs)
    run("reports", "--workers", "2", "--force")
    assert (tree(practice.reports), tree(practice.briefs)) == one


def test_what_was_made_is_listed_with_the_reason(run: Run, practice: Practice) -> None:
    run("reports")
    write_inputs(practice.root, ADA | {"L07": "5"}, BEN, CLEO)
    ran = run("reports")
    header, made, ben, cleo, summary = ran.out.splitlines()
    assert header.split() == ["Client", "Report", "PDF", "Why"]
    assert made.split(maxsplit=5) == [
        "Ada",
        "Byron",
        "(C-1)",
        "made",
        "ada_byron-c-1.pdf",
        "answer changed: “Can describe work in five years” (L07)",
    ]
    assert [row.split()[3] for row in (ben, cleo)] == ["current", "current"]
    assert summary.startswith("Made for 1 client, 2 unchanged")
    assert "1 of 1" in ran.err
    assert "Next: " in ran.err


@pytest.mark.parametrize("client", ["C-2", "c-2", "BEN", "c-2@example.com", "osei"])
def test_one_client_by_id_mail_or_name(run: Run, practice: Practice, client: str) -> None:
    ran = run("reports", "--client", client, "--json")
    assert [outcome["id"] for outcome in ran.json["clients"]] == ["C-2"]
    assert list(tree(practice.reports)) == ["ben_osei-c-2.pdf"]


@pytest.mark.parametrize(
    ("client", "told"),
    [
        ("Zoe", 'No client is "Zoe", by id, e-mail or name.\nThe clients are: C-1, C-2, C-3.\n  C-1: Ada B'),
        (
            "b",
            '"b" fits more than one client: C-1, C-2.\nName one of them by id.\n  C-1: Ada Byron\n  C-2: Ben',
        ),
        ("?", 'No client is "?"'),
        ("nos", 'No client is "nos"'),
    ],
)
def test_an_unknown_or_unclear_client_is_two(run: Run, practice: Practice, client: str, told: str) -> None:
    ran = run("reports", "--client", client)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert not practice.reports.exists()


def test_a_held_client_is_one_and_the_others_are_made(run: Run, practice: Practice) -> None:
    write_inputs(practice.root, ADA, BEN | {"L07": "eleven"}, CLEO)
    ran = run("reports")
    assert ran.code == 1
    assert "Made for 2 clients, 0 unchanged, 1 held" in ran.out
    assert "inputs/clients.csv, " in ran.err
    assert "Next: roadmap check" in ran.err
    shown = run("reports", "--client", "C-2", "--json").json
    assert shown["counts"]["held"] == 1


def test_a_held_client_has_no_report_to_send(run: Run, practice: Practice) -> None:
    run("reports")
    write_inputs(practice.root, ADA, BEN | {"L07": "eleven"}, CLEO)
    held = run("reports", "--client", "C-2", "--json").json["clients"][0]
    assert (held["status"], held["pdf"], held["brief"]) == ("held", None, None)
    (row,) = [line for line in run("reports").out.splitlines() if "held  " in line]
    assert row.split()[:5] == ["Ben", "Osei", "(C-2)", "held", "–"]


def test_who_gave_no_id_is_called_by_name(run: Run, practice: Practice) -> None:
    write_inputs(practice.root, row("", "Ada Byron", A8="ada@example.com"), BEN)
    made = run("reports", "--client", "ada", "--json").json["clients"][0]
    write_inputs(practice.root, row("", "Ada Byron", A8="ada@example.com", L07="eleven"), BEN)
    for command in (["check"], ["reports"], ["score"], ["explain", "ada"]):
        ran = run(*command)
        assert "Ada Byron" in ran.out + ran.err
        assert made["id"] not in (ran.out + ran.err).replace(made["pdf"], "")
    assert run("check", "--json").json["problems"][0]["client"] == made["id"]


def test_reports_that_are_put_away_are_told(run: Run, practice: Practice) -> None:
    run("reports")
    write_inputs(practice.root, ADA)
    ran = run("reports", "--json")
    assert ran.json["put_away"] == [
        "outputs/old/ben_osei-c-2.pdf",
        "outputs/old/briefs/ben_osei-c-2.pdf",
        "outputs/old/briefs/cleo_marsh-c-3.pdf",
        "outputs/old/cleo_marsh-c-3.pdf",
    ]
    assert (
        "4 PDFs of people no longer in the inputs, or passed over there, were moved to outputs/old/."
        in ran.err
    )
    assert "moved" not in run("reports").err


def test_where_processes_cannot_share_memory_they_print_all_the_same(
    run: Run, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_denied(*_: object) -> None:
        raise OSError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("multiprocessing.synchronize._multiprocessing.SemLock", is_denied)
    ran = run("reports", "--workers", "2")
    assert (ran.code, len(tree(practice.reports))) == (0, 3)


def test_a_template_that_cannot_be_filled_is_told(run: Run, practice: Practice) -> None:
    (practice.own_kit / "report.html").write_text("<p>\n{{ nothing }}\n")
    ran = run("reports")
    assert ran.code == 3
    assert "report.html, line 2" in ran.err
    assert list(tree(practice.reports)) == []


def test_a_brief_that_cannot_be_filled_is_told_and_the_report_is_made(run: Run, practice: Practice) -> None:
    (practice.own_kit / "brief.html").write_text("<p>\n{{ 1 / (report.name|length - report.name|length) }}\n")
    ran = run("reports", "--client", "ada")
    assert ran.code == 1
    assert "The brief could not be made: brief.html, line 2" in ran.err
    (told,) = [line for line in ran.out.splitlines() if line.startswith("Ada Byron")]
    assert told.split()[3:5] == ["failed", "ada_byron-c-1.pdf"]
    assert "brief: brief.html, line 2" in told
    assert ran.out.splitlines()[-1].endswith("seconds. Reports are in outputs/reports/.")
    assert list(tree(practice.reports)) == ["ada_byron-c-1.pdf"]
    assert list(tree(practice.briefs)) == []


@pytest.mark.parametrize("workers", ["0", "-1", "62", "10000"])
def test_more_processes_than_can_be_are_refused(run: Run, practice: Practice, workers: str) -> None:
    ran = run("reports", "--workers", workers)
    assert ran.code == 2
    assert f"{workers} is not in the range 1<=x<=61" in ran.err
    assert not practice.outputs.exists()


def test_a_limit_is_told(run: Run, practice: Practice) -> None:
    ran = run("reports", "--limit", "2")
    assert ran.out.splitlines()[-1].startswith("Made for 2 clients")
    assert "1 more client due, left for later by --limit." in ran.err
    assert len(tree(practice.reports)) == 2


def test_an_unknown_language_is_two(run: Run, practice: Practice) -> None:
    ran = run("reports", "--language", "tlh")
    assert ran.code == 2
    assert 'does not speak "tlh"' in ran.err
    assert not practice.reports.exists()


def test_a_second_run_is_told_who_is_at_work(run: Run, practice: Practice) -> None:
    with run_lock(practice.outputs):
        ran = run("reports")
    assert ran.code == 3
    assert "Another run is at work" in ran.err
    assert "process " in ran.err


def test_a_damaged_ledger_is_three(run: Run, practice: Practice) -> None:
    practice.outputs.mkdir()
    practice.ledger.write_bytes(b"x" * 5000)
    ran = run("reports")
    assert ran.code == 3
    assert "ledger.sqlite3 is damaged" in ran.err
    assert "backup" in ran.err


def test_the_pdf_says_whose_it_is_and_from_what(run: Run, practice: Practice) -> None:
    run("reports", "--client", "ada")
    content = (practice.reports / "ada_byron-c-1.pdf").read_bytes()
    about = pypdf.PdfReader(io.BytesIO(content)).metadata
    assert about is not None
    assert str(about["/ClientID"]) == "C-1"
    assert len(str(about["/InputDigest"])) == 64
    assert Path(practice.root).name not in str(about)


def test_a_client_asked_for_by_name_does_not_answer_for_others(run: Run, practice: Practice) -> None:
    write_inputs(practice.root, ADA | {"L01": "9"}, BEN)
    asked = run("reports", "--client", "Ben", "--json")
    assert asked.code == 0
    assert asked.json["problems"] == []
    assert run("reports").code == 1


def test_a_report_that_overflows_is_held_with_the_page_and_the_section(run: Run, practice: Practice) -> None:
    page = practice.own_kit / "report.html"
    wide = '<p id="wide" style="white-space: nowrap">' + "far too wide " * 40 + "</p>"
    page.write_text(page.read_text().replace("<h1>", wide + "<h1>"))
    for _ in ("printed", "looked at again"):
        ran = run("reports", "--client", "ada", "--json")
        (client,) = ran.json["clients"]
        assert (ran.code, client["status"], client["pages"]) == (1, "held", 1)
        assert client["reasons"][0].startswith("Something runs out of its box")
        (problem,) = ran.json["problems"]
        assert (problem["file"], problem["client"], problem["severity"]) == (client["pdf"], "C-1", "error")
        assert problem["message"].endswith('page 1, in "wide".')


def test_a_report_for_archives_holds_what_score_prints(run: Run, practice: Practice) -> None:
    settings = practice.root / "roadmap.toml"
    settings.write_text(settings.read_text() + "[reports]\narchive = true\n")
    made = run("reports", "--client", "ada", "--json").json["clients"][0]
    pdf = pypdf.PdfReader(practice.root / made["pdf"])
    cards = {card["client"]: card for card in run("score", "--json").json["clients"]}
    assert json.loads(pdf.attachments["scorecard.json"][0]) == cards["C-1"]
    assert not pypdf.PdfReader(practice.root / made["brief"]).attachments
    bytes_then = (practice.root / made["pdf"]).read_bytes()
    again = run("reports", "--client", "ada", "--force", "--json").json["clients"][0]
    assert again["status"] == "made"
    assert (practice.root / made["pdf"]).read_bytes() == bytes_then


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--cluster", ""), 3, "is not the address of a Dask scheduler"),
        (("--cluster", "tcp://127.0.0.1:1", "--workers", "2"), 2, "--workers is for this machine"),
        (("--workers", "0"), 2, "0 is not in the range"),
        (("--workers", "1000000"), 2, "1000000 is not in the range"),
    ],
)
def test_what_nothing_could_print_with_is_told_before_any_work(
    run: Run, practice: Practice, options: tuple[str, ...], code: int, said: str
) -> None:
    told = run("reports", *options)
    assert told.code == code
    assert said in told.err
    assert not practice.outputs.exists()
