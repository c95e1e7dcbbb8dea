"""``roadmap init``: a new practice."""

import shlex
import sys
from pathlib import Path

import click

from pipeline.cli.options import Session, command

_SOURCE = Path(__file__).parent / "new_practice"
_SAMPLES = ("clients.xlsx", "clients-web.csv")
"""By name, because a clone's inputs may hold a coach's own files by now."""


@command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--brand", metavar="NAME", default="Your practice", help="The name of your practice.")
def run(session: Session, folder: Path, *, brand: str) -> None:
    """Make a practice in DIR, with sample input.

    Writes roadmap.toml, inputs/, outputs/, templates/, .gitignore and a Makefile; overwrites nothing.
    """
    from pipeline.errors import OutputError
    from pipeline.files import make_folder, write_atomically

    contents = _contents(brand)
    there = [name for name in contents if (folder / name).exists()]
    if there:
        raise OutputError(
            f"{folder} already has {', '.join(there)}.",
            "Nothing was written. Name a folder that is new or empty.",
        )
    for name, content in contents.items():
        write_atomically((folder / name).absolute(), content)
    make_folder((folder / "outputs").absolute())
    click.echo(f"Made a practice in {folder}, with the answers of invented clients in {folder / 'inputs'}.")
    place = shlex.quote(str(folder))
    session.suggest(f"cd {place} && roadmap reports", "then open roadmap.toml and make it yours")


def _contents(brand: str) -> dict[str, bytes]:
    """Return the files of a new practice by name."""
    from pipeline.practice import SETTINGS_FILE, built_in

    return {
        SETTINGS_FILE: _filled(SETTINGS_FILE, '"@NAME@"', _quoted(brand)),
        "Makefile": _filled("Makefile", "@PYTHON@", shlex.quote(sys.executable)),
        ".gitignore": (_SOURCE / "gitignore").read_bytes(),
        "templates/README.md": (_SOURCE / "templates.md").read_bytes(),
        **{f"inputs/{name}": (built_in("inputs") / name).read_bytes() for name in _SAMPLES},
    }


def _filled(name: str, gap: str, text: str) -> bytes:
    return (_SOURCE / name).read_text(encoding="utf-8").replace(gap, text).encode()


def _quoted(text: str) -> str:
    """Write a text as a TOML string; what JSON escapes, TOML escapes alike."""
    import json

    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
