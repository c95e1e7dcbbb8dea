"""What sending touches of the world, by a practice's settings."""

import os
import secrets
import time
from collections.abc import Callable
from datetime import datetime

from pipeline.delivery.providers import Pace, rates_of
from pipeline.delivery.smtp import post_of
from pipeline.models.delivery import Delivery
from pipeline.practice import Practice
from pipeline.workflow.holds import hold_back
from pipeline.workflow.sending.surroundings import Surroundings
from pipeline.workflow.sending.writing import KitWriter

_WATCH_SECONDS = 60
_CHANCE_BYTES = 32


def pause() -> None:
    """Wait until it is time to look again whether a mail is due."""
    time.sleep(_WATCH_SECONDS)


def surroundings_of(
    practice: Practice, clock: Callable[[], datetime], done: Callable[[Delivery], None] = lambda _: None
) -> Surroundings:
    """Return the mail server, the pace and the words that the settings mean; nobody is called yet."""
    mail = practice.settings.mail
    pace = Pace(rates_of(mail), time.monotonic, time.sleep)
    return Surroundings(
        clock=clock,
        open_post=lambda: post_of(mail, os.environ),
        wait=pace.wait,
        review=hold_back,
        writer=lambda reading: KitWriter(practice.settings, reading.kit),
        chance=lambda: secrets.token_bytes(_CHANCE_BYTES),
        done=done,
    )
