"""Pages that a person has looked at, kept as pictures in ``tests/golden/`` and compared with today's.

Of a page that looks different, a picture is put into ``.cache/golden/``: as it was, as it is, and in red what
differs. Where it is meant to look like that, ``make approve`` takes the new pictures as the ones to keep.
"""

import os
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops

from pipeline.rendering.building.brief import build_brief
from pipeline.rendering.printing.document import Document
from tests.people import kit
from tests.rendering import test_arabic as arabic
from tests.rendering.built import assess, settings, whole_maya
from tests.rendering.notes import NOTES, print_note
from tests.rendering.prints import print_report, printed

GOLDEN = Path(__file__).parents[1] / "golden"
CHANGED = Path(__file__).parents[2] / ".cache" / "golden"
DOTS_PER_INCH = 60

FAR = 64
"""Shades of grey, of 256: what the edge of a letter may differ by where it lies a bit of a dot elsewhere."""

MOST_FAR = 0.002
"""Share of a page's dots that may differ more: a hairline across a column is already over it."""

LOOKED_AT = [("maya", number) for number in range(1, 11)] + [
    ("arabic-name", 1),
    ("bare", 9),
    ("best", 2),
    ("blanks", 2),
    ("brand", 1),
    ("brand", 9),
    ("letter", 3),
    ("long", 1),
    ("long", 7),
    ("long", 8),
    ("nothing", 2),
    ("since", 4),
    ("brief", 1),
    ("brief-bare", 1),
    ("strip", 2),
    ("note", 2),
    ("note-short", 2),
    *(("arabic-layla", number) for number in range(1, 11)),
    ("arabic-hardly", 2),
    ("arabic-since", 4),
    ("arabic-digits", 7),
    ("arabic-brief", 1),
    ("arabic-note", 2),
]


def find(name: str) -> Document:
    """Return the print of a sample report or brief; those in Arabic go by their name behind a word."""
    if name == "arabic-brief":
        return print_report(build_brief(assess(whole_maya(), kit()), kit(), settings(), "ar"))
    if name in NOTES:
        return print_note(*NOTES[name])
    kind, _, own = name.partition("-")
    return arabic.printed(own) if kind == "arabic" and own in arabic.everyone() else printed(name)


@cache
def draw(name: str) -> list[Image.Image]:
    """Return the pages of a sample report as small grey pictures."""
    document = pypdfium2.PdfDocument(find(name).content)
    try:
        return [page.render(scale=DOTS_PER_INCH / 72, grayscale=True).to_pil() for page in document]
    finally:
        document.close()


def differ(one: Image.Image, other: Image.Image) -> float:
    """Return the share of dots that differ by more than an edge may; 1 for pages of another size."""
    if one.size != other.size:
        return 1.0
    counts = ImageChops.difference(one, other).histogram()
    return sum(counts[FAR:]) / sum(counts)


def show(before: Image.Image, now: Image.Image) -> Image.Image:
    """Return a page as it was, as it is, and in red what differs, side by side."""
    size = (max(before.width, now.width), max(before.height, now.height))
    pages = [Image.new("L", size, 255) for _ in range(2)]
    for page, picture in zip(pages, (before, now), strict=True):
        page.paste(picture)
    far = ImageChops.difference(*pages).point(lambda shade: 255 if shade >= FAR else 0)
    pale = pages[1].point(lambda shade: 170 + shade // 3).convert("RGB")
    pale.paste("#D00000", mask=far)
    board = Image.new("RGB", (3 * size[0] + 20, size[1]), "#777777")
    for place, picture in enumerate((pages[0], pages[1], pale)):
        board.paste(picture, (place * (size[0] + 10), 0))
    return board


def compare(new: Image.Image, kept: Path, board: Path, *, approve: bool) -> str:
    """Say how a page differs from the picture that was kept of it; "" if it looks the same.

    ``board`` is where the difference is drawn; with ``approve`` the new picture is kept instead.
    """
    board.unlink(missing_ok=True)
    before = Image.open(kept).convert("L") if kept.exists() else Image.new("L", new.size, 255)
    change = differ(new, before) if kept.exists() else 1.0
    if change <= MOST_FAR:
        return ""
    if approve:
        new.quantize(16).save(kept, optimize=True)
        return ""
    board.parent.mkdir(parents=True, exist_ok=True)
    show(before, new).save(board)
    told = (
        f"{change:.2%} of the page looks different"
        if kept.exists()
        else "there is no picture of this page yet"
    )
    return f"{told}; look at {board}, and if it is right, type: make approve"


@pytest.mark.parametrize(("name", "number"), LOOKED_AT)
def test_a_page_looks_as_it_did_when_somebody_looked_at_it(name: str, number: int) -> None:
    file = f"{name}-{number:02}.png"
    approve = bool(os.environ.get("ACCEPT_PAGES"))
    assert compare(draw(name)[number - 1], GOLDEN / file, CHANGED / file, approve=approve) == ""


def test_what_differs_is_drawn_and_told_until_it_is_approved(tmp_path: Path) -> None:
    kept, board = tmp_path / "page.png", tmp_path / "changed" / "page.png"
    page = Image.new("L", (100, 140), 255)
    told = compare(page, kept, board, approve=False)
    assert told.startswith("there is no picture of this page yet; look at ")
    assert board.exists()
    assert compare(page, kept, board, approve=True) == ""
    assert not board.exists()
    changed = page.copy()
    changed.paste(0, (10, 10, 60, 20))
    told = compare(changed, kept, board, approve=False)
    assert told.startswith("3.57% of the page looks different")
    assert told.endswith("type: make approve")
    with Image.open(board) as drawn:
        assert drawn.size == (320, 140)
        assert drawn.getpixel((220 + 30, 15)) == (208, 0, 0)
        assert drawn.getpixel((30, 15)) == (255, 255, 255)
        assert drawn.getpixel((110 + 30, 15)) == (0, 0, 0)
    before = kept.read_bytes()
    assert compare(page, kept, board, approve=True) == ""
    assert kept.read_bytes() == before, "a page that looks the same keeps its picture"
    assert compare(changed, kept, board, approve=True) == ""
    assert kept.read_bytes() != before


def test_pictures_of_changes_are_no_part_of_the_project() -> None:
    ignored = (GOLDEN.parents[1] / ".gitignore").read_text(encoding="utf-8").split()
    assert f"/{CHANGED.parent.name}/" in ignored


def test_pictures_of_pages_that_nobody_compares_are_not_kept() -> None:
    assert {path.name for path in GOLDEN.glob("*.png")} == {
        f"{name}-{number:02}.png" for name, number in LOOKED_AT
    }


def test_a_line_that_moves_by_five_points_is_noticed() -> None:
    page = draw("maya")[6]
    moved = page.copy()
    moved.paste(page.crop((0, 300, page.width, 360)), (0, 304))
    assert differ(page, moved) > MOST_FAR
