"""The libraries of WeasyPrint that no Python package carries: Pango and what subsets its fonts.

Installed with apt when that is allowed; else unpacked beside the environment, which then loads them itself;
where there is no apt, told in one line to type.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import sysconfig
from enum import Enum
from pathlib import Path

from tools import preload
from tools.steps import SetupError, run, say, succeeds

PACKAGES = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"]

# WeasyPrint only warns when the subsetter is missing, and is then three times slower: that counts as missing.
PROBE = "import sys; from weasyprint.text.ffi import harfbuzz_subset; sys.exit(harfbuzz_subset is None)"

# Debian's own settings name only the system's fonts, and Pango crashes where there is no font at all.
FONT_SETTINGS = """\
<?xml version="1.0"?>
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir prefix="relative">../../usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
"""


class Way(Enum):
    """How the libraries can be had on a machine."""

    INSTALL = "with apt"
    UNPACK = "unpacked beside the project"
    ASK = "by hand"


def provide(venv: Path) -> None:
    """See to it that WeasyPrint finds its libraries."""
    if are_found(venv):
        return
    way = choose(sys.platform, has_apt=shutil.which("apt-get") is not None, is_root=is_root())
    if way is Way.ASK:
        raise SetupError(advice(sys.platform))
    say(f"Getting the libraries that lay out text, {way.value}")
    if way is Way.INSTALL:
        install()
    else:
        unpack(venv)
    if not are_found(venv):
        raise SetupError(f"WeasyPrint still misses a library: ask an administrator for {' '.join(PACKAGES)}")


def are_found(venv: Path) -> bool:
    """Whether WeasyPrint finds all of them, asked in the Python that will run it."""
    return succeeds([str(python_of(venv)), "-c", PROBE])


def python_of(venv: Path) -> Path:
    """Where an environment keeps its Python."""
    scripts = sysconfig.get_path("scripts", "venv", vars={"base": str(venv)})
    return Path(scripts) / ("python.exe" if os.name == "nt" else "python")


def is_root() -> bool:
    """Whether packages may be installed for everyone."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def choose(platform: str, *, has_apt: bool, is_root: bool) -> Way:
    """Decide how to get them."""
    if platform != "linux" or not has_apt:
        return Way.ASK
    return Way.INSTALL if is_root else Way.UNPACK


def advice(platform: str) -> str:
    """Tell the one thing to do where this cannot be done for the person."""
    command = {"darwin": "brew install pango", "win32": "pacman -S mingw-w64-x86_64-pango"}.get(platform)
    if command is None:
        return "Install Pango and HarfBuzz-Subset with your system's package manager, then type make again."
    where = " in an MSYS2 shell" if platform == "win32" else ""
    return f"Type{where}: {command} - then make again."


def install() -> None:
    """Install them for everyone; a package list out of reach matters only if this fails."""
    settings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120"]
    succeeds([*apt, "update"])
    run(
        [*apt, "install", "--yes", "--no-install-recommends", *PACKAGES],
        settings=settings,
        otherwise="apt could not install them: look above, check the connection, then type make again.",
    )


def unpack(venv: Path) -> None:
    """Fetch them and whatever of theirs this machine lacks, without touching the system."""
    otherwise = f"apt could not fetch them: is there a connection? Else ask for {' '.join(PACKAGES)}"
    scratch = venv / "native.partial"
    shutil.rmtree(scratch, ignore_errors=True)  # from a run that was cut short
    (scratch / "native").mkdir(parents=True)
    apt = private_apt(scratch)
    succeeds([*apt, "update"])
    plan = run([*apt, "--simulate", "install", "--no-install-recommends", *PACKAGES], otherwise=otherwise)
    run([*apt, "download", *named_in(plan)], folder=scratch, otherwise=otherwise)
    for package in sorted(scratch.glob("*.deb")):
        run(["dpkg-deb", "--extract", str(package), str(scratch / "native")], otherwise=otherwise)
    put_in_place(scratch / "native", venv)
    shutil.rmtree(scratch)


def private_apt(scratch: Path) -> list[str]:
    """Let apt keep its lists and downloads in a folder of our own: the system's belong to root."""
    (scratch / "lists" / "partial").mkdir(parents=True)
    (scratch / "cache" / "archives" / "partial").mkdir(parents=True)
    return ["apt-get", "-qq", "-o", f"Dir::State::Lists={scratch}/lists", "-o", f"Dir::Cache={scratch}/cache"]


def named_in(plan: str) -> list[str]:
    """Return the packages that a simulated install would add, as NAME=VERSION."""
    found = re.findall(r"^Inst (\S+) (?:\[\S+\] )?\((\S+)", plan, re.MULTILINE)
    return [f"{name}={version}" for name, version in found]


def put_in_place(unpacked: Path, venv: Path) -> None:
    """Move them into the environment and have its Python load them whenever it starts."""
    font_settings = unpacked / "etc" / "fonts" / "fonts.conf"
    if font_settings.exists():
        font_settings.write_text(FONT_SETTINGS)
    shutil.rmtree(venv / "native", ignore_errors=True)
    unpacked.rename(venv / "native")
    site_packages = Path(sysconfig.get_path("purelib", "venv", vars={"base": str(venv)}))
    shutil.copyfile(preload.__file__, site_packages / "_native_libraries.py")
    (site_packages / "_native_libraries.pth").write_text("import _native_libraries\n")
