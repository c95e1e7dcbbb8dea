"""Keeps a preview going: saved files and wishes in, editions out."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from queue import Empty, Queue
from threading import Event, Thread
from time import monotonic

from pipeline.preview.board import Board
from pipeline.preview.helper import Answer, Helper, Maker
from pipeline.preview.server import Server
from pipeline.preview.values import Edition, Remark, Wish
from pipeline.preview.watching import wait_for_changes

_TICK = 1.0
"""Seconds after which the clock is looked at although nothing happened."""

_HANGING = 10.0
"""Seconds after which whoever saves a file need not wait for what is still being made from the last one."""

_ENDED = Remark(
    "",
    "The process that makes the pages was ended from outside, or ran out of memory.",
    "Save the file again when there is room; if it stays so, look at what you changed last.",
)

News = tuple[Helper | None, Answer | Wish | bool]
"""Who says something, and what: a helper its answers; the browser a wish; the watcher, if it saw a change."""


class Desk:
    """A preview of what ``prepare`` makes, with the files in ``folders`` watched until editions name theirs.

    ``deadline`` is how many seconds an edition may take. ``token`` is part of the address, and secret.
    """

    def __init__(
        self,
        prepare: Callable[[], Maker],
        wish: Wish,
        folders: Sequence[Path],
        *,
        deadline: float,
        token: str,
    ) -> None:
        self._prepare, self._wish, self._folders = prepare, wish, tuple(folders)
        self._deadline = deadline
        self._news: Queue[News] = Queue()
        self._board = Board(Edition(wish, (), is_whole=False))
        self._page = 0
        self._server = Server(self._board, token, lambda wish: self._news.put((None, wish)), self._turn)
        self._helper: Helper | None = None
        self._busy_since: float | None = None
        self._watch_ended = Event()
        self._is_closed = False

    @property
    def address(self) -> str:
        """Where the browser finds the preview."""
        return self._server.address

    def run(self) -> None:
        """Serve, watch and have editions made, until it is closed or an exception, as by Ctrl-C, ends it."""
        Thread(target=self._server.serve, daemon=True).start()
        self._watch()
        try:
            self._ask()
            while not self._is_closed:
                self._wait()
        finally:
            self._watch_ended.set()
            self._server.close()
            self._stop()

    def close(self) -> None:
        """Let :meth:`run` return; to be called from another thread."""
        self._is_closed = True
        self._news.put((None, None))

    def _wait(self) -> None:
        """Take one piece of news, if there is any for a while, and act upon it."""
        try:
            sender, news = self._news.get(timeout=_TICK)
        except Empty:
            sender, news = None, None
        if isinstance(news, Wish):
            self._wish = news
            self._ask()
        elif isinstance(news, bool):
            self._look(has_changed=news)
        elif sender is not None and sender is self._helper:
            self._take(news)
        self._end_what_takes_too_long()

    def _turn(self, page: int) -> None:
        """Remember which page is looked at, for the next change."""
        self._page = page

    def _look(self, *, has_changed: bool) -> None:
        """Have the files looked at; without a change only if somebody is there who has nothing to do."""
        if has_changed or (self._helper and self._busy_since is None):
            self._ask()

    def _ask(self) -> None:
        """Have made what is wanted now; whoever hangs at what was wanted before is not waited for."""
        if self._is_busy_for(_HANGING):
            self._stop()
        if self._helper is None:
            self._helper = Helper(self._prepare, lambda helper, answer: self._news.put((helper, answer)))
        self._busy_since = monotonic()
        self._helper.ask(replace(self._wish, page=self._page))

    def _take(self, answer: object) -> None:
        if isinstance(answer, Edition):
            self._board.put(answer)
            if answer.places and answer.places != self._folders:
                self._folders = answer.places
                self._watch()
        elif answer is None:
            self._busy_since = None
        else:
            self._stop()
            self._board.note(_ENDED)

    def _end_what_takes_too_long(self) -> None:
        if self._is_busy_for(self._deadline):
            self._stop()
            told = f"The pages took longer than {self._deadline:g} seconds and were given up."
            fix = "Look for a loop without an end in what you changed last; save it again when it is mended."
            self._board.note(Remark("", told, fix))

    def _is_busy_for(self, seconds: float) -> bool:
        return self._busy_since is not None and monotonic() - self._busy_since > seconds

    def _stop(self) -> None:
        if self._helper:
            self._helper.end()
        self._helper, self._busy_since = None, None

    def _watch(self) -> None:
        """Watch the folders of now, and those of before no longer."""
        self._watch_ended.set()
        self._watch_ended = Event()
        Thread(target=self._tell_changes, args=(self._folders, self._watch_ended), daemon=True).start()

    def _tell_changes(self, folders: Sequence[Path], ended: Event) -> None:
        for has_changed in wait_for_changes(folders, ended):
            self._news.put((None, has_changed))
