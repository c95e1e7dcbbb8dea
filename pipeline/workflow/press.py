"""The engine that prints what is looked at."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pipeline.models.making import EngineName
from pipeline.workflow.freshness import Kept

if TYPE_CHECKING:
    from pipeline.rendering.assets.files import Asset
    from pipeline.rendering.printing.engines import Engine


class Press:
    """Holds an engine, set up anew where stylesheets, fonts or pictures have changed."""

    def __init__(self, name: EngineName) -> None:
        self._name = name
        self._engine: Kept[Engine] = Kept()

    def take(self, looks: str, assets: "Mapping[str, Asset]") -> "Engine":
        """Return an engine with these assets; others have another name, ``looks``.

        Raises:
            RenderError: the assets lack a stylesheet or fonts.
        """
        return self._engine.get(looks, lambda: self._open(assets))

    def _open(self, assets: "Mapping[str, Asset]") -> "Engine":
        from pipeline.rendering.printing.engines import open_engine

        if old := self._engine.drop():
            old.close()
        return open_engine(self._name, assets)
