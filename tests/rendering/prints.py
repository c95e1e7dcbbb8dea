"""Prints the sample reports, each once a test run."""

import io
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import pypdf
from PIL import Image, ImageDraw

from pipeline.rendering.assets.files import Asset, gather_assets
from pipeline.rendering.assets.pictures import load_logo, load_photo
from pipeline.rendering.printing.document import Document, Metadata
from pipeline.rendering.printing.pdf import Printer
from pipeline.rendering.templates.page import Pages
from pipeline.rendering.views.brief import Brief
from pipeline.rendering.views.report import Report
from tests.rendering.sample_brief import BARE, BRIEF
from tests.rendering.sample_extremes import everyone

KIT = Path(__file__).parents[2] / "templates" / "base"


def describe(report: Report | Brief) -> Metadata:
    return Metadata(
        title=report.title,
        author=report.brand.practice,
        language=report.language,
        client_id=report.client_id,
        kit_digest="a" * 64,
        input_digest="b" * 64,
        version="0.1.0",
        created=report.date,
    )


def draw_logo() -> bytes:
    """Return a wide PNG with a clear ground, far larger than a page needs."""
    image = Image.new("RGBA", (1600, 400))
    pencil = ImageDraw.Draw(image)
    pencil.ellipse((20, 20, 380, 380), fill="#B45309")
    pencil.rectangle((480, 150, 1580, 250), fill="#1C2529")
    return _written(image, "PNG")


def draw_photo() -> bytes:
    """Return an upright JPEG of soft colours."""
    return _written(Image.radial_gradient("L").resize((600, 900)).convert("RGB"), "JPEG")


def _written(image: Image.Image, kind: str) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind)
    return stream.getvalue()


@cache
def brand() -> tuple[Asset, Asset]:
    with TemporaryDirectory() as folder:
        logo, photo = Path(folder, "logo.png"), Path(folder, "photo.jpg")
        logo.write_bytes(draw_logo())
        photo.write_bytes(draw_photo())
        return load_logo(logo), load_photo(photo)


@cache
def pages() -> Pages:
    return Pages([KIT])


@cache
def printer() -> Printer:
    return Printer(gather_assets([KIT], brand()))


def print_report(report: Report | Brief) -> Document:
    return printer().print(pages().markup(report), describe(report))


@cache
def printed(name: str) -> Document:
    """Return the print of one of the sample reports or briefs."""
    briefs = {"brief": BRIEF, "brief-bare": BARE}
    return print_report(briefs[name] if name in briefs else everyone()[name])


def opened(name: str) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(printed(name).content))


def texts(name: str) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(printed(name).content)).pages]
