"""``roadmap init``: a new practice."""

import shlex
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from pipeline.cli.options import Session, command, program_from
from pipeline.cli.terminal import say

_SOURCE = Path(__file__).parent / "new_practice"
_SAMPLES = ("clients.xlsx", "clients-web.csv")
"""By name, because a clone's inputs may hold a coach's own files by now."""


@command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--brand",
    metavar="NAME",
    default="evergreen",
    help="Its colours: evergreen (usual), harbour or mulberry.",
)
def run(session: Session, folder: Path, *, brand: str) -> None:
    """Make a practice in DIR, with sample input and an empty call list.

    Writes roadmap.toml, inputs/, outputs/, templates/, .gitignore and a Makefile; overwrites nothing.
    """
    from pipeline.errors import OutputError
    from pipeline.files import make_folder, write_atomically

    contents = _contents(_colours(brand))
    there = [name for name in contents if (folder / name).exists()]
    if there:
        raise OutputError(
            f"{folder} already has {', '.join(there)}.",
            "Nothing was written. Name a folder that is new or empty.",
        )
    for name, content in contents.items():
        write_atomically((folder / name).absolute(), content)
    make_folder((folder / "outputs").absolute())
    say(f"Made a practice in {folder}, with the answers of invented clients in {folder / 'inputs'}.")
    place = shlex.quote(str(folder))
    session.tell(f"Next: cd {place} && {program_from(folder)} reports   then make roadmap.toml yours")


def _colours(brand: str) -> dict[str, str]:
    """Return the colours of a built-in brand by setting; raise :class:`UsageError` if there is none."""
    import tomllib

    from pipeline.errors import UsageError

    brands = tomllib.loads((_SOURCE / "brands.toml").read_text(encoding="utf-8"))
    if brand not in brands:
        raise UsageError(f'There is no brand named "{brand}".', f"The brands are: {', '.join(brands)}.")
    return dict(brands[brand])


def _contents(colours: Mapping[str, str]) -> dict[str, bytes]:
    """Return the files of a new practice by name."""
    from pipeline.practice import SETTINGS_FILE, built_in

    return {
        SETTINGS_FILE: _filled(SETTINGS_FILE, colours),
        "Makefile": _filled("Makefile", {"python": shlex.quote(sys.executable)}),
        ".gitignore": (_SOURCE / "gitignore").read_bytes(),
        "templates/README.md": (_SOURCE / "templates.md").read_bytes(),
        "inputs/calls.csv": (_SOURCE / "calls.csv").read_bytes(),
        **{f"inputs/{name}": (built_in("inputs") / name).read_bytes() for name in _SAMPLES},
    }


def _filled(name: str, gaps: Mapping[str, str]) -> bytes:
    """Return a file of the new practice with its gaps, such as ``@PYTHON@``, filled."""
    text = (_SOURCE / name).read_text(encoding="utf-8")
    for gap, filling in gaps.items():
        text = text.replace(f"@{gap.upper()}@", filling)
    return text.encode()
