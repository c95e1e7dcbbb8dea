"""Reports printed on a cluster: started by the commands of the documentation, the same bytes as here."""

import io
import re
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from pipeline.batch.fingerprints import version_of
from pipeline.errors import ClusterError
from pipeline.practice import Practice, load_practice
from pipeline.workflow.candidates import Wish
from pipeline.workflow.clusters import on_cluster
from pipeline.workflow.making import Batch, make_reports
from tests.cluster.conftest import HERE, Machines
from tests.practices import NOW, SETTINGS, Notes, new_practice, row, shorten_reports, statuses, tree

NAMES = ("Ada", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gus", "Hal", "Ina")
BRAND = '[brand]\nlogo = "logo.png"\n[reports]\ndeadline_seconds = 30\n'
LOOP = "{% for a in range(99999) %}{% if ('x ' * 50000)|wordcount == a %}{% endif %}{% endfor %}"


@pytest.fixture
def practice(tmp_path: Path) -> Practice:
    """Return a practice with a logo and pages of its own, whose files no worker can know."""
    rows = [row(f"C-{number}", name) for number, name in enumerate(NAMES)]
    folder = tmp_path / "practice"
    folder.mkdir()
    stream = io.BytesIO()
    Image.new("RGB", (40, 20), "#B45309").save(stream, "PNG")
    (folder / "logo.png").write_bytes(stream.getvalue())
    practice = new_practice(folder, *rows, settings=SETTINGS + BRAND)
    shorten_reports(practice)
    page = practice.own_kit / "report.html"
    logo = '<img src="{{ report.brand.logo }}" alt="Logo"></body>'
    page.write_text(page.read_text(encoding="utf-8").replace("</body>", logo), encoding="utf-8")
    return practice


def make_there(practice: Practice, machines: Machines, watch: Notes | None = None, **asked: object) -> Batch:
    wish = replace(Wish(), **asked)  # type: ignore[arg-type]  # as the fields are typed
    with on_cluster(machines.address, wish) as (wanted, open_there):
        return make_reports(practice, (), wanted, now=NOW, watch=watch or Notes(), open_executor=open_there)


def test_a_cluster_prints_the_same_bytes_and_the_ledger_stays_here(
    practice: Practice, machines: Machines
) -> None:
    batch = make_there(practice, machines)
    assert set(statuses(batch).values()) == {"made"}
    there = tree(practice.reports), tree(practice.briefs)
    make_reports(practice, (), Wish(force=True, workers=2), now=NOW, watch=Notes())
    assert (tree(practice.reports), tree(practice.briefs)) == there
    assert set(statuses(make_there(practice, machines)).values()) == {"current"}


@pytest.mark.proof
def test_a_worker_that_is_killed_costs_nobody(practice: Practice, machines: Machines) -> None:
    killed = machines.add()
    watch = Notes(on_done=lambda _: killed.send_signal(signal.SIGKILL))
    batch = make_there(practice, machines, watch)
    assert killed.wait(10) != 0
    assert set(statuses(batch).values()) == {"made"}
    assert watch.total == len(NAMES)


@pytest.mark.proof
def test_a_document_has_its_deadline_there_too(practice: Practice, machines: Machines) -> None:
    page = practice.own_kit / "report.html"
    endless = f"{{% if report.name == 'Ben' %}}{LOOP}{{% endif %}}</body>"
    page.write_text(page.read_text(encoding="utf-8").replace("</body>", endless), encoding="utf-8")
    settings = practice.root / "roadmap.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("= 30", "= 5"), encoding="utf-8")
    batch = make_there(load_practice(practice.root), machines)
    assert statuses(batch) == {f"C-{number}": "made" for number in range(len(NAMES))} | {"C-1": "failed"}
    (told,) = [outcome.reasons for outcome in batch.outcomes if outcome.status == "failed"]
    assert told == ("it was not finished after 5 seconds, nor when it was tried again.",)


@pytest.mark.proof
def test_templates_are_looked_through_there(practice: Practice, machines: Machines) -> None:
    (practice.own_kit / "own.css").write_text("p { colour: red }", encoding="utf-8")
    batch = make_there(practice, machines, clients=("Ada",))
    assert any("colour" in problem.message for problem in batch.problems)


@pytest.mark.proof
def test_drafts_can_be_made_there(practice: Practice, machines: Machines) -> None:
    batch = make_there(practice, machines, engine="plutoprint", clients=("Ada",))
    assert list(tree(practice.drafts)) == ["ada-c-0.pdf", "briefs/ada-c-0.pdf"]
    assert batch.is_of_drafts


@pytest.mark.parametrize(
    "address",
    [
        "localhost:1",  # Dask takes it for tcp
        "foo://x:1",
        pytest.param("tcp://x.invalid:8786", marks=pytest.mark.proof),
    ],
)
def test_an_address_where_nobody_answers_is_told_within_seconds(practice: Practice, address: str) -> None:
    started = time.monotonic()
    with pytest.raises(ClusterError, match="No Dask scheduler answers") as told, on_cluster(address, Wish()):
        pass
    assert time.monotonic() - started < 15
    assert told.value.exit_code == 3
    assert address in told.value.message
    assert not practice.outputs.exists()


@pytest.mark.parametrize(
    "address", ["", "nonsense", HERE, f"tcp://{HERE}", "tcp://[::1", "tcp://h:99999", "tcp://h:x", ":8786"]
)
def test_what_is_no_address_is_told_at_once(address: str) -> None:
    told = pytest.raises(
        ClusterError, match=f'^"{re.escape(address)}" is not the address of a Dask scheduler'
    )
    with told, on_cluster(address, Wish()):
        pass


def test_a_cluster_without_workers_is_told(start_machines: Callable[[int], Machines]) -> None:
    empty = start_machines(0)
    with pytest.raises(ClusterError, match="has no workers") as told, on_cluster(empty.address, Wish()):
        pass
    assert told.value.hint == f"Start some: dask worker {empty.address} --no-nanny"


def test_workers_that_cannot_do_the_work_are_told(
    machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.__version__", "9.9.9")
    differs = pytest.raises(ClusterError, match=r"career-roadmap is 0\.1\.0, and 9\.9\.9 here")
    with differs, on_cluster(machines.address, Wish()):
        pass


def test_workers_need_the_engine_of_drafts_where_these_are_wanted(
    machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "pipeline.batch.dask.version_of", lambda name: "9.9" if name == "plutoprint" else version_of(name)
    )
    differs = pytest.raises(ClusterError, match=r"plutoprint is [\d.]+, and 9\.9 here")
    with differs, on_cluster(machines.address, Wish(engine="plutoprint")):
        pass
    with on_cluster(machines.address, Wish()):
        pass


@pytest.mark.proof
def test_a_worker_under_a_nanny_is_told(start_machines: Callable[[int], Machines]) -> None:
    machines = start_machines(0)
    machines.add("--nthreads", "1", "--no-dashboard", "--local-directory", str(machines.folder))
    machines.wait_for_workers(1)
    told = pytest.raises(ClusterError, match="started without --no-nanny")
    with told, on_cluster(machines.address, Wish()):
        pass


@pytest.mark.proof
def test_a_scheduler_that_goes_away_ends_the_run_and_keeps_what_is_finished(
    practice: Practice, start_machines: Callable[[int], Machines]
) -> None:
    machines = start_machines(1)
    watch = Notes(on_done=lambda _: machines.scheduler.kill())
    with pytest.raises(ClusterError, match="is gone"):
        make_there(practice, machines, watch, limit=len(NAMES))
    kept = list(tree(practice.reports))
    assert kept
    batch = make_reports(practice, (), Wish(workers=1), now=NOW, watch=Notes())
    found = statuses(batch).values()
    assert set(found) == {"made", "current"}
    assert tree(practice.reports).keys() > set(kept)


def test_dask_that_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.workflow.clusters.find_spec", lambda _: None)
    with pytest.raises(ClusterError, match="is not installed"), on_cluster("tcp://x:1", Wish()):
        pass
