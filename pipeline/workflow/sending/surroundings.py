"""What is asked of a round of sending, and what it touches of the world."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from pipeline.models.delivery import Delivery
from pipeline.workflow.candidates import Desk
from pipeline.workflow.holds import Hold, nobody
from pipeline.workflow.reading import Reading
from pipeline.workflow.sending.dispatch import Carrier
from pipeline.workflow.sending.letters import Writer


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked of a round: for whom (all), at most so many mails, regardless of hours and pauses.

    ``approve`` freezes what is planned before what is due goes. With the ``mark`` of a look, nothing of that
    is done unless it would still show the same.
    """

    clients: tuple[str, ...] = ()
    limit: int | None = None
    at_once: bool = False
    approve: bool = False
    mark: str | None = None


@dataclass(frozen=True)
class Surroundings:
    """What sending touches of the world.

    ``clock`` tells the time; ``open_post`` opens the way to the server, and ``wait`` returns when the next
    mail may go. ``writer`` makes the one who writes letters. ``review`` tells what the coach holds back.
    ``done`` hears of each mail that is settled, and ``chance`` gives random bytes.
    """

    clock: Callable[[], datetime]
    open_post: Callable[[], AbstractContextManager[Carrier]]
    wait: Callable[[], None]
    writer: Callable[[Reading], Writer]
    chance: Callable[[], bytes]
    review: Callable[[Desk], Hold] = lambda _: nobody
    done: Callable[[Delivery], None] = lambda _: None
