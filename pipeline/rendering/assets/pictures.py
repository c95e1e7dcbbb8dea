"""The brand's pictures, made fit for print: whole, small, and with nothing in them but what is seen."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageFile, ImageOps

from pipeline.errors import SettingsError
from pipeline.rendering.assets.drawing import read_drawing
from pipeline.rendering.assets.files import Asset

LOGO_PIXELS = (900, 180)
"""Three times the 300 x 60 pt that the cover gives a logo: sharp in print, a few kB."""

PHOTO_PIXELS = 270
"""Three times the 65 pt of the coach's photo, and some room."""

MOST_BYTES = 10_000_000
MOST_DRAWING_BYTES = 200_000
"""An SVG is printed as it is, and a report has to stay small."""

MOST_PIXELS = 40_000_000


def load_logo(path: Path) -> Asset:
    """Return the practice's logo, ``brand/logo.svg`` or, re-sampled, ``brand/logo.png``.

    Raises :class:`SettingsError` when the file is missing, no picture, or pulls in something else.
    """
    if path.suffix.lower() == ".svg":
        return Asset("brand/logo.svg", _checked_svg(path))
    image = _opened(path, "logo")
    image.thumbnail(LOGO_PIXELS, Image.Resampling.LANCZOS)
    return Asset("brand/logo.png", _saved(image, "PNG", optimize=True))


def load_photo(path: Path) -> Asset:
    """Return the coach's photo as ``brand/photo.jpg``, cut to a square from its middle and re-sampled.

    Raises :class:`SettingsError` when the file is missing or no picture.
    """
    image = _opened(path, "photo").convert("RGBA")
    square = ImageOps.fit(image, (PHOTO_PIXELS, PHOTO_PIXELS), Image.Resampling.LANCZOS)
    ground = Image.new("RGB", square.size, "white")
    ground.paste(square, mask=square.getchannel("A"))
    return Asset("brand/photo.jpg", _saved(ground, "JPEG", quality=85, optimize=True))


def _read(path: Path, what: str, most: int = MOST_BYTES) -> bytes:
    try:
        if path.stat().st_size > most:
            raise SettingsError(
                f"The {what} {path.name} is larger than {_size(most)}.",
                "Save a smaller copy of the picture and name that in roadmap.toml.",
            )
        return path.read_bytes()
    except OSError as error:
        raise SettingsError(
            f"The {what} {path.name} cannot be read: {error.strerror or error}.",
            f"Check the path of the {what} in roadmap.toml; it is relative to that file.",
        ) from error


def _size(count: int) -> str:
    return f"{count // 1_000_000} MB" if count >= MOST_BYTES else f"{count // 1000} kB"


def _opened(path: Path, what: str) -> Image.Image:
    """Return a picture upright, in full colour, without what a camera wrote into it."""
    content = _read(path, what)
    try:
        with _strictly():
            image = Image.open(io.BytesIO(content), formats=("PNG", "JPEG"))
            _refuse_bomb(image)
            return ImageOps.exif_transpose(image).convert("RGBA")
    except Image.DecompressionBombError as error:
        raise SettingsError(
            f"The {what} {path.name} has too many pixels.",
            "Save a smaller copy of the picture and name that in roadmap.toml.",
        ) from error
    except (OSError, ValueError, SyntaxError) as error:
        kinds = "an SVG, PNG or JPEG" if what == "logo" else "a PNG or JPEG"
        raise SettingsError(
            f"The {what} {path.name} is not a picture that can be read.", f"Give {kinds} file."
        ) from error


def _refuse_bomb(image: Image.Image) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise Image.DecompressionBombError


@contextmanager
def _strictly() -> Iterator[None]:
    """Refuse half a picture, even after WeasyPrint has told Pillow to put up with it."""
    lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with warnings.catch_warnings(action="ignore", category=Image.DecompressionBombWarning):
            yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def _checked_svg(path: Path) -> bytes:
    """Return an SVG that stands on its own: nothing linked, scripted, or set in a font of its own."""
    drawing = read_drawing(_read(path, "logo", MOST_DRAWING_BYTES))
    if drawing is None:
        raise SettingsError(
            f"The logo {path.name} is not an SVG file that can be read safely.",
            "Export it again as plain SVG, or give a PNG.",
        )
    if drawing.faults:
        raise SettingsError(
            f"The logo {path.name} holds {', '.join(drawing.faults)}.",
            "Export it as plain SVG with text turned into outlines and pictures left out, or give a PNG.",
        )
    return drawing.content
