"""Both engines of this program, as its workers use them."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

from benchmarks.peers.contest import Print
from pipeline.models.making import EngineName
from pipeline.rendering.assets.files import gather_assets
from pipeline.rendering.printing.document import Metadata
from pipeline.rendering.printing.engines import open_engine

METADATA = Metadata("Career roadmap", "A practice", "en", "C-001", "a" * 64, "b" * 64, "0")


@contextmanager
def _engine(name: EngineName, kit: Path) -> Iterator[Print]:
    with closing(open_engine(name, gather_assets([kit]))) as engine:
        yield lambda markup: engine.print(markup, METADATA).content


standard = partial(_engine, "weasyprint")
drafts = partial(_engine, "plutoprint")
