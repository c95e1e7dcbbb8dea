"""Printing on the machines of a cluster. What they print is filed, and remembered, by whoever asked."""

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING

from pipeline.batch.executors import Means, Opener
from pipeline.batch.worker import Recipe
from pipeline.errors import ClusterError
from pipeline.workflow.candidates import Wish
from pipeline.workflow.parcels import pack
from pipeline.workflow.workshop import Workshop, open_workers

if TYPE_CHECKING:
    from pipeline.batch.dask import Cluster

_PACKAGE = "distributed"


@contextmanager
def on_cluster(address: str, wish: Wish) -> Iterator[tuple[Wish, Opener]]:
    """Give the wish with as many workers as the cluster has places, and what opens executors there.

    Raises:
        ClusterError: Dask is not installed, nobody answers at the address, or the workers cannot do the work.
    """
    if find_spec(_PACKAGE) is None:
        raise ClusterError(
            "Dask, which brings the work to a cluster, is not installed.",
            'Install it into the same environment: pip install "distributed>=2026.1"',
        )
    from pipeline.batch.dask import joined

    needed = (wish.engine,) if wish.is_for_drafts else ()
    with joined(address, needed) as cluster:
        yield replace(wish, workers=cluster.places), partial(_open, cluster)


def _open(cluster: "Cluster", recipe: Recipe, means: Means) -> Executor:
    return cluster.open(pack(recipe) if isinstance(recipe, Workshop) else recipe, means, open_workers)
