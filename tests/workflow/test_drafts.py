"""Drafts: the same pages by the fast engine, beside all else and remembered nowhere."""

from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from pipeline import __version__
from pipeline.errors import RenderError
from pipeline.practice import Practice
from pipeline.workflow.candidates import Wish
from pipeline.workflow.making import Batch, make_reports
from tests.practices import BEN, CLEO, NOW, FakePress, Notes, make, statuses, tree, write_inputs

DRAFTS = Wish(engine="plutoprint", workers=1)


def draft(practice: Practice, wish: Wish = DRAFTS, press: FakePress | None = None) -> Batch:
    return make(practice, wish, press=press)


def test_drafts_lie_beside_everything_else(practice: Practice) -> None:
    batch = draft(practice)
    assert batch.is_of_drafts
    assert statuses(batch) == dict.fromkeys(("C-1", "C-2", "C-3"), "made")
    names = ["ada_byron-c-1.pdf", "ben_osei-c-2.pdf", "cleo_marsh-c-3.pdf"]
    assert list(tree(practice.drafts)) == sorted([*names, *(f"briefs/{name}" for name in names)])
    assert [outcome.pdf for outcome in batch.outcomes] == [f"outputs/drafts/{name}" for name in names]
    assert not practice.reports.exists()
    assert not practice.briefs.exists()


def test_drafts_leave_reports_and_ledger_as_they_are(done: Practice) -> None:
    before = tree(done.outputs)
    write_inputs(done.root, BEN, CLEO | {"L14": "1"})
    batch = draft(done)
    after = tree(done.outputs)
    assert {name: found for name, found in after.items() if not name.startswith("drafts/")} == before
    assert (batch.put_away, batch.strays) == ((), ())
    assert statuses(make(done))["C-3"] == "made"


def test_drafts_are_always_made_anew(practice: Practice) -> None:
    draft(practice)
    again = draft(practice)
    assert {outcome.reasons for outcome in again.outcomes} == {("drafts are always made anew",)}
    assert statuses(draft(practice, replace(DRAFTS, clients=("Ben",)))) == {"C-2": "made"}
    assert statuses(draft(practice, press=FakePress(failing=("C-2",))))["C-2"] == "failed"


def test_real_reports_are_no_drafts(practice: Practice) -> None:
    assert not make(practice).is_of_drafts
    assert not practice.drafts.exists()


def test_an_engine_that_is_not_there_is_told_before_anything_else(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.rendering.printing.engines.find_spec", lambda _: None)
    with pytest.raises(RenderError, match="PlutoPrint, is not installed") as told:
        draft(practice)
    assert told.value.exit_code == 3
    assert "pip install" in told.value.hint
    assert not practice.outputs.exists()


def test_workers_print_drafts_with_the_fast_engine(practice: Practice) -> None:
    batch = make_reports(practice, (), Wish(clients=("Ada",), engine="plutoprint"), now=NOW, watch=Notes())
    assert statuses(batch) == {"C-1": "made"}
    for path in (batch.outcomes[0].pdf, batch.outcomes[0].brief):
        said = pypdf.PdfReader(Path(practice.root, path or "")).metadata
        assert said is not None
        assert (said.subject, said.author) == (f"Draft, by Career Roadmap {__version__}", "Test Coach")
    assert batch.outcomes[0].pages == 10
