"""Calls that travel: in loads of several, lost ones told, and nobody waits for a cluster that is gone."""

from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from dataclasses import dataclass, field
from operator import truediv

import pytest

from pipeline.batch import travelling
from pipeline.batch.executors import Means
from pipeline.batch.supervisor import Loss, LostError
from pipeline.batch.travelling import TOGETHER, Load, Remote, Travelling
from pipeline.batch.worker import Answer
from pipeline.errors import ClusterError, RenderError


@dataclass(eq=False)
class Journey:
    """A load that comes back when it is told to."""

    load: Load
    error: BaseException | None = None
    back: Callable[[Remote], object] | None = None

    def result(self) -> tuple[Answer, ...]:
        if self.error:
            raise self.error
        return tuple(map(_try, self.load.calls))

    def add_done_callback(self, function: Callable[[Remote], object], /) -> None:
        self.back = function

    def come_back(self, error: BaseException | None = None) -> None:
        self.error = error
        assert self.back
        self.back(self)


def _try(call: Callable[[], object]) -> Answer:
    try:
        return Answer(call())
    except Exception as error:  # noqa: BLE001 - as a worker would
        return Answer(error=RenderError(type(error).__name__))


@dataclass
class FakeRoad:
    """Keeps what is sent; ``is_prompt`` lets it come back at once."""

    is_open: bool = True
    is_prompt: bool = True
    is_peopled: bool = True
    journeys: list[Journey] = field(default_factory=list)
    closed: list[Remote] | None = None

    def has_workers(self) -> bool:
        if not self.is_peopled:
            raise OSError("nobody answers")
        return True

    def send(self, load: Load) -> Remote:
        journey = Journey(load)
        self.journeys.append(journey)
        if self.is_prompt:
            journey.add_done_callback = lambda function: function(journey)  # type: ignore[method-assign, assignment]
        return journey

    def close(self, remote: list[Remote]) -> None:
        self.closed = remote


Start = Callable[[FakeRoad], Travelling]


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    monkeypatch.setattr(travelling, "_SECONDS_BETWEEN_LOOKS", 0.01)
    monkeypatch.setattr(travelling, "_SECONDS_ALONE", 0.05)
    opened: list[Travelling] = []

    def begin(road: FakeRoad) -> Travelling:
        opened.append(Travelling(road, "tcp://there:1", 1, Means(1, 5, 100)))
        return opened[-1]

    yield begin
    for executor in opened:
        executor.shutdown()


def test_answers_come_back_to_their_calls(start: Start) -> None:
    road = FakeRoad()
    executor = start(road)
    futures = [executor.submit(truediv, number, 2) for number in range(10)]
    failed = executor.submit(truediv, 1, 0)
    assert [future.result(5) for future in futures] == [number / 2 for number in range(10)]
    with pytest.raises(RenderError, match="ZeroDivisionError"):
        failed.result(5)
    assert 1 < max(len(journey.load.calls) for journey in road.journeys) <= TOGETHER
    assert "truediv" not in repr(road.journeys[0].load)


def test_a_lost_load_is_told_and_costs_itself(start: Start) -> None:
    road = FakeRoad(is_prompt=False)
    executor = start(road)
    lost = executor.submit(truediv, 1, 2)
    while not (road.journeys and road.journeys[0].back):
        pass
    road.journeys[0].come_back(CancelledError())
    with pytest.raises(LostError) as told:
        lost.result(5)
    assert told.value.loss is Loss.ENDED
    road.is_prompt = True
    assert executor.submit(truediv, 1, 2).result(5) == 0.5


def test_a_closed_road_is_a_cluster_that_is_gone(start: Start) -> None:
    road = FakeRoad(is_prompt=False)
    executor = start(road)
    under_way = executor.submit(truediv, 1, 2)
    while not (road.journeys and road.journeys[0].back):
        pass
    road.is_open = False
    road.journeys[0].come_back(CancelledError())
    with pytest.raises(ClusterError, match="The cluster at tcp://there:1 is gone"):
        under_way.result(5)
    with pytest.raises(ClusterError, match="is gone"):
        executor.submit(truediv, 1, 2)


def test_nobody_waits_for_ever_for_workers(start: Start) -> None:
    executor = start(FakeRoad(is_prompt=False, is_peopled=False))
    with pytest.raises(ClusterError, match="no workers left"):
        executor.submit(truediv, 1, 2).result(5)
    with pytest.raises(ClusterError, match="no workers left"):
        executor.submit(truediv, 1, 2)


def test_in_the_end_what_is_under_way_is_given_up(start: Start) -> None:
    road = FakeRoad(is_prompt=False)
    executor = start(road)
    under_way = executor.submit(truediv, 1, 2)
    while not road.journeys:
        pass
    executor.shutdown()
    assert under_way.cancelled() or isinstance(under_way.exception(5), CancelledError)
    assert road.closed is not None
    with pytest.raises(RuntimeError, match="after the end"):
        executor.submit(truediv, 1, 2)
