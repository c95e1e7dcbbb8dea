"""Runs every benchmark beside this file and tells what came of each: ``make bench``.

What is asked stands in the first lines of each. They take sizes by which all of them end within half an hour
on two cores; each by itself takes other ones: ``python benchmarks/batch.py 200``. A table of what was told,
with the machine and the day, is written to ``benchmarks/RESULTS.md`` after each. Some of them by their names,
such as ``python -m benchmarks peers cluster``, have their rows written anew and leave the others.
"""  # noqa: INP001 - scripts, not a package

import ast
import os
import platform
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Timer
from time import monotonic

HERE = Path(__file__).parent
RESULTS = HERE / "RESULTS.md"
_STARTS = 'if __name__ == "__main__"'
_PARTS = ("plain_loop.py",)
"""Scripts that others start."""

SIZES: Mapping[str, tuple[int | str, ...]] = {
    "batch": (40,),
    "cluster": (40,),
    "large": ("scored", "plutoprint"),
    "memory": (130,),
    "rerun": (1000,),
}
"""How many clients, or which parts, each is told to take."""

SECONDS = 900
"""What takes longer is ended, and the next one begins."""

_HEAD = """# Results

Made by `make bench` on {machine}.
Ratios are of one run on one machine, what is asked stands with them. CPU time counts all processes. Where the
load is above the number of cores, other work was on the machine: what the clock says is worth little then and
the ratios of CPU time are what counts.

| Benchmark | Told | Took | Load | Day |
|---|---|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class Result:
    """What a benchmark told, line by line, and why it ended early, if it did."""

    lines: tuple[str, ...]
    fault: str
    seconds: float
    load: float

    def __str__(self) -> str:
        said = "<br>".join(filter(None, (*self.lines, self.fault)))
        day = f"{datetime.now(UTC):%d %B %Y}"  # noqa: TID251 - when it was measured
        return f"{said} | {self.seconds:.0f} s | {self.load:.1f} | {day}"


def main(names: Sequence[str]) -> int:
    """Run the benchmarks of these names (none: all); return how many could not be finished."""
    head, failed = _HEAD.format(machine=machine()), 0
    for name, script in benchmarks():
        if names and name not in names:
            continue
        title = _title(script)
        sys.stdout.write(f"\n{name}: {title}\n")
        result = run(script, SIZES.get(name, ()))
        failed += bool(result.fault)
        sys.stdout.write(f"  {result.fault or f'took {result.seconds:.0f} s'}\n")
        rows = _rows(head) | {name: f"| `{name}`: {title} | {result} |"}
        RESULTS.write_text(head + "\n".join(rows[each] for each in sorted(rows)) + "\n", encoding="utf-8")
    sys.stdout.write(f"\nThe table is in {RESULTS.relative_to(HERE.parent)}.\n")
    return failed


def _rows(head: str) -> dict[str, str]:
    """Return the rows of the table that is there, by benchmark; none if it is of another machine."""
    told = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
    lines = told.removeprefix(head).splitlines() if told.startswith(head) else ()
    return {line.split("`")[1]: line for line in lines}


def benchmarks() -> Iterator[tuple[str, Path]]:
    """Yield the scripts that can be run, with their names."""
    for script in (*sorted(HERE.glob("*.py")), *sorted(HERE.glob("*/__main__.py"))):
        is_one = script != Path(__file__) and script.name not in _PARTS
        if is_one and _STARTS in script.read_text(encoding="utf-8"):
            yield script.stem if script.parent == HERE else script.parent.name, script


def machine() -> str:
    """Say what this machine is, but not which."""
    told = Path("/proc/cpuinfo").read_text(encoding="utf-8") if Path("/proc/cpuinfo").exists() else ""
    models = [line.partition(":")[2].strip() for line in told.splitlines() if line.startswith("model name")]
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    model = models[0] if models else platform.machine()
    return f"{cores} cores of {model}, {platform.system()}, Python {platform.python_version()}"


def _title(script: Path) -> str:
    said = ast.get_docstring(ast.parse(script.read_text(encoding="utf-8"))) or script.stem
    return " ".join(said.split("\n\n")[0].split()).replace("|", "/")


def run(script: Path, sizes: Sequence[int | str]) -> Result:
    """Run a benchmark from the project's folder, and pass on each line that it tells."""
    as_module = script.name == "__main__.py"
    named = ["-m", f"benchmarks.{script.parent.name}"] if as_module else [str(script)]
    paths = os.pathsep.join([str(HERE.parent), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    began, lines = monotonic(), []
    process = subprocess.Popen(  # noqa: S603 - our own scripts
        [sys.executable, *named, *map(str, sizes)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=HERE.parent,
        env={**os.environ, "PYTHONPATH": paths},
        start_new_session=True,
    )
    late = Timer(SECONDS, _end, [process])
    late.start()
    try:
        for line in process.stdout or ():
            sys.stdout.write(f"  {line}")
            sys.stdout.flush()
            lines.append(line.strip().replace("|", "/"))
        code = process.wait()
    finally:
        late.cancel()
        _end(process)
    seconds = monotonic() - began
    fault = f"not finished after {SECONDS} s" if seconds >= SECONDS else f"failed, with exit code {code}"
    return Result(tuple(lines), fault if code else "", seconds, os.getloadavg()[0])


def _end(process: "subprocess.Popen[str]") -> None:
    """End a benchmark and all that it started and that is still there."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
