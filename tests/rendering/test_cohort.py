"""The page about many clients: what it says, and what it keeps to itself."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import cycle, islice
from xml.etree import ElementTree as ET

import page as checker
import pytest

from pipeline.errors import KitError
from pipeline.models.answers import Answer
from pipeline.models.client import Client
from pipeline.models.kit import Kit
from pipeline.models.settings import Settings
from pipeline.rendering.assets.files import gather_assets
from pipeline.rendering.building.cohort import build_cohort
from pipeline.rendering.fitting import cohort as fit_cohort
from pipeline.rendering.printing.document import Document, Metadata
from pipeline.rendering.templates.page import Pages
from pipeline.rendering.templates.standalone import embed
from pipeline.rendering.views.cohort import CohortSheet
from pipeline.scoring.cohort import sum_up
from tests.people import BUILT_IN_KITS, cards_of, client, kit, maya, maya_answers
from tests.rendering.prints import KIT, brand, printer
from tests.wide_kit import give_all, wide_kit

PERIOD = (date(2026, 3, 10), date(2026, 8, 19))
SAME: dict[str, Answer] = dict.fromkeys((f"L{number:02}" for number in range(1, 23)), 4)
FLAGGED: dict[str, Answer] = {**SAME, "Q1": 1}
"""Every flag there is: agreeing with everything, in a form that did not fit."""


def many(count: int, *others: Client) -> list[Client]:
    kinds = [maya(), maya(L04=1, L05=2, L06=5, L09=5), maya(L15=1, L16=2, L04=5), maya(**FLAGGED)]  # type: ignore[arg-type]
    return [*islice(cycle(kinds), count), *others]


def sheet(
    people: Sequence[Client], *, settings: Settings | None = None, of: Kit | None = None, period: bool = True
) -> CohortSheet:
    of = of or kit()
    asked = of.questionnaire
    cohort = sum_up(cards_of(people, asked), asked)
    chosen = settings or Settings.model_validate({"practice": {"name": "Meridian"}})
    return build_cohort(cohort, of, chosen, "en", PERIOD if period else None)


def markup(found: CohortSheet) -> str:
    return Pages([KIT]).markup(found)


def printed(found: CohortSheet) -> Document:
    around = Metadata(found.title, "Meridian", "en", "", "a" * 64, "b" * 64, "0.1.0")
    return printer().print(markup(found), around)


@cache
def usual() -> CohortSheet:
    return sheet(many(40))


def test_what_it_says() -> None:
    found = usual()
    assert found.summary == "40 clients of Meridian. Answered from 10 March 2026 to 19 August 2026."
    assert [row.name for row in found.spreads][:2] == ["What you have now", "Pay and job security"]
    assert len(found.spreads) == 11
    time = next(row for row in found.spreads if row.name == "Time and energy")
    assert time.plot is not None
    assert max(time.plot.heights) == 1
    assert time.plot.alt == (
        "Time and energy: 40 scores from 8 to 58, half of them from 40 to 58, the median is 54"
    )
    assert (time.clients, time.missing) == ("40", ("0", "0", "0", "0"))
    assert found.flags is not None
    assert [(row.name, row.number) for row in found.flags.rows][:4] == [
        ("Many equal answers in a row", "10"),
        ("Answers that hardly differ", "10"),
        ("The form did not fit well", "10"),
        ("Hours leave time for life / No energy left after work", "10"),
    ]
    assert len(found.flags.rows) == 8
    assert found.flags.note == "10 clients have one of these or more. They change no point."
    assert found.notes[0].lead == "Single answers"
    assert re.fullmatch(
        r"go with the sum of the others of their area: Time and energy \S+ to \S+, A clear"
        r" direction \S+ to \S+, and Work that fits you \S+ to \S+\.",
        found.notes[0].text,
    )
    assert found.scale_notes == (
        "Time and energy: No omega: one factor was not found.",
        "A standard error (SE) of their own needs 100 complete answers.",
        "Work that fits you: No omega: one factor explains too much (Heywood).",
    )
    assert sheet(many(40), period=False).summary == "40 clients of Meridian."


@pytest.mark.parametrize("people", [many(40), many(4), many(250), []], ids=["40", "4", "250", "none"])
def test_one_page_that_passes_the_checker_of_pdf_ua(people: list[Client]) -> None:
    document = printed(sheet(people))
    assert document.pages == 1
    assert document.findings == ()
    report = checker.validate_pdf_bytes(document.content, profile=checker.ValidationProfile.PDF_UA_1)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []


def wide(axes: int, scales: int | None, changed: Mapping[str, object]) -> CohortSheet:
    """Return the page of forty people who answered a kit with so many axes and scales."""
    asked, items = wide_kit(axes, scales), enumerate(give_all(axes, 1))
    given = {item: cycle(range(1, 6 - place % 3)) for place, item in items}
    people = [client({item: next(codes) for item, codes in given.items()}) for _ in range(40)]
    settings = Settings.model_validate({"practice": {"name": "Meridian"}, "reports": changed})
    return sheet(people, of=asked, settings=settings)


def test_five_axes_with_ten_areas_and_five_scales_stand_on_one_page() -> None:
    found = wide(5, 5, {})
    assert (len(found.spreads), len(found.scales), found.more) == (15, 5, "")
    assert printed(found).pages == 1


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("axes", [3, 8, 16])
def test_what_the_page_has_no_room_for_is_counted(axes: int, paper: str) -> None:
    found = wide(axes, None, {"page": paper})
    assert printed(found).pages == 1
    assert sum(row.is_axis for row in found.spreads) == axes, "areas give way before axes"
    left, scales = axes * 3 - len(found.spreads), axes * 2 - len(found.scales)
    said = "{} more stand in the output of roadmap cohort."
    assert found.more == (said.format(left) if left else "")
    assert (said.format(scales) in found.scale_notes) == (scales > 1)
    assert (axes == 3) == (not left + scales)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_every_row_about_the_built_in_kit_stands_on_one_page_in_every_language(paper: str) -> None:
    asked = kit().questionnaire
    cohort = sum_up(cards_of(many(40), asked), asked)
    settings = Settings.model_validate({"practice": {"name": "Meridian"}, "reports": {"page": paper}})
    for language in kit().wordings:
        found = build_cohort(cohort, kit(), settings, language, PERIOD)
        assert found.flags
        assert (len(found.spreads), len(found.scales), len(found.flags.rows)) == (11, 3, 8)
        assert printed(found).pages == 1


def test_where_many_things_were_flagged_those_that_fit_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fit_cohort, "_ROOMS", {"A4": 540})
    found = sheet(many(40))
    assert found.flags
    left = 8 - len(found.flags.rows)
    assert left > 1
    assert found.flags.note.startswith(f"{left} more stand in the output of roadmap cohort. 10 clients have")


@pytest.mark.parametrize(
    "changed",
    [
        {"reports": {"page": "Letter"}},
        {"brand": {"logo": "brand/logo.png", "primary": "#C0C000", "footer": "Quiet & Co"}},
        {"brand": {"heading_font": "Plex", "body_font": "Plex"}},
    ],
)
def test_any_brand_and_paper_give_one_page(changed: dict[str, object]) -> None:
    settings = Settings.model_validate({"practice": {"name": "Meridian"}, **changed})
    found = sheet(many(40), settings=settings)
    assert printed(found).pages == 1
    assert "#C0C000" not in markup(found), "too pale for a heading"


def test_fewer_than_five_are_not_broken_down() -> None:
    found = sheet(many(4))
    assert found.few.startswith("There are fewer than 5 clients")
    assert (found.spreads, found.positions, found.quadrants, found.flags) == ((), None, None, None)
    assert (found.scales, found.scale_notes) == ((), ())
    assert found.summary == "4 clients of Meridian."
    assert "<svg" not in markup(found)


def test_an_area_that_fewer_than_five_have_is_not_broken_down(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = client({key: value for key, value in maya_answers().items() if not key.startswith(("L15", "L16"))})
    nothing = client({})
    people = [*many(4), *[bare] * 3, *[nothing] * 2]
    assert printed(sheet(people)).pages == 1
    monkeypatch.setattr(fit_cohort, "_ROOMS", {"A4": 2000})  # room for the figures of every area
    found = sheet(people)
    fit = next(row for row in found.spreads if row.name == "Work that fits you")
    assert (fit.plot, fit.clients, fit.median, fit.middle, fit.deviation) == (None, "4", "", "", "")
    assert fit.note == "Fewer than 5 clients have enough answers: not broken down."
    scale = next(row for row in found.scales if row.name == "Work that fits you")
    assert (scale.alpha, scale.interval, scale.omega) == ("–", "", "–")
    assert "Work that fits you: Too few complete answers." in found.scale_notes
    assert found.positions is not None
    assert found.positions.note.endswith("2 clients have too few answers for a place.")


def test_places_that_fewer_than_five_have_are_not_broken_down() -> None:
    found = sheet([*many(3), *[client({})] * 4])
    for counts in (found.positions, found.quadrants):
        assert counts is not None
        assert counts.rows == ()
        assert counts.note.startswith("Fewer than 5 clients")


def test_a_kit_without_axes_position_and_scales() -> None:
    asked = kit().questionnaire
    scoring = asked.scoring.model_copy(update={"position": None, "quadrants": None})
    dimensions = tuple(part.model_copy(update={"reliability": (), "axis": None}) for part in asked.dimensions)
    changed = {"scoring": scoring, "dimensions": dimensions, "axes": ()}
    plain = replace(kit(), questionnaire=asked.model_copy(update=changed))
    found = sheet([maya()] * 6, of=plain)
    assert (found.positions, found.quadrants, found.scales) == (None, None, ())
    assert [row.is_axis for row in found.spreads] == [False] * 9
    assert found.flags is not None
    assert found.flags.note == "Nothing was flagged."
    assert printed(found).pages == 1


def test_drawings_stay_inside_and_say_what_they_show() -> None:
    drawings = re.findall(r"<svg.*?</svg>", markup(usual()), re.DOTALL)
    assert len(drawings) == 11 + 5 + 4
    for drawing in map(ET.fromstring, drawings):
        wide, tall = map(float, drawing.attrib["viewBox"].split()[2:])
        assert drawing.findtext("title")
        for box in drawing.iter("rect"):
            left, top, width, height = (float(box.attrib[name]) for name in ("x", "y", "width", "height"))
            assert 0 <= left <= left + width <= wide
            assert 0 <= top <= top + height <= tall


def test_every_text_of_the_page_is_said_by_the_kit() -> None:
    texts = {key: text for key, text in kit().wordings["en"].texts.items() if key != "cohort.title"}
    poor = kit().wordings["en"].model_copy(update={"texts": texts})
    with pytest.raises(KitError, match=r'has no text "cohort\.title"'):
        sheet(many(5), of=replace(kit(), wordings={"en": poor}))


def test_the_page_stands_on_its_own() -> None:
    settings = Settings.model_validate({"practice": {"name": "M"}, "brand": {"logo": "brand/logo.png"}})
    page = embed(markup(sheet(many(9), settings=settings)), gather_assets([BUILT_IN_KITS / "base"], brand()))
    assert page.count("@font-face") == page.count("url(data:font/ttf;base64,") == 6
    assert page.count('src="data:image/png;base64,') == 1
    assert page.count("<style>") == 4
    assert "<link" not in page
