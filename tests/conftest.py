"""What tests of several rooms share."""

import gc
import multiprocessing
import os

import pytest
from hypothesis import settings

from pipeline.workflow.workshop import PRELOAD

# Whoever runs the tests of a commit tries the same examples; the long proofs look for new ones each time.
settings.register_profile("same for everyone", derandomize=True)
if not os.environ.get("PROVE"):
    settings.load_profile("same for everyone")

# One server forks the workers of all tests of a process: had it been started with nothing loaded, each worker
# that prints would load for itself what printing needs.
if "forkserver" in multiprocessing.get_all_start_methods():
    multiprocessing.get_context("forkserver").set_forkserver_preload(["__main__", *PRELOAD])


def pytest_collection_finish() -> None:
    """Keep the garbage collector from looking through all that was collected, and from looking often."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture
def same_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take program and built-in kit as they were at first, and read spreadsheets in this process."""
    from tests.posting import keep_program  # not every test needs what this loads

    keep_program(monkeypatch)
