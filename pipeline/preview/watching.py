"""Waits for saved files: the only door to watchfiles."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event

from watchfiles import watch

_QUIET = 20
"""Milliseconds without a further change after which a save is over; editors write in several steps."""

_LONGEST = 100
"""Milliseconds after which changes are told although there are more."""

_LOOK_ANYWAY = 1000
"""Milliseconds after which somebody should look even if nothing was told: on some disks nothing ever is."""


def wait_for_changes(folders: Sequence[Path], ended: Event) -> Iterator[bool]:
    """Yield True whenever something in the folders has changed, until ``ended`` is set; now and then False.

    Folders inside them are watched only if they are named too.
    """
    changes = watch(
        *folders,
        watch_filter=None,
        step=_QUIET,
        debounce=_LONGEST,
        rust_timeout=_LOOK_ANYWAY,
        yield_on_timeout=True,
        stop_event=ended,
        recursive=False,
        raise_interrupt=False,
    )
    for found in changes:
        yield bool(found)
