"""Work for one client must not end the work for others, nor tell what the client wrote."""

import traceback
from collections.abc import Callable
from typing import TypeVar

from pipeline.errors import PipelineError

Result = TypeVar("Result")


class JobError(Exception):
    """A job ended with an error that nobody foresaw: its ``kind`` and where in the code it was, ``frames``.

    Its message is left behind, since it may quote what a client wrote.
    """

    def __init__(self, kind: str, frames: str) -> None:
        super().__init__(kind, frames)
        self.kind = kind
        self.frames = frames


def contain(work: Callable[[], Result]) -> Result:
    """Do the work. What nobody foresaw becomes a :class:`JobError`; a :class:`PipelineError` stays.

    So does a :class:`MemoryError`: it is no fault of the work, and leaves a process that should end.
    """
    try:
        return work()
    except (PipelineError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, it costs one document
        frames = "".join(traceback.format_tb(error.__traceback__))
        raise JobError(type(error).__name__, frames) from None
