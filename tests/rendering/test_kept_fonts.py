"""Fonts that are kept from one draft to the next, and those that are loaded for each, print alike."""

import subprocess
import sys
from pathlib import Path

from pipeline.rendering.assets.files import Asset
from pipeline.rendering.printing.kept_fonts import ask_first

PRINT_TWICE = """
from pipeline.rendering.assets.files import gather_assets
from pipeline.rendering.printing.document import Metadata
from pipeline.rendering.printing.draft import DraftPrinter
from tests.rendering.prints import KIT

plain = Metadata("Title", "Author", "en", "C-1", "a", "b", "0.1.0")
words = "<p>Plain <i>italic</i> <span style='font-style: oblique'>oblique</span> <b>bold</b> ليلى</p>"
page = f"<html><head></head><body>{words}</body></html>"
first, later = (DraftPrinter(gather_assets([KIT])) for _ in range(2))
kept, loaded = ([printer.print(page, plain).content for _ in range(2)] for printer in (later, first))
assert kept[0].count(b"/FontFile") >= 3
assert kept == loaded
for printer in (first, later):
    printer.close()
for _ in range(30):
    more = DraftPrinter(gather_assets([KIT]))
    assert more.print(page, plain).content == kept[0]
    more.close()
"""
FONTS = {"fonts/A.ttf": Path("/copies/fonts-A.ttf"), "fonts/b c.ttf": Path("/copies/b c.ttf")}


def asked(name: str, style: str) -> str:
    return ask_first({name: Asset(name, style.encode())}, FONTS)[name].content.decode()


def test_kept_and_loaded_fonts_print_alike_and_the_process_ends_well() -> None:
    done = subprocess.run([sys.executable, "-c", PRINT_TWICE], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_stylesheet_asks_for_the_copy_of_a_font_before_its_address() -> None:
    assert asked("report.css", "src: url(fonts/A.ttf)") == (
        'src: local("/copies/fonts-A.ttf"), url(fonts/A.ttf)'
    )
    assert asked("own.css", "src: url( 'fonts/b%20c.ttf' )").startswith('src: local("/copies/b c.ttf"), url(')
    assert 'local("/copies/fonts-A.ttf")' in asked("deep/own.css", "src: url(../fonts/A.ttf)")


def test_all_else_stays_as_it_is() -> None:
    for style in (
        "src: url(fonts/B.ttf)",
        "background: url(logo.png)",
        'src: url("https://a.example/A.ttf")',
    ):
        assert asked("report.css", style) == style
    assert asked("fonts/A.ttf", "url(fonts/A.ttf)") == "url(fonts/A.ttf)"
