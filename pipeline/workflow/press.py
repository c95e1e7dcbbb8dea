"""The engine that prints what is looked at."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pipeline.models.making import EngineName

if TYPE_CHECKING:
    from pipeline.rendering.assets.files import Asset
    from pipeline.rendering.printing.engines import Engine


class Press:
    """Holds an engine, set up anew where stylesheets, fonts or pictures have changed."""

    def __init__(self, name: EngineName) -> None:
        self._name = name
        self._engine: Engine | None = None
        self._looks: str | None = None

    def take(self, looks: str, assets: "Mapping[str, Asset]") -> "Engine":
        """Return an engine with these assets; others have another name, ``looks``.

        Raises:
            RenderError: the assets lack a stylesheet or fonts.
            SpentError: the fast engine needs a new process, as its fonts have changed.
        """
        if self._engine is None or looks != self._looks:
            self._looks = None  # until it is set up
            self._engine = self._set_up(assets)
            self._looks = looks
        return self._engine

    def _set_up(self, assets: "Mapping[str, Asset]") -> "Engine":
        from pipeline.rendering.printing.engines import open_engine

        return self._engine.renew(assets) if self._engine else open_engine(self._name, assets)
