"""A preview as a whole: a real server, a real process, real files."""

import io
import json
import os
import signal
import time
from functools import partial
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from pipeline.practice import Practice
from pipeline.preview import desk as desks
from pipeline.preview.desk import Desk
from pipeline.preview.values import Wish
from pipeline.workflow.preview import open_preview
from tests.practices import ADA, BEN, SETTINGS, new_practice, row, tree, write_inputs
from tests.preview.makers import Places, finishing, moods
from tests.preview.window import News, Window, keys, messages, opened

REPORT = """<!doctype html>
<html lang="{{ report.language }}"><head><meta charset="utf-8"><title>{{ report.title }}</title>
<style>@page { size: 600pt 90pt; margin: 5pt }
h1 { color: {{ safe_colour(report.brand.primary).value }} }</style></head>
<body><h1>{{ report.name }}</h1><p>{{ t("plan.title") }}</p></body></html>
"""


def moody(client: str, *, deadline: float = 30.0) -> Desk:
    here = [Path(__file__).parent]
    return Desk((moods, finishing), Wish(client), here, deadline=deadline, token="t")  # noqa: S106


def picture(window: Window, key: str) -> Image.Image:
    with Image.open(io.BytesIO(window.get(f"pictures/{key}"))) as drawn:
        return drawn.convert("RGB")


def test_a_practice_is_shown_and_kept_up_to_date_while_it_is_worked_on(tmp_path: Path) -> None:
    practice = new_practice(tmp_path, ADA, BEN)
    template = practice.own_kit / "report.html"
    template.parent.mkdir(parents=True)
    template.write_text(REPORT, encoding="utf-8")
    before = {name for name in tree(practice.root) if name.startswith("outputs")}
    with opened(open_preview(practice, "")) as window:
        first = window.settle()
        assert [person["label"] for person in first["people"]] == ["Ada Byron (C-1)", "Ben Osei (C-2)"]
        drawn = picture(window, keys(first)[0])
        assert drawn.width == 960
        mended = _break_and_mend(window, template)
        _recolour(window, practice, mended)
        write_inputs(practice.root, row("C-1", "Ada Lovelace"), BEN)
        window.wait_for(lambda news: news["people"][0]["label"] == "Ada Lovelace (C-1)")
        window.get("choose", client="C-2", kind="brief")
        window.wait_for(lambda news: (news["chosen"]["client"], news["chosen"]["kind"]) == ("C-2", "brief"))
        window.settle()
    assert {name for name in tree(practice.root) if name.startswith("outputs")} == before


def _break_and_mend(window: Window, template: Path) -> News:
    good = template.read_text(encoding="utf-8")
    template.write_text(good.replace("report.name", "report.nmae"), encoding="utf-8")
    broken = window.wait_for(lambda news: bool(news["isOld"]))
    assert "report.html, line 5" in messages(broken)
    assert picture(window, keys(broken)[0]).width, "the last good page is there"
    template.write_text(good.replace("<h1>", "<h1>Report: "), encoding="utf-8")
    mended = window.wait_for(lambda news: keys(news) != keys(broken))
    assert (messages(mended), mended["isOld"]) == ("", False)
    return mended


def _recolour(window: Window, practice: Practice, shown: News) -> None:
    before = picture(window, keys(shown)[0])
    (practice.root / "roadmap.toml").write_text(SETTINGS + '[brand]\nprimary = "#7A1F3D"\n', encoding="utf-8")
    old = set(keys(shown))
    after = picture(window, keys(window.wait_for(lambda news: not old & set(keys(news))))[0])
    assert ImageChops.difference(before, after).getbbox() is not None


def test_files_in_folders_that_are_made_meanwhile_are_watched_too(tmp_path: Path) -> None:
    makers = (partial(Places, tmp_path), finishing)
    desk = Desk(makers, Wish(), [tmp_path], deadline=30, token="t")  # noqa: S106
    with opened(desk) as window:
        window.wait_for(lambda news: keys(news) == [""])
        (tmp_path / "new").mkdir()
        (tmp_path / "new" / "a.txt").write_text("one")
        window.wait_for(lambda news: keys(news) == ["one"])
        (tmp_path / "new" / "a.txt").write_text("two")
        window.wait_for(lambda news: keys(news) == ["two"])


def test_what_never_ends_is_given_up_and_the_next_wish_is_met() -> None:
    with opened(moody("hangs", deadline=0.5)) as window:
        news = window.wait_for(lambda news: bool(news["remarks"]))
        assert "took longer than 0.5 seconds" in messages(news)
        window.get("choose", client="well")
        assert keys(window.settle()) == ["well 0"]


def test_whoever_wants_something_else_need_not_wait_for_what_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desks, "_HANGING", 0.2)
    with opened(moody("hangs")) as window:
        window.wait_for(lambda news: news["number"] > 1)
        time.sleep(0.3)
        window.get("choose", client="well")
        assert keys(window.settle()) == ["well 0"]


def test_a_process_that_dies_is_told_and_replaced() -> None:
    with opened(moody("dies")) as window:
        news = window.wait_for(lambda news: bool(news["remarks"]))
        assert "was ended from outside" in messages(news)
        window.get("turn", page=3)
        window.get("choose", client="well")
        assert keys(window.settle()) == ["well 3"], "the page that is looked at is told"


def test_what_only_a_new_process_can_make_is_made_by_one() -> None:
    with opened(moody("well")) as window:
        window.settle()
        window.get("choose", client="anew")
        news = window.wait_for(lambda news: keys(news) == ["anew 0"])
        assert messages(news) == ""


def test_drafts_are_finished_and_what_is_finished_too_late_is_not_shown() -> None:
    with opened(moody("drafts done")) as window:
        assert keys(window.wait_for(lambda news: bool(news["pages"]))) == ["new-draft"]
        assert keys(window.settle()) == ["done"]
        window.get("choose", client="drafts slow")
        window.wait_for(lambda news: keys(news) == ["new-draft"])
        window.get("choose", client="well")
        assert keys(window.settle()) == ["well 0"]
        time.sleep(1)
        assert keys(json.loads(window.get("news", after=0))) == ["well 0"]


@pytest.mark.parametrize(("ending", "told"), [("dies", "was ended from outside"), ("hangs", "took longer")])
def test_drafts_that_cannot_be_finished_stay_with_the_reason(ending: str, told: str) -> None:
    with opened(moody(f"drafts {ending}", deadline=1)) as window:
        news = window.wait_for(lambda news: bool(news["remarks"]))
        assert told in messages(news)
        assert (keys(news), news["isOld"], news["isWhole"]) == (["new-draft"], False, True)
        window.get("choose", client="drafts done")
        assert keys(window.wait_for(lambda news: keys(news) == ["done"]))


def test_its_process_ends_with_it() -> None:
    desk = moody("well")
    with opened(desk) as window:
        window.settle()
        assert desk._maker._helper is not None
        process = desk._maker._helper._process
        assert process.pid is not None
        os.kill(process.pid, signal.SIGINT)  # Ctrl-C reaches all processes; this one leaves it to the first
        window.get("choose", client="better")
        assert keys(window.wait_for(lambda news: keys(news) == ["better 0"]))
    assert process.exitcode == 0, "it had time to tidy up"
