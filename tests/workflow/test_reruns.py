"""No PDF is ever stale: after any change a run leaves what one from nothing would make, and makes no more."""

import hashlib
import shutil
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from openpyxl import load_workbook

import pipeline
from pipeline.batch.executors import Means, Opener
from pipeline.batch.selection import Page
from pipeline.batch.worker import Recipe
from pipeline.models.kit import Kit
from pipeline.models.making import Context, Kind
from pipeline.practice import Practice, load_practice
from pipeline.program import built_in
from pipeline.review.columns import HEADERS
from pipeline.spreadsheets.readers import read_file
from pipeline.workflow.candidates import Wish
from pipeline.workflow.making import Batch, make_reports
from pipeline.workflow.printing import Composer, assets_of
from pipeline.workflow.review import refresh
from pipeline.workflow.workshop import Bench, Printed
from tests.practices import ADA, BEN, NOW, SETTINGS, Here, Notes, new_practice, statuses, tree, write_inputs

EVERYBODY, BEN_ALONE = {"C-1", "C-2"}, {"C-2"}
_LOGO = "<svg xmlns='http://www.w3.org/2000/svg'>{}</svg>"
_KIT = '[reports]\nkit = "{}"\n'
_BRAND = '[brand]\nlogo = "logo.svg"\nprimary = "#10{:04x}"\n'


@dataclass(frozen=True)
class Press:
    """Prints, at once, all that decides a PDF: markup, metadata, and what pages may load."""

    practice: Practice
    kit: Kit
    context: Context

    @contextmanager
    def __call__(self) -> Iterator[Bench]:
        """Read what a worker reads."""
        assets = assets_of(self.practice, self.kit)
        loaded = hashlib.sha256(repr(sorted((name, each.digest) for name, each in assets.items())).encode())

        def press(kind: Kind, page: Page) -> Printed:
            content = f"{kind} {page.markup} {page.metadata} {page.attached} {loaded.hexdigest()}"
            return Printed(content.encode(), 1, (), page.digest, 0.0)

        yield Bench(Composer(self.practice, self.kit, self.context), press)


def open_here(recipe: Recipe, _: Means) -> Executor:
    return Here(recipe)


def make(practice: Practice, open_executor: Opener = open_here) -> Batch:
    return make_reports(
        load_practice(practice.root),
        (),
        Wish(workers=1),
        now=NOW,
        watch=Notes(),
        recipe=Press,
        open_executor=open_executor,
    )


def outputs(practice: Practice) -> Mapping[str, str]:
    return {**tree(practice.reports), **{f"briefs/{name}": it for name, it in tree(practice.briefs).items()}}


def from_nothing(practice: Practice, folder: Path) -> Mapping[str, str]:
    """Return what a run makes in a place where there was none."""
    shutil.copytree(practice.root, folder, ignore=shutil.ignore_patterns("outputs", ".roadmap"))
    other = load_practice(folder)
    make(other)
    return outputs(other)


def _own(practice: Practice, name: str, more: str) -> None:
    """Lay a file of the practice's own over the kit's, and write something at its end."""
    own = practice.own_kit / name
    if not own.exists():
        own.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(built_in("templates") / "base" / name, own)
    with own.open("a", encoding="utf-8") as file:
        file.write(more)


def answer(practice: Practice, number: int) -> None:
    write_inputs(practice.root, ADA, {**BEN, "L07": str(number % 5 + 1), "A2": f"Baker {number}"})


def goal(practice: Practice, number: int) -> None:
    write_inputs(practice.root, ADA, {**BEN, "G1": f"Goal {number}"})


def wording(practice: Practice, number: int) -> None:
    practice.own_kit.mkdir(parents=True, exist_ok=True)
    words = f'[texts.page.plan]\ntitle = "Plan {number}"\n'
    (practice.own_kit / "wording.en.toml").write_text(words, encoding="utf-8")


def colour(practice: Practice, number: int) -> None:
    (practice.root / "roadmap.toml").write_text(SETTINGS + _BRAND.format(number), encoding="utf-8")


def logo(practice: Practice, number: int) -> None:
    (practice.root / "logo.svg").write_text(_LOGO.format(f"<g id='g{number}'/>"), encoding="utf-8")


def font(practice: Practice, number: int) -> None:
    _own(practice, "fonts/IBMPlexSans-Light.ttf", "\0" * (number % 7 + 1))


