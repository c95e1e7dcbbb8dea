"""A broken file makes the library that reads it fail. Bugs of the program are not its fault."""

from collections.abc import Iterator
from contextlib import contextmanager


class DamagedError(ValueError):
    """The file is not as its format has it."""


class UnusualError(Exception):
    """The markup is of a kind that no spreadsheet program writes, and that may be read in several ways."""


class OwnTypesError(Exception):
    """A part declares types or entities of its own: no spreadsheet program does, and an attack may."""


@contextmanager
def blamed_on_file(kinds: tuple[type[Exception], ...] = (Exception,)) -> Iterator[None]:
    """Raise :class:`DamagedError` for what a library raises inside. :class:`MemoryError` stays what it is."""
    try:
        yield
    except (MemoryError, UnusualError, OwnTypesError):
        raise
    except kinds as error:
        raise DamagedError from error
    except BaseException as error:
        # A panic inside calamine arrives as a bare BaseException of this name, which cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise DamagedError from error
