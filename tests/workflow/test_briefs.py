"""Each client gets two documents, the report and the coach's brief, with the same promises for both."""

import re
import stat
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.files import digest
from pipeline.kit import load_kit
from pipeline.ledger import Ledger
from pipeline.models.assessment import Assessment
from pipeline.models.client import Client
from pipeline.models.kit import Kit
from pipeline.models.making import Context, Kind
from pipeline.models.review import Review
from pipeline.practice import Practice
from pipeline.workflow.assessing import Assessor
from pipeline.workflow.candidates import Wish
from pipeline.workflow.explaining import explain
from tests.practices import (
    ADA,
    BEN,
    CLEO,
    IDS,
    NOBODY_PRINTS,
    SETTINGS,
    FakePress,
    Notes,
    make,
    reasons,
    statuses,
    tree,
    write_inputs,
)

CONTEXT = Context({}, {}, {}, {})
PDF = "ada_byron-c-1.pdf"
NO_REPORT_PRINTS = FakePress(failing=IDS, kinds=("report",))
NO_BRIEF_PRINTS = FakePress(failing=IDS, kinds=("brief",))


def test_everyone_who_gets_a_report_gets_a_brief(practice: Practice) -> None:
    batch = make(practice)
    assert [outcome.brief for outcome in batch.outcomes] == [
        "outputs/briefs/ada_byron-c-1.pdf",
        "outputs/briefs/ben_osei-c-2.pdf",
        "outputs/briefs/cleo_marsh-c-3.pdf",
    ]
    assert reasons(batch)["C-1"] == ("new client",), "told once for both"
    ada = batch.outcomes[0]
    assert (ada.pages, ada.seconds) == (8, 1.0), "the pages of the report, the time of both"
    assert b"Ada Byron" in (practice.briefs / PDF).read_bytes()
    assert (practice.briefs / PDF).read_bytes() != (practice.reports / PDF).read_bytes()


def test_both_are_readable_by_their_owner_alone(done: Practice) -> None:
    for folder in (done.reports, done.briefs):
        assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_client_is_assessed_once_for_both(practice: Practice, monkeypatch: pytest.MonkeyPatch) -> None:
    assessed = []
    real = Assessor.assess

    def assess(assessor: Assessor, client: Client, earlier: Client | None, review: Review) -> Assessment:
        assessed.append(client.id)
        return real(assessor, client, earlier, review)

    monkeypatch.setattr(Assessor, "assess", assess)
    make(practice)
    assert assessed == list(IDS)
    make(practice)
    assert assessed == list(IDS), "and nobody whose documents are current"


@pytest.mark.parametrize(
    ("folder", "press", "prefix"),
    [("reports", NO_BRIEF_PRINTS, ""), ("briefs", NO_REPORT_PRINTS, "brief: ")],
)
def test_a_lost_or_touched_one_is_made_again_and_the_other_stays(
    done: Practice, folder: str, press: FakePress, prefix: str
) -> None:
    before = tree(done.outputs / folder)
    (done.outputs / folder / "ada_byron-c-1.pdf").unlink()
    (done.outputs / folder / "ben_osei-c-2.pdf").write_bytes(b"edited")
    batch = make(done, press=press)
    assert statuses(batch) == {"C-1": "made", "C-2": "made", "C-3": "current"}
    assert reasons(batch)["C-1"] == (f"{prefix}PDF is missing",)
    assert reasons(batch)["C-2"] == (f"{prefix}PDF was changed on disk",)
    assert tree(done.outputs / folder) == before


@pytest.mark.parametrize(
    ("template", "press", "prefix"),
    [("report.html", NO_BRIEF_PRINTS, ""), ("brief.html", NO_REPORT_PRINTS, "brief: ")],
)
def test_only_the_documents_whose_pages_differ_are_made_again(
    done: Practice, template: str, press: FakePress, prefix: str
) -> None:
    own = done.own_kit / template
    own.parent.mkdir(parents=True)
    own.write_text("<p>{{ report.name }} in other words</p>")
    watch = Notes()
    batch = make(done, press=press, watch=watch)
    assert set(statuses(batch).values()) == {"made"}
    assert set(reasons(batch).values()) == {(f"{prefix}kit changed: {template}",)}
    assert (watch.total, len(watch.seen)) == (3, 3), "clients are counted, not documents"
    assert set(statuses(make(done, press=NOBODY_PRINTS)).values()) == {"current"}


def test_a_report_from_before_there_were_briefs_stays(done: Practice) -> None:
    for path in done.briefs.iterdir():
        path.unlink()
    with Ledger(done.ledger) as ledger:
        for papers in ledger.documents().values():
            ledger.drop(papers["brief"], "2026-10-01", "there were none")
    assert explain(done, (), "ada").brief.reasons == ("no brief yet",)
    batch = make(done, press=NO_REPORT_PRINTS)
    assert set(statuses(batch).values()) == {"made"}
    assert set(reasons(batch).values()) == {("brief: no brief yet",)}


def test_a_brief_that_fails_is_named_and_the_report_stays(practice: Practice) -> None:
    watch = Notes()
    batch = make(practice, press=FakePress(failing=("C-2",), kinds=("brief",)), watch=watch)
    assert statuses(batch) == {"C-1": "made", "C-2": "failed", "C-3": "made"}
    assert reasons(batch)["C-2"] == ("brief: the page is too wide.",)
    ben = batch.outcomes[1]
    assert (ben.pdf, ben.brief) == ("outputs/reports/ben_osei-c-2.pdf", None)
    assert [problem.message for problem in batch.problems] == [
        "The brief could not be made: the page is too wide."
    ]
    assert len(watch.seen) == 3, "each client once"
    again = make(practice, press=NO_REPORT_PRINTS)
    assert statuses(again) == {"C-1": "current", "C-2": "made", "C-3": "current"}
    assert again.outcomes[1].brief == "outputs/briefs/ben_osei-c-2.pdf"


