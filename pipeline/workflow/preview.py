"""Opens a preview: a window onto the report of one client, beside what is wrong with it."""

import secrets
from functools import partial

from pipeline.errors import PipelineError, UsageError
from pipeline.ledger.identity import KEY_BYTES
from pipeline.models.making import FAST_ENGINE, STANDARD_ENGINE
from pipeline.practice import Practice
from pipeline.preview.desk import Desk
from pipeline.preview.values import Wish
from pipeline.rendering.printing.engines import has_engine
from pipeline.workflow.finishing import Finisher
from pipeline.workflow.freshness import look_up
from pipeline.workflow.people import passing_id_maker
from pipeline.workflow.reading import find_client, load_kit_of, read_by
from pipeline.workflow.studio import Studio

DEADLINE = 30.0
"""Seconds that pages may take: whoever waits for them is at the screen."""


def open_preview(practice: Practice, who: str) -> Desk:
    """Return a preview of the report of a client, or of the first one if ``who`` is empty.

    Whatever else is wrong it shows, and goes on when that is mended. If the fast engine is installed, its
    drafts are shown at once, and the pages that clients get a moment later.

    Raises:
        UsageError: nobody is meant, or more than one.
    """
    if who:
        _check_wanted(practice, who)
    engine = FAST_ENGINE if has_engine(FAST_ENGINE) else STANDARD_ENGINE
    return Desk(
        (partial(Studio, practice.root, secrets.token_bytes(KEY_BYTES), engine), Finisher),
        Wish(client=who),
        look_up(practice).folders,
        deadline=DEADLINE,
        token=secrets.token_urlsafe(24),
    )


def _check_wanted(practice: Practice, who: str) -> None:
    try:
        reading = read_by(load_kit_of(practice), practice, (), passing_id_maker(practice, b"-"))
        find_client(who, reading.intake)
    except UsageError:
        raise
    except PipelineError:
        return
