"""Draw the picture in the README: pages of one sample report, side by side. `make picture` calls it."""

import sys
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps

PAGES = (2, 3, 7, 8)
WIDTH, GAP, EDGE = 480, 16, 1
SHADE, LINE = "#E9E6DF", "#CFC8BA"


def main(report: str, picture: str) -> None:
    """Write ``picture`` with the chosen pages of the PDF ``report``."""
    with pypdfium2.PdfDocument(report) as document:
        pages = [_draw(document[number - 1]) for number in PAGES]
    height = max(page.height for page in pages)
    sheet = Image.new("RGB", (len(pages) * (pages[0].width + GAP) + GAP, height + 2 * GAP), SHADE)
    for index, page in enumerate(pages):
        sheet.paste(page, (GAP + index * (page.width + GAP), GAP))
    Path(picture).parent.mkdir(exist_ok=True)
    sheet.quantize(128, Image.Quantize.MAXCOVERAGE).save(picture, optimize=True)


def _draw(page: pypdfium2.PdfPage) -> Image.Image:
    image = page.render(scale=WIDTH / page.get_width()).to_pil().convert("RGB")
    return ImageOps.expand(image, EDGE, LINE)


if __name__ == "__main__":
    main(*sys.argv[1:])