def test_an_assessment_that_fails_is_told_once_for_both(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def assess(_assessor: Assessor, client: Client, _earlier: Client | None = None) -> Assessment:
        raise ZeroDivisionError(client.name)

    monkeypatch.setattr(Assessor, "assess", assess)
    batch = make(practice, Wish(clients=("ada",), workers=1))
    (problem,) = batch.problems
    assert problem.message.startswith("The report and brief could not be made: something nobody foresaw")
    assert len(reasons(batch)["C-1"]) == 1


def test_a_renamed_client_gets_new_names_for_both(done: Practice) -> None:
    before = (done.briefs / PDF).read_bytes()
    write_inputs(done.root, ADA | {"A1": "Ada Byron King"}, BEN, CLEO)
    assert make(done).outcomes[0].brief == "outputs/briefs/ada_byron_king-c-1.pdf"
    assert not (done.briefs / PDF).exists()
    assert (done.old / "briefs" / PDF).read_bytes() == before


def test_a_limit_counts_clients(practice: Practice) -> None:
    batch = make(practice, Wish(limit=2, workers=1))
    assert (statuses(batch), batch.waiting) == ({"C-1": "made", "C-2": "made"}, 1)
    assert len(tree(practice.reports)) == len(tree(practice.briefs)) == 2


def test_one_wanted_client_gets_both_and_force_makes_both(practice: Practice) -> None:
    wish = Wish(clients=("ada",), workers=1)
    make(practice, wish)
    assert [*tree(practice.reports), *tree(practice.briefs)] == [PDF, PDF]
    forced = make(practice, Wish(clients=("ada",), force=True, workers=1))
    assert reasons(forced) == {"C-1": ("asked for",)}
    assert forced.outcomes[0].seconds == 1.0


def test_opaque_names_tell_the_kind_and_nothing_else(done: Practice) -> None:
    before = sorted(tree(done.briefs).values())
    (done.root / "roadmap.toml").write_text(SETTINGS + "[reports]\nopaque_file_names = true\n")
    assert set(statuses(make(done, press=NOBODY_PRINTS)).values()) == {"current"}
    assert sorted(tree(done.briefs).values()) == before
    assert all(name.startswith("brief-") for name in tree(done.briefs))


def test_a_brief_speaks_as_the_practice_does(practice: Practice, monkeypatch: pytest.MonkeyPatch) -> None:
    def load(*arguments: Any) -> Kit:  # noqa: ANN401 - whatever is asked of the real one
        kit = load_kit(*arguments)
        return replace(kit, wordings={**kit.wordings, "de": kit.wordings["en"]})

    monkeypatch.setattr("pipeline.workflow.reading.load_kit", load)
    write_inputs(practice.root, ADA | {"A9": "de"}, BEN)
    make(practice)
    assert languages(practice.reports) == {"ada_byron-c-1.pdf": "de", "ben_osei-c-2.pdf": "en"}
    assert set(languages(practice.briefs).values()) == {"en"}
    batch = make(practice, Wish(language="de", workers=1), press=NO_BRIEF_PRINTS)
    assert reasons(batch) == {"C-1": ("nothing changed",), "C-2": ("language changed: en to de",)}
    assert set(languages(practice.reports).values()) == {"de"}
    (practice.root / "roadmap.toml").write_text(SETTINGS + 'language = "de"\n')
    make(practice)
    assert set(languages(practice.briefs).values()) == {"de"}


@pytest.mark.parametrize("kind", ["report", "brief"])
@pytest.mark.parametrize(
    "path",
    [
        "outputs/ledger.sqlite3",
        "../outside.pdf",
        "outputs/../../outside.pdf",
        "inputs/clients.csv",
        "{root}/../outside.pdf",
    ],
)
def test_a_place_outside_the_outputs_is_never_touched(done: Practice, kind: Kind, path: str) -> None:
    """A ledger may have been copied from elsewhere, or changed by hand."""
    outside = done.root.parent / "outside.pdf"
    outside.write_bytes(b"somebody else's")
    before = (done.inputs / "clients.csv").read_bytes()
    for change, left in ((ADA | {"A1": "Ada King"}, CLEO), (CLEO, CLEO)):
        with Ledger(done.ledger) as ledger:
            made = ledger.documents()["c-1"][kind]
            moved = replace(made, path=path.format(root=done.root), pdf_digest=digest(outside.read_bytes()))
            ledger.record(moved, CONTEXT, "2026-10-01", "moved", ())
        write_inputs(done.root, change, left)
        make(done)
        assert outside.read_bytes() == b"somebody else's"
        assert {path.suffix for path in done.old.rglob("*") if path.is_file()} <= {".pdf"}
        assert not list(done.old.rglob("outside*"))
    assert (done.inputs / "clients.csv").read_bytes() != before
    with Ledger(done.ledger) as ledger:
        assert "c-1" not in ledger.documents()


def languages(folder: Path) -> dict[str, str]:
    """Return the language of each document that a fake press has made."""
    found = {
        path.name: re.search('lang="(..)"', path.read_text(encoding="utf-8")) for path in folder.iterdir()
    }
    return {name: match[1] for name, match in found.items() if match}
