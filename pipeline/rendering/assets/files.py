"""Everything a page may load while it is printed: files of the kit, and the brand's logo and photo.

All of it is read into memory beforehand, so that printing opens no file and no connection.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import RenderError
from pipeline.files import is_hidden

MEDIA_TYPES: Mapping[str, str] = {
    ".css": "text/css",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}

STYLESHEET = "report.css"
"""The stylesheet of every page."""


@dataclass(frozen=True, slots=True)
class Asset:
    """One file in memory. ``name`` is how pages and stylesheets call it, such as ``fonts/Serif.ttf``."""

    name: str
    content: bytes

    @property
    def media_type(self) -> str:
        """Its MIME type, from the ending of its name."""
        return MEDIA_TYPES[Path(self.name).suffix.lower()]

    @property
    def is_font(self) -> bool:
        """Whether it is a typeface."""
        return self.media_type.startswith("font/")

    @property
    def is_stylesheet(self) -> bool:
        """Whether it is a stylesheet."""
        return is_stylesheet(self.name)

    @property
    def digest(self) -> str:
        """SHA-256 of its content, for fingerprints."""
        return hashlib.sha256(self.content).hexdigest()


def gather_assets(folders: Sequence[Path], brand: Iterable[Asset] = ()) -> dict[str, Asset]:
    """Return everything pages may load, by name: the kit's files, first folder first, and the brand's."""
    assets = {name: Asset(name, path.read_bytes()) for name, path in _loadable(folders)}
    return assets | {asset.name: asset for asset in brand}


def gather_stylesheets(folders: Sequence[Path]) -> dict[str, str]:
    """Return the texts of the stylesheets among the kit's files, as :func:`gather_assets` finds them."""
    return {
        name: path.read_text("utf-8", errors="replace")
        for name, path in _loadable(folders)
        if is_stylesheet(name)
    }


def stylesheet_of(assets: Mapping[str, Asset]) -> Asset:
    """Return the stylesheet of every page. Raises :class:`RenderError` if it is not there."""
    if STYLESHEET not in assets:
        raise RenderError(f"The kit has no {STYLESHEET}.", "Put it back, or remove your own kit folder.")
    return assets[STYLESHEET]


def is_stylesheet(name: str) -> bool:
    """Whether a file is a stylesheet by its name."""
    return name.lower().endswith(".css")


def _loadable(folders: Sequence[Path]) -> Iterator[tuple[str, Path]]:
    """Yield the name and the place of every file that pages may load; of equal names, the last one counts."""
    for folder in reversed(folders):
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder)
            if path.suffix.lower() in MEDIA_TYPES and path.is_file() and not is_hidden(name):
                yield name.as_posix(), path
