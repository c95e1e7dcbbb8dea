"""Pages that a person has looked at, kept as pictures in ``tests/golden/`` and compared with today's.

When a page is meant to look different now, look at it, and accept the new pictures with

    ACCEPT_PAGES=1 .venv/bin/pytest tests/rendering/test_golden.py
"""

import os
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops

from tests.rendering.prints import printed

GOLDEN = Path(__file__).parents[1] / "golden"
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
]


@cache
def draw(name: str) -> list[Image.Image]:
    """Return the pages of a sample report as small grey pictures."""
    document = pypdfium2.PdfDocument(printed(name).content)
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


@pytest.mark.parametrize(("name", "number"), LOOKED_AT)
def test_a_page_looks_as_it_did_when_somebody_looked_at_it(name: str, number: int, tmp_path: Path) -> None:
    new, kept = draw(name)[number - 1], GOLDEN / f"{name}-{number:02}.png"
    if os.environ.get("ACCEPT_PAGES"):
        new.quantize(16).save(kept, optimize=True)
    assert kept.exists(), "no picture yet: look at the page, then accept it (see the top of this file)"
    with Image.open(kept) as picture:
        change = differ(new, picture.convert("L"))
    if change > MOST_FAR:
        new.save(tmp_path / kept.name)
    assert change <= MOST_FAR, (
        f"{change:.2%} of the page looks different; the new picture is {tmp_path / kept.name}"
    )


def test_pictures_of_pages_that_nobody_compares_are_not_kept() -> None:
    assert {path.name for path in GOLDEN.glob("*.png")} == {
        f"{name}-{number:02}.png" for name, number in LOOKED_AT
    }


def test_a_line_that_moves_by_five_points_is_noticed() -> None:
    page = draw("maya")[6]
    moved = page.copy()
    moved.paste(page.crop((0, 300, page.width, 360)), (0, 304))
    assert differ(page, moved) > MOST_FAR
