"""Options that every command takes, before or after its name, and what they mean to it."""

import functools
import logging
import os
import shlex
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from pipeline.cli.terminal import SafeFormatter, say

if TYPE_CHECKING:
    from pipeline.models.kit import Kit
    from pipeline.models.wording import Wording
    from pipeline.practice import Practice

_YEARS = range(1900, 2200)
_EVERYWHERE = ("practice", "as_of", "quiet", "verbose")
Function = TypeVar("Function", bound=Callable[..., Any])


class Moment(click.ParamType[datetime]):
    """A date with or without time, ISO 8601."""

    name = "date-time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:  # noqa: ANN401 - Click's signature
        """Read ``2026-10-14`` or ``2026-10-14T10:00+04:00``."""
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f'"{value}" is no date such as 2026-10-14 or 2026-10-14T10:00+04:00', param, ctx)
        if moment.year not in _YEARS:  # beyond the calendar's ends, no other zone could show it
            self.fail(f'"{value}" is no year from {_YEARS[0]} to {_YEARS[-1]}', param, ctx)
        return moment


def everywhere(function: Function) -> Function:
    """Give a command the options that all of them take."""
    options = (
        click.option(
            "--practice",
            type=click.Path(path_type=Path),
            metavar="DIR",
            help="The practice's folder (default: this folder or the nearest above with a roadmap.toml).",
        ),
        click.option("--as-of", type=Moment(), metavar="DATE-TIME", help="Work as if it were then."),
        click.option("-q", "--quiet", is_flag=True, help="Tell results and errors only."),
        click.option("-v", "--verbose", is_flag=True, help="Tell what is being done."),
    )
    for option in reversed(options):
        function = option(function)
    return function


def program_from(folder: Path) -> str:
    """Write what calls this program in a shell whose current folder is ``folder``."""
    if shutil.which("roadmap"):
        return "roadmap"
    script = Path(sys.executable).with_name("roadmap")
    module = "" if script.is_file() else " -m pipeline"
    return shlex.quote(os.path.relpath(sys.executable if module else script, folder.resolve())) + module


@dataclass
class Session:
    """What a command needs of its surroundings: the practice, the time, and a voice."""

    folder: Path | None
    as_of: datetime | None
    quiet: bool

    @cached_property
    def practice(self) -> "Practice":
        """The practice, read on first use."""
        from pipeline.practice import find_practice, load_practice

        return load_practice(self.folder or find_practice(Path.cwd()))

    @cached_property
    def now(self) -> datetime:
        """The time of this run. A time given without a zone is one of the practice's clock."""
        return self.clock()

    def clock(self) -> datetime:
        """The time now, for what takes long; with ``--as-of`` it stands still."""
        now = self.as_of or datetime.now(UTC)  # noqa: TID251 - the one place that reads the clock
        zone = self.practice.settings.practice.zone
        return now.astimezone(zone) if now.tzinfo else now.replace(tzinfo=zone)

    def wording(self, kit: "Kit") -> "Wording":
        """The words of the practice's language."""
        return kit.wordings[self.practice.settings.practice.language]

    def tell(self, text: str) -> None:
        """Say something that is no result: to stderr, and not when asked to be quiet."""
        if not self.quiet:
            say(text, err=True)

    @cached_property
    def program(self) -> str:
        """How to call this program from the current folder, for the same practice."""
        program = program_from(Path.cwd())
        return f"{program} --practice {shlex.quote(str(self.folder))}" if self.folder else program

    def suggest(self, arguments: str, what: str) -> None:
        """End with the next command to type: the arguments of this program, and what they do."""
        self.tell(f"Next: {self.program} {arguments}   {what}")

    def end_held(self) -> NoReturn:
        """End the command for a client whose row is held."""
        self.suggest("check", "lists what holds the row, and what to do")
        raise click.exceptions.Exit(1)


def command(name: str) -> Callable[[Callable[..., None]], click.Command]:
    """Make a function the command ``name``; it is called with the :class:`Session` first."""

    def decorate(function: Callable[..., None]) -> click.Command:
        @functools.wraps(function)
        def run(ctx: click.Context, /, **options: Any) -> None:  # noqa: ANN401 - Click's
            own = {key: options.pop(key) or _given_before(ctx, key) for key in _EVERYWHERE}
            handler = logging.StreamHandler()
            handler.setFormatter(SafeFormatter("%(message)s"))
            logging.basicConfig(level=logging.ERROR, handlers=[handler])
            logging.getLogger("pipeline").setLevel(logging.INFO if own["verbose"] else logging.ERROR)
            function(Session(own["practice"], own["as_of"], quiet=bool(own["quiet"])), **options)

        return click.command(name)(everywhere(click.pass_context(run)))

    return decorate


def _given_before(ctx: click.Context, key: str) -> Any:  # noqa: ANN401 - Click's
    """What an option was given before the command's name: after its group's, or after ``roadmap`` itself."""
    above = ctx.parent
    if above is None:
        return None
    return above.params.get(key) or _given_before(above, key)


inputs_argument = click.argument("inputs", nargs=-1, type=click.Path(path_type=Path))
client_argument = click.argument("client")
file_to_write = click.Path(dir_okay=False, path_type=Path)
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
