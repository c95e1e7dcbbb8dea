"""The loop that anybody would write first: WeasyPrint's public functions alone, all read anew each time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from benchmarks.peers.contest import Print


@contextmanager
def plain_loop(kit: Path) -> Iterator[Print]:
    """Print as tagged PDF."""

    def print_one(markup: str) -> bytes:
        fonts = FontConfiguration()
        style = CSS(filename=kit / "report.css", font_config=fonts)
        html = HTML(string=markup, base_url=f"{kit}/")
        content: bytes = html.write_pdf(font_config=fonts, stylesheets=[style], pdf_variant="pdf/ua-1")
        return content

    yield print_one
