"""Templates that never end, that explode or that break their process cost the clients they do it for."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import TemplateError
from pipeline.practice import Practice
from pipeline.workflow.candidates import Wish
from pipeline.workflow.checking import check_all
from pipeline.workflow.cohort import Together, print_page, sum_up_clients, write_page
from pipeline.workflow.making import make_reports
from tests.practices import (
    NOW,
    SETTINGS,
    FakePress,
    Notes,
    make,
    new_practice,
    reasons,
    row,
    shorten_reports,
    statuses,
)

LIMITS = "[reports]\ndeadline_seconds = 3\nmemory_mb = 300\n"
LOOP = "{% for a in range(99999) %}{% if ('x ' * 50000)|wordcount == a %}{% endif %}{% endfor %}"
EXPLOSION = (
    "{% set all = namespace(told='more') %}"
    "{% for a in range(99) %}{% set all.told = all.told ~ all.told %}{% endfor %}{{ all.told }}"
)
ENDLESS_PAGES = "{% for a in range(99999) %}<p>{{ a }}</p>{% endfor %}"
NAMES = ("Ada", "Ben", "Cleo", "Dan", "Eve", "Finn")
IDS = tuple(f"C-{number}" for number in range(len(NAMES)))


@pytest.fixture
def practice(tmp_path: Path) -> Practice:
    """Return a practice with six clients, pages that are printed in no time, and little patience."""
    rows = (row(client, name) for client, name in zip(IDS, NAMES, strict=True))
    practice = new_practice(tmp_path / "practice", *rows, settings=SETTINGS + LIMITS)
    shorten_reports(practice)
    return practice


def befall(practice: Practice, **fates: str) -> None:
    """Let something happen on the pages of the clients of these names."""
    page = practice.own_kit / "report.html"
    for name, fate in fates.items():
        told = f"{{% if report.name == '{name}' %}}{fate}{{% endif %}}</body>"
        page.write_text(page.read_text(encoding="utf-8").replace("</body>", told), encoding="utf-8")


def test_templates_that_loop_or_explode_cost_their_clients_alone(practice: Practice) -> None:
    befall(practice, Ben=LOOP, Dan=EXPLOSION)
    batch = make(practice, Wish(workers=2))
    failing = {"C-1": "failed", "C-3": "failed"}
    assert statuses(batch) == dict.fromkeys(IDS, "made") | failing
    assert reasons(batch)["C-1"] == ("it was not finished after 3 seconds, nor when it was tried again.",)
    assert reasons(batch)["C-3"] == ("300 MB of memory were not enough, nor when it was tried again.",)
    (told,) = [problem for problem in batch.problems if problem.client == "C-1"]
    assert told.message.startswith("The report and brief could not be made: it was not finished after")
    assert "deadline_seconds" in told.fix
    assert statuses(make(practice, press=FakePress(failing=IDS), wish=Wish(clients=("C-0",), workers=1))) == {
        "C-0": "current"
    }


def test_pages_that_the_engine_never_finishes_are_ended_even_for_a_single_client(practice: Practice) -> None:
    befall(practice, Ada=ENDLESS_PAGES)
    watch = Notes()
    batch = make_reports(practice, (), Wish(clients=("Ada",)), now=NOW, watch=watch)
    assert statuses(batch) == {"C-0": "failed"}
    assert (watch.total, [outcome.status for outcome in watch.seen]) == (1, ["failed"])
    assert list(practice.reports.iterdir()) == []


def test_templates_that_would_explode_when_read_cost_their_clients_alone(practice: Practice) -> None:
    befall(practice, Ada="{{ 'x'" + "|replace('x', 'xxxxxxxxxx')" * 12 + " }}")
    batch = make(practice, Wish(workers=2))
    assert statuses(batch) == dict.fromkeys(IDS, "made") | {"C-0": "failed"}
    assert "memory were not enough" in reasons(batch)["C-0"][0]


@pytest.mark.parametrize(
    ("make_page", "fate", "limit", "said"),
    [
        (write_page, LOOP, "deadline_seconds = 1", "it was not finished after 1 seconds, nor when"),
        (print_page, EXPLOSION, "memory_mb = 300", "300 MB of memory were not enough, nor when"),
    ],
)
def test_a_page_about_all_clients_that_loops_or_explodes_is_stopped_and_told(
    tmp_path: Path, make_page: Callable[[Practice, Together], object], fate: str, limit: str, said: str
) -> None:
    practice = new_practice(tmp_path / "practice", settings=f"{SETTINGS}[reports]\n{limit}\n")
    practice.own_kit.mkdir(parents=True)
    (practice.own_kit / "cohort.html").write_text(fate, encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        make_page(practice, sum_up_clients(practice))
    assert caught.value.message == f"The page about all clients could not be made: {said} it was tried again."
    assert "loop without end" in caught.value.hint


def test_templates_that_take_too_long_to_look_through_are_stopped_and_told(tmp_path: Path) -> None:
    settings = SETTINGS + "[reports]\ndeadline_seconds = 1\n"
    practice = new_practice(tmp_path / "practice", settings=settings)
    (practice.own_kit / "sections").mkdir(parents=True)
    (practice.own_kit / "sections" / "own.html").write_text("{{ 1 }}" * 200_000, encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        check_all(practice, (), NOW)
    assert caught.value.message == (
        "The page templates could not be looked through: "
        "it was not finished after 1 seconds, nor when it was tried again."
    )
