"""Somebody at the desk: asked one question after another, and replaced when no answer comes."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from time import monotonic

from pipeline.preview.helper import Answer, Helper, Maker


@dataclass(frozen=True, slots=True)
class Said:
    """Who says something, to which question, and what."""

    hand: "Hand"
    helper: Helper
    number: int
    answer: Answer


class Hand:
    """Has questions answered by a process, which is begun with the first one, and anew after it was ended.

    ``tell`` is handed every answer, from a thread.
    """

    def __init__(self, prepare: Callable[[], Maker], tell: Callable[[Said], None]) -> None:
        self._prepare, self._tell = prepare, tell
        self._numbers = count(1)
        self._helper: Helper | None = None
        self._asked = 0
        self._busy_since: float | None = None
        self._is_waited_for = False

    @property
    def is_idle(self) -> bool:
        """Whether its process is there and has nothing to do."""
        return self._helper is not None and self._busy_since is None

    def is_busy_for(self, seconds: float) -> bool:
        """Whether it has been at its question for longer than that."""
        return self._busy_since is not None and monotonic() - self._busy_since > seconds

    def ask(self, question: object) -> None:
        """Ask something; what it is still at is dropped as soon as it can be."""
        if self._helper is None:
            self._helper = Helper(self._prepare, self._hear)
        self._asked, self._busy_since, self._is_waited_for = next(self._numbers), monotonic(), True
        self._helper.ask(self._asked, question)

    def forget(self) -> None:
        """Wait no longer for what was asked."""
        self._is_waited_for = False

    def is_there(self, said: Said) -> bool:
        """Whether that comes from the process of now."""
        return said.helper is self._helper

    def is_waited_for(self, said: Said) -> bool:
        """Whether that answers what was asked last, and is still wanted."""
        return self._is_waited_for and said.number == self._asked

    def rest(self, said: Said) -> bool:
        """Take the last word on a question; return whether nothing else was asked meanwhile."""
        if said.number == self._asked:
            self._busy_since = None
        return self._busy_since is None

    def stop(self) -> None:
        """End the process, whatever it is at."""
        if self._helper:
            self._helper.end()
        self._helper, self._busy_since = None, None

    def _hear(self, helper: Helper, number: int, answer: Answer) -> None:
        self._tell(Said(self, helper, number, answer))
