"""Draw the gallery in the README: pages of sample reports in each brand. `make gallery` calls it."""

import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from PIL import Image, ImageOps

WIDTH, GAP, EDGE = 400, 20, 1
SHADE, LINE = "#E9E6DF", "#CFC8BA"


@dataclass(frozen=True)
class Column:
    """Pages of one client's report in one brand, one below the other."""

    brand: str
    client: str
    pages: tuple[int, ...]
    practice: str
    coach: str
    language: str = "en"
    says: dict[str, str] = field(default_factory=dict)
    """What stands in the settings of this practice instead of what the brand brings."""


COLUMNS = (
    Column("evergreen", "Maya Haddad", (1, 2), "Northlight Coaching", "Elena Marsh"),
    Column(
        "mulberry",
        "Inês Duarte",
        (1, 3),
        "Mulberry Lane Coaching",
        "Clara Whitfield",
        says={"footer": "Mulberry Lane Coaching · Porto"},
    ),
    Column(
        "harbour",
        "Hannah Weiss",
        (1, 7),
        "Harbour Career Advisers",
        "Thomas Reed",
        says={"footer": "Harbour Career Advisers · Confidential"},
    ),
    Column(
        "iris",
        "ليلى منصور",
        (1, 8),
        "سوسن للإرشاد المهني",
        "سارة عمران",
        "ar",
        {"coach_line": "مكالمة قصيرة، وخطوات واضحة، وخطة تبدأ هذا الأسبوع", "footer": "سوسن للإرشاد المهني"},
    ),
)


def main(picture: str) -> None:
    """Write ``picture`` with every column's pages."""
    with TemporaryDirectory() as home:
        columns = [_draw(column, Path(home, column.brand)) for column in COLUMNS]
    rows = [max(page.height for page in row) for row in zip(*columns, strict=True)]
    size = len(columns) * (WIDTH + 2 * EDGE + GAP) + GAP, sum(rows) + (len(rows) + 1) * GAP
    sheet = Image.new("RGB", size, SHADE)
    for across, column in enumerate(columns):
        for down, page in enumerate(column):
            top = GAP + sum(rows[:down]) + down * GAP
            sheet.paste(page, (GAP + across * (WIDTH + 2 * EDGE + GAP), top))
    Path(picture).parent.mkdir(exist_ok=True)
    sheet.save(picture, optimize=True)


def _draw(column: Column, practice: Path) -> list[Image.Image]:
    """Return the pages of a column, printed in a new practice of its brand."""
    _run("init", practice, "--brand", column.brand)
    _settle(practice / "roadmap.toml", {"coach": column.coach, **column.says, "name": column.practice})
    _run("reports", "--practice", practice, "--client", column.client, "--language", column.language)
    (report,) = (practice / "outputs" / "reports").glob("*.pdf")
    with pypdfium2.PdfDocument(report) as document:
        return [_picture(document[number - 1]) for number in column.pages]


def _settle(settings: Path, values: dict[str, str]) -> None:
    """Let the settings of a new practice say something else."""
    lines = settings.read_text(encoding="utf-8").splitlines()
    keys = {line.removeprefix("# ").partition(" = ")[0]: number for number, line in enumerate(lines)}
    for key, value in values.items():
        lines[keys[key]] = f'{key} = "{value}"'
    settings.write_text("\n".join(lines), encoding="utf-8")


def _run(*arguments: str | Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", *arguments], capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(done.stderr)


def _picture(page: pypdfium2.PdfPage) -> Image.Image:
    image = page.render(scale=WIDTH / page.get_width()).to_pil().convert("RGB")
    return ImageOps.expand(image, EDGE, LINE)


if __name__ == "__main__":
    main(*sys.argv[1:])
