"""Fonts that engines see."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from pipeline.rendering.assets.files import Asset
from pipeline.rendering.printing.fonts import lend_fonts
from tests.rendering.brand_fonts import FAMILY, print_with_changed_styles


class Borrower:
    """Whoever prints with fonts."""


def test_fonts_with_names_that_are_alike_are_kept_apart() -> None:
    names = ("fonts/a.ttf", "fonts-a.ttf", "fonts/A.ttf", "other/a.ttf")
    borrower = Borrower()
    loan = lend_fonts(borrower, {name: Asset(name, name.encode()) for name in names})
    try:
        assert {name: file.read_text() for name, file in loan.files.items()} == {name: name for name in names}
        assert len({str(file).casefold() for file in loan.files.values()}) == len(names)
    finally:
        loan.end()


def test_drafts_find_a_font_that_a_stylesheet_asks_for_later() -> None:
    with ProcessPoolExecutor(1, get_context("spawn")) as anew:
        assert list(anew.map(print_with_changed_styles, [None])) == [{FAMILY}]
