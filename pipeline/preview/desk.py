"""Keeps a preview going: saved files and wishes in, editions out."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from queue import Empty, Queue
from threading import Event, Thread

from pipeline.errors import SpentError
from pipeline.preview.board import Board
from pipeline.preview.hand import Hand, Said
from pipeline.preview.helper import Maker
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

_ENDLESS = "Look for a loop without an end in what you changed last; save it again when it is mended."

News = Said | Wish | bool | None
"""What a hand answers; what the browser wishes; whether the watcher saw a change."""


class Desk:
    """A preview of what one makes and another finishes, prepared by ``makers`` in processes of their own.

    The second takes the orders of drafts, so that the next draft never waits for a finished page. Files in
    ``folders`` are watched until editions name theirs. ``deadline`` is how many seconds an edition may take.
    ``token`` is part of the address, and secret.
    """

    def __init__(
        self,
        makers: tuple[Callable[[], Maker], Callable[[], Maker]],
        wish: Wish,
        folders: Sequence[Path],
        *,
        deadline: float,
        token: str,
    ) -> None:
        self._wish, self._folders = wish, tuple(folders)
        self._deadline = deadline
        self._news: Queue[News] = Queue()
        self._board = Board(Edition(wish, (), is_whole=False))
        self._page = 0
        self._server = Server(self._board, token, self._news.put, self._turn)
        self._maker, self._finisher = (Hand(prepare, self._news.put) for prepare in makers)
        self._order = b""
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
            self._maker.stop()
            self._finisher.stop()

    def close(self) -> None:
        """Let :meth:`run` return; to be called from another thread."""
        self._is_closed = True
        self._news.put(None)

    def _wait(self) -> None:
        """Take one piece of news, if there is any for a while, and act upon it."""
        try:
            news = self._news.get(timeout=_TICK)
        except Empty:
            news = None
        if isinstance(news, Wish):
            self._wish = news
            self._ask()
        elif isinstance(news, bool):
            self._look(has_changed=news)
        elif isinstance(news, Said) and news.hand.is_there(news):
            self._take(news)
        self._end_what_takes_too_long()

    def _turn(self, page: int) -> None:
        """Remember which page is looked at, for the next change."""
        self._page = page

    def _look(self, *, has_changed: bool) -> None:
        """Have the files looked at; without a change only if somebody is there who has nothing to do."""
        if has_changed or self._maker.is_idle:
            self._ask()

    def _ask(self) -> None:
        """Have made what is wanted now; whoever hangs at what was wanted before is not waited for."""
        if self._maker.is_busy_for(_HANGING):
            self._maker.stop()
        self._maker.ask(replace(self._wish, page=self._page))

    def _take(self, said: Said) -> None:
        if isinstance(said.answer, SpentError):
            self._maker.stop()
            self._ask()
        elif isinstance(said.answer, BaseException):
            self._give_up(said.hand, _ENDED)
        elif said.answer is None:
            if said.hand.rest(said) and said.hand is self._maker:
                self._finish()
        elif said.hand is self._maker:
            self._show(said.answer)
        elif said.hand.is_waited_for(said):
            self._board.put(said.answer)

    def _show(self, edition: Edition) -> None:
        """Show what was just made: whatever is being finished belongs to something earlier."""
        self._finisher.forget()
        self._order = edition.order
        self._board.put(edition)
        if edition.places and edition.places != self._folders:
            self._folders = edition.places
            self._watch()

    def _finish(self) -> None:
        """Have the drafts that are shown finished, if that is still to be done."""
        if self._order:
            if self._finisher.is_busy_for(_HANGING):
                self._finisher.stop()
            self._finisher.ask(self._order)
        self._order = b""

    def _end_what_takes_too_long(self) -> None:
        for hand in (self._maker, self._finisher):
            if hand.is_busy_for(self._deadline):
                told = f"The pages took longer than {self._deadline:g} seconds and were given up."
                self._give_up(hand, Remark("", told, _ENDLESS))

    def _give_up(self, hand: Hand, remark: Remark) -> None:
        """End a process that made nothing, and tell why; drafts that nobody finishes stay."""
        hand.stop()
        if hand is self._maker:
            self._board.note(remark)
        else:
            self._board.add(remark)

    def _watch(self) -> None:
        """Watch the folders of now, and those of before no longer."""
        self._watch_ended.set()
        self._watch_ended = Event()
        Thread(target=self._tell_changes, args=(self._folders, self._watch_ended), daemon=True).start()

    def _tell_changes(self, folders: Sequence[Path], ended: Event) -> None:
        for has_changed in wait_for_changes(folders, ended):
            self._news.put(has_changed)
