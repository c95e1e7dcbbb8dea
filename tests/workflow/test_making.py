import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from pipeline.errors import LockedError, OutputError, SettingsError, TemplateError, UsageError
from pipeline.files import run_lock
from pipeline.ledger import Ledger
from pipeline.models.client import Client
from pipeline.models.making import Outcome
from pipeline.models.roadmap import Roadmap
from pipeline.models.scorecard import Scorecard
from pipeline.planning import Planner
from pipeline.practice import Practice, built_in, load_practice
from pipeline.workflow.candidates import Wish
from pipeline.workflow.explaining import explain
from pipeline.workflow.reading import check
from tests.practices import (
    ADA,
    BEN,
    CLEO,
    NOW,
    SETTINGS,
    FakePress,
    Notes,
    make,
    new_practice,
    reasons,
    row,
    set_wording,
    statuses,
    tree,
    write_inputs,
)

ALL = ("C-1", "C-2", "C-3")
NOBODY_PRINTS = FakePress(failing=ALL)
"""With this press a report that is printed fails, so "current" proves that nothing was printed."""


@pytest.fixture
def practice(tmp_path: Path) -> Practice:
    return new_practice(tmp_path / "practice")


@pytest.fixture
def done(practice: Practice) -> Practice:
    """A practice whose reports are made."""
    make(practice)
    return practice


def test_the_first_run_makes_everything(practice: Practice) -> None:
    watch = Notes()
    batch = make(practice, watch=watch)
    assert statuses(batch) == dict.fromkeys(ALL, "made")
    assert reasons(batch)["C-1"] == ("new client",)
    assert sorted(tree(practice.reports)) == ["ada_byron-c-1.pdf", "ben_osei-c-2.pdf", "cleo_marsh-c-3.pdf"]
    assert [outcome.pdf for outcome in batch.outcomes] == [
        f"outputs/reports/{name}" for name in sorted(tree(practice.reports))
    ]
    assert watch.total == 3
    assert sorted(outcome.id or "" for outcome in watch.seen) == list(ALL)
    assert batch.outcomes[0].pages == 8
    assert b"Ada Byron" in (practice.reports / "ada_byron-c-1.pdf").read_bytes()


def test_the_second_run_makes_nothing_and_says_why(done: Practice) -> None:
    before = tree(done.reports)
    batch = make(done, press=NOBODY_PRINTS, now=NOW + timedelta(days=400))
    assert statuses(batch) == dict.fromkeys(ALL, "current")
    assert set(reasons(batch).values()) == {("nothing changed",)}
    assert tree(done.reports) == before


def test_one_changed_answer_makes_one_report(done: Practice) -> None:
    write_inputs(done.root, ADA | {"L07": "5", "B08": "1-year"}, BEN, CLEO)
    batch = make(done, press=FakePress(failing=("C-2", "C-3")))
    assert statuses(batch) == {"C-1": "made", "C-2": "current", "C-3": "current"}
    assert reasons(batch)["C-1"] == ("answer changed: L07, B08",)


def test_the_order_of_rows_changes_nothing(done: Practice) -> None:
    write_inputs(done.root, CLEO, BEN, ADA)
    assert set(statuses(make(done, press=NOBODY_PRINTS)).values()) == {"current"}


def test_a_changed_brand_makes_all(done: Practice) -> None:
    (done.root / "roadmap.toml").write_text(SETTINGS + '[brand]\nprimary = "#102030"\n')
    batch = make(done)
    assert set(statuses(batch).values()) == {"made"}
    assert set(reasons(batch).values()) == {("brand changed: primary",)}


def test_a_changed_logo_makes_all(practice: Practice) -> None:
    logo = practice.root / "logo.svg"
    logo.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (practice.root / "roadmap.toml").write_text(SETTINGS + '[brand]\nlogo = "logo.svg"\n')
    make(practice)
    logo.write_text("<svg xmlns='http://www.w3.org/2000/svg'><g/></svg>")
    assert set(reasons(make(practice)).values()) == {("brand changed: logo.svg",)}


