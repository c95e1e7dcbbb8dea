"""What an engine may load while it prints: assets and nothing else, from no file and no network."""

from collections.abc import Mapping
from urllib.parse import unquote

from pipeline.errors import RenderError
from pipeline.rendering.assets.files import Asset
from pipeline.rendering.printing.home import HOME

_LONGEST = 200
"""Characters of a refused address that are told."""


class Shelf:
    """Hands out assets by their address, and remembers what else was asked for."""

    def __init__(self, assets: Mapping[str, Asset]) -> None:
        self._assets = assets
        self.refused: list[str] = []

    def find(self, url: str) -> Asset | None:
        """Return the asset of that address; remember any other address, and return None."""
        asset = self._assets.get(unquote(url.removeprefix(HOME))) if url.startswith(HOME) else None
        if asset is None:
            self.refused.append(url[:_LONGEST])
        return asset

    def refuse(self) -> None:
        """Raise :class:`RenderError` for what was asked for and is no asset; the engine would go on."""
        refused, self.refused = self.refused, []
        if refused:
            wanted = refused[0].removeprefix(HOME)
            raise RenderError(
                f"A page asks for {wanted}, which is neither in the kit nor in the brand.",
                "Put the file into the kit's folder, or take it out of the template.",
            )
