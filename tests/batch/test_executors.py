import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from pathlib import Path

import pytest

from pipeline.batch.executors import _do, _submit, cores, open_executor, run
from pipeline.errors import RenderError
from tests.batch.presses import DEADLY, FAILING, Doubling, Scratch, Unready

ROOT = Path(__file__).parents[2]
WAITS_FOR_SLOW_WORKERS = """
import sys
from pathlib import Path
from pipeline.batch.executors import run
from tests.batch.presses import Slow
if __name__ == "__main__":
    list(run(range(4), Slow(Path(sys.argv[1])), 2))
"""


@pytest.mark.parametrize("workers", [1, 2])
def test_every_job_is_done_and_a_failing_one_costs_itself(workers: int) -> None:
    done = dict(run(range(10), Doubling(), workers))
    assert sorted(done) == list(range(10))
    assert isinstance(done.pop(FAILING).exception(), RenderError)
    assert all(future.result()[0] == 2 * job for job, future in done.items())


def test_one_worker_works_here_and_more_do_not() -> None:
    (_, here), *_ = run([1], Doubling(), 1)
    (_, there), *_ = run([1], Doubling(), 2)
    assert here.result()[1] == os.getpid()
    assert there.result()[1] != os.getpid()


def test_an_error_keeps_its_message_and_hint_on_the_way_back() -> None:
    (_, future), *_ = run([FAILING], Doubling(), 2)
    error = future.exception()
    assert isinstance(error, RenderError)
    assert (error.message, error.hint) == ("seven is too much.", "Take six.")


def test_a_deadly_job_costs_itself_alone() -> None:
    done = {
        job: future.exception() for job, future in run([1, 2, DEADLY, 3, 4, 5, DEADLY + 1], Doubling(), 2)
    }
    assert len(done) == 7
    assert [job for job, error in done.items() if error] == [DEADLY]
    assert type(done[DEADLY]).__name__ == "BrokenProcessPool"


@pytest.mark.parametrize("workers", [1, 2])
def test_what_cannot_be_set_up_is_told_with_each_job(workers: int) -> None:
    errors = [future.exception() for _, future in run([1, 2, 3], Unready(), workers)]
    assert [str(error) for error in errors] == ["The kit has no fonts."] * 3


def test_jobs_are_taken_only_as_workers_become_free() -> None:
    taken = []

    def jobs() -> Iterator[int]:
        for number in range(20, 40):
            taken.append(number)
            yield number

    results = run(jobs(), Doubling(), 2)
    next(results)
    assert len(taken) <= 5
    results.close()
    assert len(taken) <= 5


def test_workers_clean_up_and_freeze_what_they_set_up(tmp_path: Path) -> None:
    (_, future), *_ = run([1], Scratch(tmp_path), 2)
    folder, frozen = future.result()
    assert Path(folder).parent == tmp_path
    assert frozen > 1000
    assert list(tmp_path.iterdir()) == []


def test_no_worker_outlives_a_killed_run(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WAITS_FOR_SLOW_WORKERS, str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT) as started:
        wait_until(lambda: len(list(tmp_path.iterdir())) == 2)
        workers = [int(path.name) for path in tmp_path.iterdir()]
        assert all(is_alive(worker) for worker in workers)
        started.send_signal(signal.SIGKILL)
    wait_until(lambda: not any(is_alive(worker) for worker in workers))


def test_a_job_for_a_broken_executor_is_told_like_a_lost_one() -> None:
    executor = open_executor(Doubling(), 2)
    with suppress(BrokenProcessPool):
        executor.submit(_do, DEADLY).result()
    assert isinstance(_submit(executor, 1).exception(), BrokenProcessPool)
    executor.shutdown()


def test_there_is_at_least_one_core() -> None:
    assert cores() >= 1


@pytest.mark.parametrize("workers", [1, 2])
def test_the_seam_is_an_executor(workers: int) -> None:
    with open_executor(Doubling(), workers) as executor:
        assert list(executor.map(abs, [-1, 2])) == [1, 2]


def wait_until(is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < until, "waited too long"
        time.sleep(0.05)


def is_alive(process: int) -> bool:
    """Whether a process runs; one that ended and was not yet looked after counts as gone."""
    try:
        return " Z " not in Path(f"/proc/{process}/stat").read_text()
    except FileNotFoundError:
        return False