@pytest.mark.parametrize("name", ["sections/cover.html", "report.css"])
def test_a_changed_template_or_stylesheet_makes_all(done: Practice, name: str) -> None:
    own = done.own_kit / name
    own.parent.mkdir(parents=True)
    shutil.copy(built_in("templates") / "base" / name, own)
    assert set(statuses(make(done, press=NOBODY_PRINTS)).values()) == {"current"}, "the same bytes"
    with own.open("a") as file:
        file.write("/* <p>mine</p> */\n")
    batch = make(done)
    assert set(statuses(batch).values()) == {"made"}
    assert set(reasons(batch).values()) == {(f"kit changed: {name}",)}


def test_a_changed_sentence_makes_exactly_the_reports_that_print_it(done: Practice) -> None:
    kit = check(done).kit
    chosen = {client: actions_of(done, client) for client in ALL}
    action = min(chosen["C-2"] - chosen["C-1"] - chosen["C-3"])
    title = kit.wordings["en"].actions[action].title
    set_wording(done, f"[actions.{action}]\ntitle = '''{title} today'''\n")
    watch = Notes()
    batch = make(done, press=FakePress(failing=("C-1", "C-3")), watch=watch)
    assert statuses(batch) == {"C-1": "current", "C-2": "made", "C-3": "current"}
    assert reasons(batch)["C-2"] == ("kit changed: wording.en.toml",)
    assert reasons(batch)["C-1"] == ("kit changed: wording.en.toml", "the pages stay the same")
    assert (watch.total, [outcome.id for outcome in watch.seen]) == (1, ["C-2"]), "only what is printed"
    assert set(reasons(make(done, press=NOBODY_PRINTS)).values()) == {("nothing changed",)}


def test_a_lost_or_touched_pdf_is_made_again(done: Practice) -> None:
    before = tree(done.reports)
    (done.reports / "ada_byron-c-1.pdf").unlink()
    (done.reports / "ben_osei-c-2.pdf").write_bytes(b"edited")
    batch = make(done, press=FakePress(failing=("C-3",)))
    assert statuses(batch) == {"C-1": "made", "C-2": "made", "C-3": "current"}
    assert reasons(batch)["C-1"] == ("PDF is missing",)
    assert reasons(batch)["C-2"] == ("PDF was changed on disk",)
    assert tree(done.reports) == before


def test_the_same_input_gives_the_same_bytes_elsewhere(done: Practice, tmp_path: Path) -> None:
    other = new_practice(tmp_path / "other", CLEO, ADA, BEN)
    make(other, now=NOW + timedelta(days=99))
    assert tree(other.reports) == tree(done.reports)


def test_force_makes_all_again(done: Practice) -> None:
    batch = make(done, Wish(force=True, workers=1))
    assert set(statuses(batch).values()) == {"made"}
    assert set(reasons(batch).values()) == {("asked for",)}


def test_only_the_wanted_clients_are_made(practice: Practice) -> None:
    assert statuses(make(practice, Wish(clients=("ada", "c-3"), workers=1))) == {"C-1": "made", "C-3": "made"}


def test_a_limit_leaves_the_rest_for_later(practice: Practice) -> None:
    make(practice, Wish(clients=("C-3",), workers=1))
    batch = make(practice, Wish(limit=1, workers=1))
    assert statuses(batch) == {"C-1": "made", "C-3": "current"}
    assert batch.waiting == 1
    assert statuses(make(practice)) == {"C-1": "current", "C-2": "made", "C-3": "current"}


