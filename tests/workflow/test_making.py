import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from pipeline.errors import SettingsError, UsageError
from pipeline.ledger import Ledger
from pipeline.practice import Practice
from pipeline.program import built_in
from pipeline.workflow import making
from pipeline.workflow.candidates import Wish
from pipeline.workflow.explaining import explain
from pipeline.workflow.making import prepare
from pipeline.workflow.reading import check
from tests.practices import (
    ADA,
    BEN,
    CLEO,
    IDS,
    NOBODY_PRINTS,
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


def test_the_first_run_makes_everything(practice: Practice) -> None:
    watch = Notes()
    batch = make(practice, watch=watch)
    assert statuses(batch) == dict.fromkeys(IDS, "made")
    assert reasons(batch)["C-1"] == ("new client",)
    assert sorted(tree(practice.reports)) == ["ada_byron-c-1.pdf", "ben_osei-c-2.pdf", "cleo_marsh-c-3.pdf"]
    assert [outcome.pdf for outcome in batch.outcomes] == [
        f"outputs/reports/{name}" for name in sorted(tree(practice.reports))
    ]
    assert watch.total == 3
    assert sorted(outcome.id or "" for outcome in watch.seen) == list(IDS)
    assert batch.outcomes[0].pages == 8
    assert b"Ada Byron" in (practice.reports / "ada_byron-c-1.pdf").read_bytes()


def test_the_second_run_makes_nothing_and_says_why(done: Practice) -> None:
    before = tree(done.reports)
    batch = make(done, press=NOBODY_PRINTS, now=NOW + timedelta(days=400))
    assert statuses(batch) == dict.fromkeys(IDS, "current")
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


def test_a_stylesheet_of_other_pages_makes_none(done: Practice) -> None:
    done.own_kit.mkdir(parents=True)
    (done.own_kit / "cohort.css").write_text("p { color: red }")
    assert set(statuses(make(done, press=NOBODY_PRINTS)).values()) == {"current"}


def test_a_changed_sentence_makes_exactly_the_reports_that_print_it(done: Practice) -> None:
    kit = check(done).kit
    chosen = {client: actions_of(done, client) for client in IDS}
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
    write_inputs(done.root, ADA | {"A1": "Ada Byron King"}, BEN, CLEO)
    batch = make(done)
    assert batch.outcomes[0].pdf == "outputs/reports/ada_byron_king-c-1.pdf"
    assert reasons(batch)["C-1"] == ("answer changed: A1",)
    assert sorted(tree(done.reports)) == ["ada_byron_king-c-1.pdf", "ben_osei-c-2.pdf", "cleo_marsh-c-3.pdf"]
    assert (done.old / "ada_byron-c-1.pdf").read_bytes() == before
    with Ledger(done.ledger) as ledger:
        events = [event for event in ledger.events("C-1") if event.kind == "report"]
    assert [(event.what, event.reasons) for event in events][1:] == [
        ("put away", ("its place is now outputs/reports/ada_byron_king-c-1.pdf",)),
        ("made", ("answer changed: A1",)),
    ]


def test_what_was_made_for_another_name_never_passes_for_a_clients_own(done: Practice) -> None:
    before = (done.reports / "ada_byron-c-1.pdf").read_bytes()
    write_inputs(done.root, ADA | {"A1": "Jo Byron"}, BEN, CLEO)
    batch = make(done, press=FakePress(failing=("C-1",)))
    failed = batch.outcomes[0]
    assert (failed.status, failed.pdf, failed.brief) == ("failed", None, None)
    assert sorted(tree(done.reports)) == ["ben_osei-c-2.pdf", "cleo_marsh-c-3.pdf"]
    assert (done.old / "ada_byron-c-1.pdf").read_bytes() == before
    assert batch.put_away == ("outputs/old/ada_byron-c-1.pdf", "outputs/old/briefs/ada_byron-c-1.pdf")
    assert reasons(make(done))["C-1"] == ("new client",)
    with Ledger(done.ledger) as ledger:
        events = [event for event in ledger.events("C-1") if event.kind == "brief"]
    assert ("put away", ("this client number is somebody else's now",)) in [
        (e.what, e.reasons) for e in events
    ]


def test_nor_where_file_names_tell_nothing(practice: Practice) -> None:
    (practice.root / "roadmap.toml").write_text(SETTINGS + "[reports]\nopaque_file_names = true\n")
    make(practice)
    before = tree(practice.reports)
    write_inputs(practice.root, ADA | {"A1": "Jo Byron"}, BEN, CLEO)
    make(practice, Wish(workers=1, clients=("C-2",)))
    assert tree(practice.reports) == before, "nobody was asked to look at the first"
    make(practice, Wish(workers=1, clients=("C-1",)))
    assert tree(practice.reports).keys() == before.keys()
    assert set(tree(practice.old).values()) <= {*before.values(), *tree(practice.old / "briefs").values()}


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


def actions_of(practice: Practice, client: str) -> set[str]:
    assessment = explain(practice, (), client).assessment
    assert assessment is not None
    return {action.id for action in assessment.roadmap.actions}


@pytest.mark.parametrize(
    ("wish", "times"), [(Wish(), 1), (Wish(force=True), 2), (Wish(engine="plutoprint"), 2)]
)
def test_what_prints_is_loaded_ahead_only_where_something_will_be_printed(
    practice: Practice, monkeypatch: pytest.MonkeyPatch, wish: Wish, times: int
) -> None:
    loaded: list[tuple[str, ...]] = []
    monkeypatch.setattr(making, "warm_up", loaded.append)
    prepare(practice, wish)
    assert len(loaded) == 1
    make(practice)
    prepare(practice, wish)
    assert len(loaded) == times
