"""What a printed page costs, beside the plain loop anybody would write first, and for more and more pages.

The plain loop uses WeasyPrint's public functions alone: for each report it reads the stylesheet and the fonts
anew. Both print the same markup as tagged PDF. CPU time, one process, after a first report of each.
"""  # noqa: INP001

import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[1]))

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from pipeline.models.assessment import Assessment
from pipeline.rendering.assets.files import gather_assets
from pipeline.rendering.building.report import build_report
from pipeline.rendering.printing.document import Metadata
from pipeline.rendering.printing.pdf import Printer
from pipeline.rendering.templates.page import Pages
from pipeline.workflow.assessing import Assessor
from tests.crowd import crowd
from tests.people import kit
from tests.rendering.built import settings

REPORTS, SEED = 12, 3
TIMES = (1, 2, 4)
"""How many times the middle pages of a report are repeated."""


def main() -> None:
    """Print the cost of a page of both loops, their ratio, and the cost of a page of longer reports."""
    assessor = Assessor(kit())
    people = [assessor.assess(person, earlier) for person, earlier in crowd(REPORTS, SEED)]
    pages = Pages(kit().folders)
    markups = [_markup(pages, assessment) for assessment in people]
    printer = Printer(gather_assets(kit().folders, []))
    kept = _cost(lambda markup: printer.print(markup, METADATA).pages, markups)
    plain = _cost(_print_plainly, markups)
    _say(
        f"{REPORTS} reports: plain loop {1000 * plain:.0f} ms a page, ours {1000 * kept:.0f} ms: "
        f"{plain / kept:.2f} times faster"
    )
    for times in TIMES:
        longer = [_repeat(markup, times) for markup in markups[:4]]
        cost = _cost(lambda markup: printer.print(markup, METADATA).pages, longer)
        _say(f"areas and habits {times} times: {1000 * cost:.0f} ms a page")
    printer.close()


METADATA = Metadata("Career roadmap", "A practice", "en", "C-001", "a" * 64, "b" * 64, "0")


def _markup(pages: Pages, assessment: Assessment) -> str:
    return pages.markup(build_report(assessment, kit(), settings(), "en"))


def _repeat(markup: str, times: int) -> str:
    """Return a report whose middle pages come several times."""
    start, end = markup.index('<section id="areas"'), markup.index('<section id="plan"')
    middle = markup[start:end]
    copies = "".join(middle.replace(' id="', f' id="n{number}-') for number in range(1, times))
    return markup[:end] + copies + markup[end:]


def _cost(print_one: Callable[[str], int], markups: list[str]) -> float:
    """Return the median CPU seconds of a page, after one report that is not counted."""
    print_one(markups[0])
    costs = []
    for markup in markups:
        started = process_time()
        pages = print_one(markup)
        costs.append((process_time() - started) / pages)
    return statistics.median(costs)


def _print_plainly(markup: str) -> int:
    base = next(folder for folder in kit().folders if (folder / "report.css").is_file())
    fonts = FontConfiguration()
    style = CSS(filename=base / "report.css", font_config=fonts)
    document = HTML(string=markup, base_url=str(base)).render(
        font_config=fonts, stylesheets=[style], pdf_variant="pdf/ua-1"
    )
    document.write_pdf(pdf_variant="pdf/ua-1")
    return len(document.pages)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
