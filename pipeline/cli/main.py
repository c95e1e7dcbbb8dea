"""The command ``roadmap``: its commands, grouped by when they are needed, loaded when they are called."""

import errno
import gc
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from types import FrameType
from typing import Any, NoReturn

import click

import pipeline
from pipeline.cli.options import everywhere
from pipeline.cli.terminal import safe, say
from pipeline.errors import PipelineError, UsageError

COMMANDS = {
    "every week": ("check", "reports", "review", "send", "today", "status"),
    "when something is wrong": ("explain", "resolve", "doctor"),
    "rarely": ("init", "blank", "preview", "cohort", "progress", "export", "forget", "stop"),
    "for programmers": ("score", "pathways"),
}
INTERRUPTED = 130
_GARBAGE_AFTER = 100_000
"""Objects made before garbage is looked for: while modules are loaded and a kit is read, all is in use."""

_NO_PLUGINS = ("PYDANTIC_DISABLE_PLUGINS", "__all__")
"""What happens to be installed beside this program does not look on while data are read; nor is it sought."""

_ENDING = ("SIGTERM", "SIGHUP")
"""The signals, besides Ctrl-C, that ask a process to end: from the system, or as its terminal closes."""

_NO_PATH = {errno.ENAMETOOLONG: "this name is too long", errno.ELOOP: "this link leads in circles"}
"""What is wrong with paths that no system call takes, wherever one first meets them."""


class Terminated(BaseException):
    """A signal asked the process to end. Not an error: nothing may swallow it."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.exit_code = 128 + number


class Roadmap(click.Group):
    """All commands. Own errors become one message and an exit code; a bug keeps its traceback."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,  # noqa: ANN401
    ) -> click.Context:
        """Read the arguments before the command's name."""
        with _plain_usage():
            return super().make_context(info_name, args, parent, **extra)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - Click's signature
        """Name the commands, in the order of the help."""
        return [name for names in COMMANDS.values() for name in names]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command from the module of its name."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = import_module(f"pipeline.cli.{cmd_name}").run
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; of one that does not exist, suggest the nearest (Click knows none of ours)."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:
            raise click.NoSuchCommand(
                error.command_name, possibilities=self.list_commands(ctx), ctx=ctx
            ) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands under when they are needed."""
        for when, names in COMMANDS.items():
            with formatter.section(when.capitalize()):
                commands = [(name, self.get_command(ctx, name)) for name in names]
                formatter.write_dl(
                    [(name, command.get_short_help_str(80)) for name, command in commands if command]
                )

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - Click's signature
        """Run a command and end as the contract says."""
        try:
            with _plain_usage():
                return super().invoke(ctx)
        except PipelineError as error:
            say(f"{error.message}\n{error.hint}".rstrip(), err=True)
            for told in error.people if isinstance(error, UsageError) else ():
                say(f"  {safe(told)}", err=True)
            ctx.exit(error.exit_code)
        except OSError as error:
            if error.errno not in _NO_PATH:
                raise
            say(f"{error.filename}: {_NO_PATH[error.errno]}. Name another file or folder.", err=True)
            ctx.exit(UsageError.exit_code)
        except KeyboardInterrupt:
            _end(ctx, INTERRUPTED)
        except Terminated as signal_received:
            _end(ctx, signal_received.exit_code)


@click.group(cls=Roadmap, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(pipeline.__version__, prog_name="roadmap")
@everywhere
def roadmap(**_: object) -> None:
    """Turn clients' answers into personal PDF roadmaps.

    A practice is the folder with your roadmap.toml, inputs/ and outputs/.
    Begin with `roadmap init my-practice`.
    """


def main() -> None:
    """Run the command of this process."""
    gc.set_threshold(_GARBAGE_AFTER)
    os.environ.setdefault(*_NO_PLUGINS)
    for number in (getattr(signal, name) for name in _ENDING if hasattr(signal, name)):
        if signal.getsignal(number) != signal.SIG_IGN:  # under nohup a run outlives its terminal
            signal.signal(number, _terminate)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started us: there is nobody to tell
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123 - until the end
        # A name that the terminal's encoding lacks is shown with "?" rather than ending the run.
        getattr(sys, name).reconfigure(errors="replace")
    try:
        roadmap(prog_name="roadmap")
    finally:
        gc.freeze()  # the system takes all back at once: nobody need look through it for garbage first


@contextmanager
def _plain_usage() -> Iterator[None]:
    """Let no argument that Click repeats in a message steer the terminal."""
    try:
        yield
    except click.UsageError as error:
        message = error.format_message()
        if message.isprintable():
            raise
        raise click.UsageError(safe(message), error.ctx) from None


def _terminate(number: int, _frame: FrameType | None) -> NoReturn:
    raise Terminated(number)


def _end(ctx: click.Context, code: int) -> NoReturn:
    with suppress(OSError):  # the terminal may be gone
        say("Stopped. Everything finished so far is kept; run the command again for the rest.", err=True)
    ctx.exit(code)