def stylesheet(practice: Practice, number: int) -> None:
    _own(practice, "own.css", f"/* {number} */\n")


def template(practice: Practice, number: int) -> None:
    _own(practice, "sections/own.html", f"<p>{number}</p>\n")


def kit(practice: Practice, number: int) -> None:
    """Let the settings name another kit: one of the practice's own, or the built-in one again."""
    folder = practice.root / "templates" / "mentor"
    shutil.copytree(built_in("templates") / "career", folder, dirs_exist_ok=True)
    (folder / "own.css").write_text("/* mentor */\n", encoding="utf-8")
    other = "career" if load_practice(practice.root).settings.reports.kit == "mentor" else "mentor"
    settings = SETTINGS + _BRAND.format(number) + _KIT.format(other)
    (practice.root / "roadmap.toml").write_text(settings, encoding="utf-8")


def language(practice: Practice, number: int) -> None:
    spoken = "Arabic" if number % 2 else "English"
    write_inputs(practice.root, ADA, {**BEN, "A9": spoken, "G2": f"Goal {number}"})


def review(practice: Practice, number: int) -> None:
    refresh(load_practice(practice.root), (), (), accept_all=False)
    book = load_workbook(practice.review)
    sheet = book.worksheets[0]
    header = [cell.value for cell in sheet[1]]
    (at,) = (at for at, found in enumerate(sheet.values, 1) if "C-2" in found)
    sheet.cell(at, header.index(HEADERS["note"]) + 1, f"Note {number}")
    book.save(practice.review)


def edited(practice: Practice, number: int) -> None:
    next(practice.reports.glob("*c-2.pdf")).write_bytes(str(number).encode())


def lost(practice: Practice, _: int) -> None:
    next(practice.briefs.glob("*c-2.pdf")).unlink()


Change = Callable[[Practice, int], None]
CHANGES: Mapping[Change, set[str]] = {
    answer: BEN_ALONE,
    goal: BEN_ALONE,
    language: BEN_ALONE,
    review: BEN_ALONE,
    edited: BEN_ALONE,
    lost: BEN_ALONE,
    wording: {"C-1"},  # Ben's report has just become one in Arabic
    colour: EVERYBODY,
    logo: EVERYBODY,
    font: EVERYBODY,
    stylesheet: EVERYBODY,
    template: EVERYBODY,
    kit: EVERYBODY,
}


@pytest.fixture(autouse=True)
def _same_program() -> None:
    """Read program and kit anew in every run: what has changed there is what is shown here."""


@pytest.fixture
def practice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Practice:
    for room in ("reading", "reviewing.store"):  # in this process, which is faster
        monkeypatch.setattr(f"pipeline.workflow.{room}.read_guarded", read_file)
    new = new_practice(tmp_path / "practice", ADA, BEN)
    logo(new, 0)
    colour(new, 0)
    return load_practice(new.root)


def made(practice: Practice) -> set[str | None]:
    return {name for name, status in statuses(make(practice)).items() if status == "made"}


def test_after_any_single_change_exactly_what_it_touches_is_made_again(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(practice)
    for number, (change, touched) in enumerate(CHANGES.items(), 1):
        change(practice, number)
        assert made(practice) == touched, change.__name__
    monkeypatch.setattr(pipeline, "__version__", "999.0")
    assert made(practice) == EVERYBODY
    assert made(practice) == set()
    assert outputs(practice) == from_nothing(practice, practice.root.parent / "other")


def test_what_is_saved_before_workers_read_it_shows_in_the_next_run(practice: Practice) -> None:
    before = from_nothing(practice, practice.root.parent / "before")

    def open_late(recipe: Recipe, _: Means) -> Executor:
        for change in (template, stylesheet, font, logo):
            change(practice, 7)
        return Here(recipe)

    make(practice, open_late)
    assert outputs(practice) == before
    assert made(practice) == EVERYBODY


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(20))
def test_after_changes_in_any_order_the_pdfs_are_those_of_a_run_from_nothing(
    practice: Practice, seed: int
) -> None:
    chance = Random(seed)  # noqa: S311 - the same changes every time
    make(practice)
    for step in range(6):
        for change in chance.sample(tuple(CHANGES), chance.randint(1, 3)):
            change(practice, chance.randrange(1000))
        make(practice)
        assert outputs(practice) == from_nothing(practice, practice.root.parent / f"other-{step}")
        assert made(practice) == set()