def test_a_renamed_client_gets_a_new_file_and_the_old_one_is_put_away(done: Practice) -> None:
    before = (done.reports / "ada_byron-c-1.pdf").read_bytes()
    write_inputs(done.root, ADA | {"A1": "Ada King"}, BEN, CLEO)
    batch = make(done)
    assert batch.outcomes[0].pdf == "outputs/reports/ada_king-c-1.pdf"
    assert reasons(batch)["C-1"] == ("answer changed: A1",)
    assert sorted(tree(done.reports)) == ["ada_king-c-1.pdf", "ben_osei-c-2.pdf", "cleo_marsh-c-3.pdf"]
    assert (done.old / "ada_byron-c-1.pdf").read_bytes() == before
    with Ledger(done.ledger) as ledger:
        assert [(what, why) for _, what, why in ledger.events("C-1")][1:] == [
            ("put away", ("its place is now outputs/reports/ada_king-c-1.pdf",)),
            ("made", ("answer changed: A1",)),
        ]


def test_an_id_typed_in_another_case_is_the_same_client(done: Practice) -> None:
    write_inputs(done.root, ADA | {"A12": "c-1"}, BEN, CLEO)
    make(done)
    assert len(tree(done.reports)) == 3
    assert not done.old.exists()


def test_opaque_names_move_the_files_without_printing(done: Practice) -> None:
    before = sorted(tree(done.reports).values())
    (done.root / "roadmap.toml").write_text(SETTINGS + "[reports]\nopaque_file_names = true\n")
    batch = make(done, press=NOBODY_PRINTS)
    assert set(statuses(batch).values()) == {"current"}
    assert sorted(tree(done.reports).values()) == before
    assert all(name.startswith("report-") for name in tree(done.reports))
    assert all((done.root / (outcome.pdf or "")).is_file() for outcome in batch.outcomes)


class TestVanishedClients:
    def test_their_report_is_put_away_with_the_reason(self, done: Practice) -> None:
        write_inputs(done.root, ADA, CLEO)
        assert statuses(make(done)) == {"C-1": "current", "C-3": "current"}
        assert list(tree(done.old)) == ["ben_osei-c-2.pdf"]
        with Ledger(done.ledger) as ledger:
            assert ledger.events("C-2")[-1][1:] == ("put away", ("no longer in the inputs",))

    def test_who_comes_back_is_new_and_nothing_old_is_overwritten(self, done: Practice) -> None:
        for rows in ((ADA, CLEO), (ADA, BEN, CLEO), (ADA, CLEO)):
            write_inputs(done.root, *rows)
            make(done)
        assert list(tree(done.old)) == ["ben_osei-c-2-2.pdf", "ben_osei-c-2.pdf"]

    def test_not_when_the_file_is_gone_already(self, done: Practice) -> None:
        write_inputs(done.root, ADA, CLEO)
        (done.reports / "ben_osei-c-2.pdf").unlink()
        make(done)
        assert not done.old.exists()

    def test_not_when_only_some_were_asked_for(self, done: Practice) -> None:
        path = write_inputs(done.root, ADA, CLEO)
        make(done, Wish(workers=1), path)
        make(done, Wish(clients=("C-1",), workers=1))
        make(done, Wish(limit=5, workers=1))
        assert len(tree(done.reports)) == 3

    def test_not_when_a_file_could_not_be_read(self, done: Practice) -> None:
        write_inputs(done.root, ADA, CLEO)
        (done.inputs / "more.xlsx").write_bytes(b"not a workbook")
        batch = make(done)
        assert any(problem.file == "inputs/more.xlsx" for problem in batch.problems)
        assert len(tree(done.reports)) == 3

    def test_not_when_their_row_is_held(self, done: Practice) -> None:
        write_inputs(done.root, ADA, BEN | {"L07": "eleven"}, CLEO)
        batch = make(done)
        assert statuses(batch) == {"C-1": "current", "C-3": "current", "C-2": "held"}
        held = batch.outcomes[-1]
        assert held.pdf is None
        assert held.reasons
        assert len(tree(done.reports)) == 3

    def test_not_when_somebody_is_held_without_an_id(self, done: Practice) -> None:
        write_inputs(done.root, ADA, row("", "Ben Osei", A8="no address"), CLEO)
        batch = make(done)
        assert [outcome.id for outcome in batch.outcomes if outcome.status == "held"] == [None]
        assert len(tree(done.reports)) == 3


