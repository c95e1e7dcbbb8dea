"""The desktop that a person sits at, if there is one."""

import os
import sys
from contextlib import suppress
from pathlib import Path


def has_desktop() -> bool:
    """Whether there is a screen; without one a browser might take over the terminal."""
    return sys.platform in {"darwin", "win32"} or bool({"DISPLAY", "WAYLAND_DISPLAY"} & set(os.environ))


def is_watched() -> bool:
    """Whether a person reads what is printed, and no program does."""
    return sys.stdout.isatty()


def open_file(path: Path) -> None:
    """Open a file in whatever program the desktop has for it, if it has one."""
    with suppress(OSError):
        if sys.platform == "win32":
            os.startfile(path)  # noqa: S606 - the person's own file, in the person's own program
            return
        opener = "open" if sys.platform == "darwin" else "xdg-open"
        silent = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_RDWR, 0) for stream in range(3)]
        os.posix_spawnp(opener, [opener, str(path)], os.environ, file_actions=silent)
