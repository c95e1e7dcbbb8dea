"""The loop that anybody would write first: WeasyPrint's public functions, one document after the other.

``python benchmarks/plain_loop.py KIT PAGES``: the stylesheet lies in the folder KIT, the pages in PAGES.
"""  # noqa: INP001

import sys
from pathlib import Path

from weasyprint import HTML


def main(kit: Path, pages: Path) -> None:
    """Print every page beside its markup."""
    for page in sorted(pages.glob("*.html")):
        document = HTML(string=page.read_text(encoding="utf-8"), base_url=f"{kit}/")
        document.write_pdf(
            page.with_suffix(".pdf"), stylesheets=[str(kit / "report.css")], pdf_variant="pdf/ua-1"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
