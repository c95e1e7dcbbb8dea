"""A practice in which runs are killed."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kills.arena import Arena

MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of one's own is made in it


@pytest.fixture(scope="module")
def arena() -> Iterator[Arena]:
    """Return a practice of two clients.

    It lies in memory where there is such a folder: what a process has written before it is killed stays there
    as on a disk, and the thousands of times that a run waits for the disk cost nothing.
    """
    folder = tempfile.mkdtemp(dir=MEMORY if os.access(MEMORY, os.W_OK) else None)
    try:
        with Arena(Path(folder), clients=2) as made:
            yield made
    finally:
        shutil.rmtree(folder)
