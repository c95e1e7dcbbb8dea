"""What can go wrong before or around the work, as opposed to in the data.

Three things are kept apart. Wrong *data* is a value (:class:`pipeline.models.problem.Problem`) and never
raised. A wrong *situation* (settings, kit, a missing path, a held lock) is a :class:`PipelineError`: one
clear sentence, a hint, an exit code, no traceback. Anything else is a bug and keeps its traceback.
"""

from collections.abc import Sequence


class PipelineError(Exception):
    """A situation that stops the command.

    ``message`` says what is wrong, ``hint`` what to do about it (may be empty). ``exit_code`` is the
    process's exit code (3: could not start).
    """

    exit_code = 3

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(PipelineError):
    """The command was asked for something that does not exist, such as an unknown client.

    ``people`` are those who may be meant, each with id and name. They are for whoever typed the command, and
    no part of the message, which may be logged.
    """

    exit_code = 2

    def __init__(self, message: str, hint: str = "", people: Sequence[str] = ()) -> None:
        super().__init__(message, hint)
        self.people = tuple(people)


class SettingsError(PipelineError):
    """``roadmap.toml`` is missing, cannot be read or holds something it may not hold."""


class KitError(PipelineError):
    """A kit's files do not fit together; the message lists every fault with file and place."""


class InputError(PipelineError):
    """No input could be read at all."""


class OutputError(PipelineError):
    """A folder or file of the outputs cannot be written."""


class TemplateError(PipelineError):
    """A page template cannot be filled; the message names file and line."""


class RenderError(PipelineError):
    """A page could not be turned into a PDF."""


class LedgerError(PipelineError):
    """The ledger cannot be opened or read."""


class DeliveryError(PipelineError):
    """Mail cannot be sent: a setting, password or token is missing."""


class LockedError(PipelineError):
    """Another run is at work on the same practice."""


class ClusterError(PipelineError):
    """The machines of a cluster cannot do the work."""


class SpentError(Exception):
    """This process cannot do it any more, and another one can; whoever began it sees to that."""
