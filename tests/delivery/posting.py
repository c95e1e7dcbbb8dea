"""What tests of the post share: a server, a message, a time-out of a blink."""

from collections.abc import Callable
from dataclasses import replace

from pipeline.delivery.credentials import Login
from pipeline.delivery.outcomes import Outcome
from pipeline.delivery.providers import Server
from pipeline.delivery.session import Patience
from pipeline.delivery.smtp import Post
from tests.smtp.certificates import client_context

CALM = Patience(connect=5, reply=5, text=5, dot=5, farewell=1)
COACH, MAYA = "nadia@example.com", "maya@example.com"
MESSAGE = b"From: nadia@example.com\r\nSubject: Your roadmap\r\n\r\nHello Maya\r\n"


def here(port: int) -> Server:
    return Server("127.0.0.1", port, "none")


def post(
    server: Server | int, login: Login | Callable[[], Login] | None = None, patience: Patience = CALM
) -> Post:
    chosen = here(server) if isinstance(server, int) else server
    find = (lambda: login) if isinstance(login, Login) else login
    return Post(chosen, find, patience, client_context())


def hasty(server: Server | int, stage: str) -> Post:
    """A post that waits no longer than a blink at a stage, and long enough for a busy machine before it."""
    limits = {"dot": {"dot": 0.1}, "text": {"text": 0.3}}.get(stage, {"reply": 0.15})
    return post(server, patience=replace(CALM, farewell=0.1, **limits))


def send(to: Post, recipient: str = MAYA, message: bytes = MESSAGE) -> Outcome:
    return to.hand_over(message, COACH, recipient, nothing)


def nothing() -> None:
    """What is done before the dot, where a test does not care."""
