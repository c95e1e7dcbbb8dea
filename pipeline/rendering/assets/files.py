"""Everything a page may load while it is printed: files of the kit, and the brand's logo and photo.

All of it is read into memory beforehand, so that printing opens no file and no connection.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

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
    def digest(self) -> str:
        """SHA-256 of its content, for fingerprints."""
        return hashlib.sha256(self.content).hexdigest()


def gather_assets(folders: Sequence[Path], brand: Iterable[Asset] = ()) -> dict[str, Asset]:
    """Return everything pages may load, by name: the kit's files, first folder first, and the brand's."""
    assets: dict[str, Asset] = {}
    for folder in reversed(folders):
        for path in sorted(_loadable(folder)):
            name = path.relative_to(folder).as_posix()
            assets[name] = Asset(name, path.read_bytes())
    return assets | {asset.name: asset for asset in brand}


def _loadable(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.suffix.lower() in MEDIA_TYPES and path.is_file())
