"""Runs every benchmark beside this file and tells what came of each: ``make bench``.

What is asked stands in the first lines of each. All of them together take smaller sizes, so that they end
within half an hour on two cores; one by its name takes its own: ``python -m benchmarks batch``. A table of
all that was told, with the machine and the day, is written to ``benchmarks/RESULTS.md`` after each.
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

SIZES: Mapping[str, tuple[int, ...]] = {
    "batch": (24,),
    "cluster": (40,),
    "large": (300,),
    "memory": (150,),
    "rerun": (1000,),
}
"""How many clients each is told to take in a run of all."""

SECONDS = 900
"""What takes longer is ended, and the next one begins."""

_HEAD = """# Results

Made by `make bench` on {machine}, {day}.
Ratios are of one run on one machine, what is asked stands with them; sizes are those of a run of all. CPU
time counts all processes. Where the load is above the number of cores, other work was on the machine: what
the clock says is worth little then, and the ratios of CPU time are what counts.

| Benchmark | Told | Took | Load |
|---|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class Result:
    """What a benchmark told, line by line, and why it ended early, if it did."""

    lines: tuple[str, ...]
    fault: str
    seconds: float
    load: float

    def __str__(self) -> str:
        said = filter(None, (*self.lines, self.fault))
        return f"{'<br>'.join(said)} | {self.seconds:.0f} s | {self.load:.1f}"


def main(names: Sequence[str]) -> int:
    """Run the benchmarks of these names (none: all); return how many could not be finished."""
    rows, failed = "", 0
    for script in benchmarks():
        name = script.stem if script.parent == HERE else script.parent.name
        if names and name not in names:
            continue
        title = _title(script)
        sys.stdout.write(f"\n{name}: {title}\n")
        result = run(script, () if names else SIZES.get(name, ()))
        failed += bool(result.fault)
        sys.stdout.write(f"  {result.fault or f'took {result.seconds:.0f} s'}\n")
        rows += f"| `{name}`: {title} | {result} |\n"
        if not names:
            day = f"{datetime.now(UTC):%d %B %Y}"  # noqa: TID251 - when it was measured
            RESULTS.write_text(_HEAD.format(machine=machine(), day=day) + rows, encoding="utf-8")
    if not names:
        sys.stdout.write(f"\nThe table is in {RESULTS.relative_to(HERE.parent)}.\n")
    return failed


def benchmarks() -> Iterator[Path]:
    """Yield the scripts that can be run."""
    found = (*sorted(HERE.glob("*.py")), *sorted(HERE.glob("*/__main__.py")))
    for script in found:
        is_one = script != Path(__file__) and script.name not in _PARTS
        if is_one and _STARTS in script.read_text(encoding="utf-8"):
            yield script


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


def run(script: Path, sizes: Sequence[int]) -> Result:
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
