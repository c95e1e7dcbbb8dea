"""``roadmap init``: a new practice."""

import re
import shlex
import sys
from pathlib import Path

import click

from pipeline.cli.options import Session, command, program_from
from pipeline.cli.terminal import say
from pipeline.program import NEW_PRACTICE

_BRANDS = NEW_PRACTICE / "brands"
_PLAIN = "evergreen"
"""The look of the settings as they stand; the others are folders, each with what it puts in their place."""

_SAMPLES = ("clients.xlsx", "clients-web.csv")
"""By name, because a clone's inputs may hold a coach's own files by now."""


@command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--brand",
    metavar="NAME",
    default=_PLAIN,
    help="Its look: evergreen (plain, usual), harbour (sober), iris (fresh) or mulberry (warm).",
)
def run(session: Session, folder: Path, *, brand: str) -> None:
    """Make a practice in DIR, with sample input and an empty call list.

    Writes roadmap.toml, inputs/, outputs/, templates/, .gitignore, a Makefile, and a brand's logo and fonts;
    overwrites nothing.
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
    say(f"Made a practice in {folder}, with the answers of invented clients in {folder / 'inputs'}.")
    place = shlex.quote(str(folder))
    session.tell(f"Next: cd {place} && {program_from(folder)} reports   then make roadmap.toml yours")


def _contents(brand: str) -> dict[str, bytes]:
    """Return the files of a new practice by name. Raises :class:`UsageError` if there is no such brand."""
    from pipeline.practice import SETTINGS_FILE
    from pipeline.program import built_in

    return {
        SETTINGS_FILE: _settings(brand),
        "Makefile": _read("Makefile").replace("@PYTHON@", shlex.quote(sys.executable)).encode(),
        ".gitignore": (NEW_PRACTICE / "gitignore").read_bytes(),
        "templates/README.md": (NEW_PRACTICE / "templates.md").read_bytes(),
        "inputs/calls.csv": (NEW_PRACTICE / "calls.csv").read_bytes(),
        **{f"inputs/{name}": (built_in("inputs") / name).read_bytes() for name in _SAMPLES},
        **_pictures_and_fonts(_BRANDS / brand),
    }


def _settings(brand: str) -> bytes:
    """Return the settings as they stand, or with what the brand says instead of what stands there."""
    import json
    import tomllib

    from pipeline.errors import UsageError

    brands = sorted(path.name for path in _BRANDS.iterdir() if path.is_dir())
    text = _read("roadmap.toml")
    if brand in brands:
        for key, value in tomllib.loads(_read(f"brands/{brand}/brand.toml")).items():
            line = f"{key} = {json.dumps(value, ensure_ascii=False)}"
            text = re.sub(rf'^(?:# )?{key} = "[^"]*" *', f"{line:<53}", text, flags=re.MULTILINE)
            text = text.replace(f'{line:<53}# or "{value}"', f'{line:<53}# or "A4"')
    elif brand != _PLAIN:
        raise UsageError(
            f'There is no brand named "{brand}".', f"The brands are: {', '.join((_PLAIN, *brands))}."
        )
    return re.sub(" +$", "", text, flags=re.MULTILINE).encode()


def _pictures_and_fonts(brand: Path) -> dict[str, bytes]:
    """Return a brand's logo and fonts, with the licence of these, by where they lie in a practice."""
    logos = {f"brand/{path.name}": path.read_bytes() for path in sorted(brand.glob("logo.*"))}
    fonts = sorted((brand / "fonts").glob("*"))
    return logos | {f"templates/career/fonts/{path.name}": path.read_bytes() for path in fonts}


def _read(name: str) -> str:
    return (NEW_PRACTICE / name).read_text(encoding="utf-8")
