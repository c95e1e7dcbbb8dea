import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from functools import partial
from pathlib import Path

import pytest

from pipeline.batch import executors
from pipeline.batch.containment import JobError
from pipeline.batch.crew import Task, Worker
from pipeline.batch.executors import Means, cores, open_local, warm_up, work_through
from pipeline.batch.supervisor import Loss, LostError, Supervisor
from pipeline.batch.worker import Recipe
from pipeline.errors import RenderError
from tests.batch import presses
from tests.batch.presses import Doubling, Scratch, Stillborn, Unready

ROOT = Path(__file__).parents[2]
MEANS = Means(workers=2, seconds=60, memory=500)
SHORT = Means(workers=2, seconds=0.5, memory=500)
NARROW = Means(workers=2, seconds=20, memory=200)
WAITS_FOR_SLOW_WORKERS = """
import sys
from pathlib import Path
from pipeline.batch.executors import Means, open_local, work_through
from tests.batch.presses import Doubling, take_long
if __name__ == "__main__":
    with open_local(Doubling(Path(sys.argv[1])), Means(2, 60, 500)) as executor:
        list(work_through(range(4), lambda number: executor.submit(take_long, number), 4))
"""


def run(
    jobs: Iterator[int] | range | list[int],
    do: Callable[[int], object],
    recipe: Recipe = Doubling(),  # noqa: B008 - it never changes
    means: Means = MEANS,
) -> dict[int, object]:
    """Return the result or the error of each job."""
    with open_local(recipe, means) as executor:
        done = work_through(jobs, partial(executor.submit, do), means.window)
        return {job: future.exception() or future.result() for job, future in done}


def test_every_job_is_done_in_a_process_that_was_set_up_once() -> None:
    done = run(range(10), presses.double)
    assert {job: value[0] for job, value in done.items() if isinstance(value, tuple)} == {
        number: 2 * number for number in range(10)
    }
    processes = {value[1] for value in done.values() if isinstance(value, tuple)}
    assert os.getpid() not in processes
    assert len(processes) <= 2


def test_what_a_job_raises_costs_itself_and_tells_nothing_of_what_a_client_wrote() -> None:
    done = run([1, presses.FAILING, 2, presses.PUZZLING, 3], presses.misbehave)
    error, puzzle = done.pop(presses.FAILING), done.pop(presses.PUZZLING)
    assert isinstance(error, RenderError)
    assert (error.message, error.hint) == ("seven is too much.", "Take six.")
    assert isinstance(puzzle, JobError)
    assert puzzle.kind == "ZeroDivisionError"
    assert "presses.py" in puzzle.frames
    assert str(presses.PUZZLING) not in " ".join(
        line for line in puzzle.frames.splitlines() if "File" not in line
    )
    assert all(isinstance(value, tuple) for value in done.values())


@pytest.mark.parametrize(
    ("deadly", "loss", "means"),
    [
        (presses.KILLED, Loss.ENDED, MEANS),
        (presses.HANGING, Loss.LATE, SHORT),
        (presses.EATING, Loss.FULL, NARROW),
    ],
    ids=["kills itself", "hangs", "eats memory"],
)
def test_a_deadly_job_costs_itself_alone(deadly: int, loss: Loss, means: Means) -> None:
    done = run([1, 2, deadly, 3, 4, 5, 6], presses.misbehave, means=means)
    error = done.pop(deadly)
    assert isinstance(error, LostError)
    assert error.loss == loss
    assert sorted(done) == [1, 2, 3, 4, 5, 6]
    assert all(isinstance(value, tuple) for value in done.values())


def test_several_deadly_jobs_at_a_time() -> None:
    deadly = {presses.KILLED, presses.HANGING, presses.EATING}
    done = run([*deadly, *range(6)], presses.misbehave, means=Means(2, 1, 200))
    assert {job for job, value in done.items() if isinstance(value, LostError)} == deadly
    assert len(done) == 9


def test_a_job_that_costs_its_worker_is_done_once_more_and_not_a_third_time(tmp_path: Path) -> None:
    with open_local(Doubling(), MEANS) as executor:
        assert executor.submit(presses.die_once, tmp_path / "died").result() > 0
        note = tmp_path / "tries"
        assert isinstance(executor.submit(presses.count_tries, note).exception(), LostError)
    assert note.read_text() == "xx"


def test_a_worker_that_is_killed_from_outside_costs_nothing(tmp_path: Path) -> None:
    note = tmp_path / "process"
    with open_local(Doubling(), MEANS) as executor:
        future = executor.submit(presses.wait_to_be_killed, note)
        others = [executor.submit(presses.double, number) for number in range(5)]
        wait_until(note.exists)
        killed = int(note.read_text())
        os.kill(killed, signal.SIGKILL)
        assert future.result() != killed
        assert [other.result()[0] for other in others] == [0, 2, 4, 6, 8]


def test_idle_workers_that_are_killed_are_replaced(tmp_path: Path) -> None:
    with open_local(Doubling(tmp_path), MEANS) as executor:
        wait_until(lambda: len(list(tmp_path.iterdir())) == 2)
        workers = [int(path.name) for path in tmp_path.iterdir()]
        executor.submit(presses.double, 1).result()
        for worker in workers:
            os.kill(worker, signal.SIGKILL)
        wait_until(lambda: not any(map(is_alive, workers)))
        assert executor.submit(presses.double, 4).result()[0] == 8


