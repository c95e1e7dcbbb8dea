"""Load the libraries kept in the environment's own `native/` folder, wherever its Python starts.

Where they could not be installed for everyone, the set-up copies this file into the environment and a `.pth`
file imports it: a library that is loaded already is found by its name, so no one has to set LD_LIBRARY_PATH.
"""

import ctypes
import os
import re
from pathlib import Path


def preload(folder: Path) -> None:
    """Load every library in a folder; one that needs another waits until that one is there."""
    waiting = [file for file in folder.rglob("*.so.*") if re.fullmatch(r".*\.so\.\d+", file.name)]
    before = len(waiting) + 1
    while len(waiting) < before:
        before = len(waiting)
        waiting = [file for file in waiting if not load(file)]


def load(file: Path) -> bool:
    """Load the system's own library of this name, else this one; false when what it needs is missing."""
    for name in (file.name, str(file)):
        try:
            ctypes.CDLL(name, mode=ctypes.RTLD_GLOBAL)
        except OSError:
            continue
        return True
    return False


def name_fonts(settings: Path, of_system: Path = Path("/etc/fonts/fonts.conf")) -> None:
    """Have fonts found where the machine has no settings for them; a FONTCONFIG_FILE still comes first."""
    if settings.exists() and not of_system.exists():
        os.environ.setdefault("FONTCONFIG_PATH", str(settings.parent))


if __name__ == "_native_libraries":
    # The environment that this file lies in: another one may use its libraries, and then sys.prefix differs.
    native = Path(__file__).parents[3] / "native"
    preload(native)
    name_fonts(native / "etc" / "fonts" / "fonts.conf")