class TestFailures:
    def test_a_failing_document_costs_that_client_only(self, practice: Practice) -> None:
        batch = make(practice, press=FakePress(failing=("C-2",)))
        assert statuses(batch) == {"C-1": "made", "C-2": "failed", "C-3": "made"}
        assert reasons(batch)["C-2"] == ("the page is too wide.",)
        problem = batch.problems[-1]
        assert (problem.file, problem.row, problem.client) == ("inputs/clients.csv", 3, "C-2")
        assert problem.message == "The report could not be made: the page is too wide."
        assert problem.fix == "Make it narrower."
        assert statuses(make(practice)) == {"C-1": "current", "C-2": "made", "C-3": "current"}

    def test_so_does_one_that_ends_its_process(self, practice: Practice) -> None:
        batch = make(practice, Wish(workers=2), press=FakePress(crashing=("C-2",)))
        assert statuses(batch) == {"C-1": "made", "C-2": "failed", "C-3": "made"}
        assert "ended from outside" in reasons(batch)["C-2"][0]

    @pytest.mark.parametrize("workers", [1, 2])
    def test_what_nobody_foresaw_is_named_without_the_clients_words(
        self, practice: Practice, caplog: pytest.LogCaptureFixture, workers: int
    ) -> None:
        with caplog.at_level("INFO", "pipeline"):
            batch = make(practice, Wish(workers=workers), press=FakePress(puzzling=("C-2",)))
        assert reasons(batch)["C-2"] == ("something nobody foresaw went wrong (ZeroDivisionError).",)
        assert "practices.py" in caplog.text, "the log tells where"
        assert "Ben" not in caplog.text

    def test_the_same_holds_while_pages_are_filled(
        self, practice: Practice, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        class PlannerButForBen(Planner):
            def plan(self, client: Client, card: Scorecard) -> Roadmap:
                if client.id == "C-2":
                    raise ZeroDivisionError(client.name)
                return super().plan(client, card)

        monkeypatch.setattr("pipeline.workflow.printing.Planner", PlannerButForBen)
        batch = make(practice)
        assert statuses(batch) == {"C-1": "made", "C-2": "failed", "C-3": "made"}
        assert "Ben" not in reasons(batch)["C-2"][0]

    def test_the_earlier_report_of_a_failing_client_stays(self, done: Practice) -> None:
        before = tree(done.reports)
        batch = make(done, Wish(force=True, workers=1), press=FakePress(failing=("C-2",)))
        assert batch.outcomes[1].pdf == "outputs/reports/ben_osei-c-2.pdf"
        assert tree(done.reports) == before

    def test_a_template_that_cannot_be_read_stops_the_run_before_any_client(self, practice: Practice) -> None:
        own = practice.own_kit / "sections" / "cover.html"
        own.parent.mkdir(parents=True)
        own.write_text("<h1>Hello</h1>\n{% if %}\n")
        with pytest.raises(TemplateError, match=r"sections/cover.html, line 2"):
            make(practice)

    def test_a_broken_template_is_told_with_file_and_line(self, practice: Practice) -> None:
        own = practice.own_kit / "sections" / "cover.html"
        own.parent.mkdir(parents=True)
        own.write_text("<h1>Hello</h1>\n{{ report.nam }}\n")
        batch = make(practice)
        assert set(statuses(batch).values()) == {"failed"}
        assert "sections/cover.html, line 2" in batch.problems[-1].message

    def test_a_disk_that_cannot_be_written_stops_the_run_and_keeps_what_is_done(
        self, practice: Practice
    ) -> None:
        (practice.reports / "ben_osei-c-2.pdf").mkdir(parents=True)
        with pytest.raises(OutputError, match="ben_osei-c-2"):
            make(practice)
        assert (practice.reports / "ada_byron-c-1.pdf").is_file()
        (practice.reports / "ben_osei-c-2.pdf").rmdir()
        assert statuses(make(practice)) == {"C-1": "current", "C-2": "made", "C-3": "made"}

    @pytest.mark.parametrize("workers", [1, 2])
    def test_an_interrupt_keeps_what_is_done_and_leaves_no_half_file(
        self, practice: Practice, workers: int
    ) -> None:
        def interrupt(_: Outcome) -> None:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            make(practice, Wish(workers=workers), watch=Notes(on_done=interrupt))
        kept = list(tree(practice.reports))
        assert len(kept) == 1
        batch = make(practice)
        assert sorted(statuses(batch).values()) == ["current", "made", "made"]
        assert len(tree(practice.reports)) == 3

    def test_what_an_earlier_run_left_unfinished_is_swept_away(self, practice: Practice) -> None:
        practice.reports.mkdir(parents=True)
        (practice.reports / ".x7.part").write_bytes(b"half")
        make(practice)
        assert len(tree(practice.reports)) == 3

    def test_a_second_run_is_refused(self, practice: Practice) -> None:
        with run_lock(practice.outputs), pytest.raises(LockedError):
            make(practice)
        assert not practice.reports.exists()

    def test_a_broken_ledger_stops_before_anything_is_made(self, done: Practice) -> None:
        before = tree(done.reports)
        done.ledger.write_bytes(b"broken" * 1000)
        with pytest.raises(Exception, match="damaged"):
            make(done)
        assert tree(done.reports) == before


class TestLanguages:
    def test_a_language_that_the_kit_does_not_speak(self, practice: Practice) -> None:
        with pytest.raises(UsageError, match='does not speak "xx"') as caught:
            make(practice, Wish(language="xx", workers=1))
        assert "en" in caught.value.hint

    def test_a_practice_in_a_language_that_the_kit_does_not_speak(self, practice: Practice) -> None:
        (practice.root / "roadmap.toml").write_text(SETTINGS + 'language = "xx"\n')
        with pytest.raises(SettingsError, match='language "xx"'):
            make(practice)


def test_derived_ids_stay_the_same_from_run_to_run(tmp_path: Path) -> None:
    practice = new_practice(tmp_path, row("", "Ada Byron", A8="ada@example.com"))
    first, second = make(practice), make(practice, press=FakePress())
    assert first.outcomes[0].id == second.outcomes[0].id
    assert second.outcomes[0].status == "current"
    assert (
        first.outcomes[0].id
        != make(new_practice(tmp_path / "other", row("", "Ada", A8="ada@example.com"))).outcomes[0].id
    )


def test_an_explanation_tells_how_the_pdf_stands(practice: Practice) -> None:
    assert explain(practice, (), "ada").pdf.status == "missing"
    make(practice)
    current = explain(practice, (), "ada").pdf
    assert (current.status, current.reasons) == ("current", ("nothing changed",))
    assert (current.path, current.made_because) == ("outputs/reports/ada_byron-c-1.pdf", ("new client",))
    assert current.made_at == "2026-10-01T09:00:00+00:00"
    (practice.root / "roadmap.toml").write_text(SETTINGS + 'phone = "1"\n')
    changed = replace(practice, settings=load_practice(practice.root).settings)
    assert explain(changed, (), "ada").pdf.status == "outdated"
    (practice.reports / "ada_byron-c-1.pdf").unlink()
    assert explain(practice, (), "ada").pdf.status == "missing"


def actions_of(practice: Practice, client: str) -> set[str]:
    roadmap = explain(practice, (), client).roadmap
    assert roadmap is not None
    return {action.id for action in roadmap.actions}