def test_a_worker_that_ends_just_as_it_is_given_a_job_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    class Crumbling(Supervisor):
        def _hand_over(self, task: Task, worker: Worker) -> None:
            if self._hired == 1:
                worker.process.kill()
                worker.process.join()
            super()._hand_over(task, worker)

    monkeypatch.setattr(executors, "Supervisor", Crumbling)
    with open_local(Doubling(), Means(1, 60, 500)) as executor:
        assert executor.submit(presses.double, 4).result()[0] == 8


def test_each_part_of_a_job_has_the_whole_time() -> None:
    with open_local(Doubling(), Means(1, 0.8, 500)) as executor:
        assert executor.submit(presses.take_parts, 0.3).result() == 3
        error = executor.submit(presses.take_parts, 1.0).exception()
        assert isinstance(error, LostError)


def test_a_worker_that_does_not_listen_is_ended_all_the_same() -> None:
    with open_local(Doubling(), Means(1, 0.2, 500)) as executor:
        lost, done = executor.submit(presses.hang_deaf, 1), executor.submit(presses.double, 1)
        assert isinstance(lost.exception(), LostError)
        assert done.result()[0] == 2
    assert not [child for child in multiprocessing.active_children() if child.name.startswith("Forkserver")]


def test_what_cannot_be_set_up_is_told_with_each_job() -> None:
    assert [str(error) for error in run([1, 2, 3], presses.double, Unready()).values()] == [
        "The kit has no fonts."
    ] * 3


def test_workers_that_end_before_they_are_set_up_are_not_hired_for_ever() -> None:
    assert all(isinstance(error, LostError) for error in run([1, 2, 3], presses.double, Stillborn()).values())


def test_a_job_that_cannot_be_sent_costs_itself() -> None:
    with open_local(Doubling(), MEANS) as executor:
        error = executor.submit(lambda: 1).exception()  # no function of a module
        assert error is not None
        assert executor.submit(presses.double, 1).result()[0] == 2


def test_jobs_are_taken_only_as_workers_become_free() -> None:
    taken = []

    def jobs() -> Iterator[int]:
        for number in range(20, 40):
            taken.append(number)
            yield number

    with open_local(Doubling(), MEANS) as executor:
        results = work_through(jobs(), partial(executor.submit, presses.double), MEANS.window)
        next(results)
        assert len(taken) <= 5
        results.close()
    assert len(taken) <= 5


@pytest.mark.parametrize("is_stopped", [False, True])
def test_workers_clean_up_and_freeze_what_they_set_up(tmp_path: Path, *, is_stopped: bool) -> None:
    with open_local(Scratch(tmp_path), MEANS) as executor:
        folder, frozen = executor.submit(presses.look_around, 1).result()
        assert Path(folder).parent == tmp_path
        assert frozen > 1000
        if is_stopped:
            under_way = [executor.submit(presses.take_long, 1) for _ in range(3)]
            wait_until(lambda: all(future.running() for future in under_way[:2]))
            executor.shutdown(cancel_futures=True)
            assert [type(future.exception()) for future in under_way] == [CancelledError] * 3
    assert list(tmp_path.iterdir()) == []


def test_what_a_job_leaves_is_gone_before_the_next() -> None:
    assert run(range(12), presses.leave_litter) == dict.fromkeys(range(12), 0)


def test_no_worker_outlives_a_killed_run(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WAITS_FOR_SLOW_WORKERS, str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT) as started:
        wait_until(lambda: len(list(tmp_path.iterdir())) == 2)
        workers = [int(path.name) for path in tmp_path.iterdir()]
        assert all(is_alive(worker) for worker in workers)
        started.send_signal(signal.SIGKILL)
    wait_until(lambda: not any(is_alive(worker) for worker in workers))


def test_there_is_at_least_one_core() -> None:
    assert cores() >= 1


def test_the_seam_is_an_executor() -> None:
    with open_local(Doubling(), MEANS) as executor:
        assert list(executor.map(abs, [-1, 2])) == [1, 2]
        waiting = executor.submit(abs, -3)
    assert waiting.result() == 3, "what was asked for before the end is done"
    with pytest.raises(RuntimeError):
        executor.submit(abs, 1)


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


LOADS_AHEAD = """
from multiprocessing import forkserver
from pipeline.batch.executors import Means, open_local, warm_up
from tests.batch.presses import Doubling, double
if __name__ == "__main__":
    warm_up(("tests.batch.presses",))
    server = forkserver._forkserver._forkserver_pid
    with open_local(Doubling(), Means(1, 60, 500)) as executor:
        executor.submit(double, 1).result()
    assert server and server == forkserver._forkserver._forkserver_pid
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no system to fork on")
def test_workers_are_forked_from_what_was_loaded_ahead(tmp_path: Path) -> None:
    script = tmp_path / "ahead.py"
    script.write_text(LOADS_AHEAD)
    subprocess.run(
        [sys.executable, script], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True
    )


def test_where_nothing_can_fork_nothing_is_loaded_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.batch.crew._can_fork", lambda: False)
    monkeypatch.setattr("multiprocessing.forkserver.ensure_running", lambda: pytest.fail("it began to load"))
    warm_up(())
