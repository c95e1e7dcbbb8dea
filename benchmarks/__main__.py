"""Runs every benchmark beside this file and tells what came of each: ``make bench``.

What is asked stands in the first line of each. A table of all that was told, with the machine and the day, is
written to ``benchmarks/RESULTS.md``. One benchmark by its name: ``python -m benchmarks peers``.
"""  # noqa: INP001 - scripts, not a package

import ast
import os
import platform
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
RESULTS = HERE / "RESULTS.md"
_STARTS = 'if __name__ == "__main__"'
_PARTS = ("plain_loop.py",)
"""Scripts that others start."""

_HEAD = """# Results

Made by `make bench` on {machine}, {day}.
Each line is what a benchmark told; what is asked stands with its title. Ratios are of one run on one machine.

| Benchmark | Told |
|---|---|
"""


def main(names: Sequence[str]) -> int:
    """Run the benchmarks of these names (none: all); return how many could not be run."""
    rows, failed = [], 0
    for script in benchmarks():
        if names and script.stem not in names and script.parent.name not in names:
            continue
        title = _title(script)
        sys.stdout.write(f"\n{title}\n")
        lines = list(_run(script))
        failed += not lines
        rows.append(f"| {title} | {'<br>'.join(lines) or 'could not be run'} |\n")
    if not names:
        day = f"{datetime.now(UTC):%d %B %Y}"  # noqa: TID251 - when it was measured
        RESULTS.write_text(_HEAD.format(machine=machine(), day=day) + "".join(rows), encoding="utf-8")
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


def _run(script: Path) -> Iterator[str]:
    """Run a benchmark from the project's folder, and pass on each line that it tells."""
    as_module = script.name == "__main__.py"
    name = f"benchmarks.{script.parent.name}" if as_module else str(script)
    command = [sys.executable, "-m", name] if as_module else [sys.executable, name]
    paths = os.pathsep.join([str(HERE.parent), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    told = subprocess.Popen(  # noqa: S603 - our own scripts
        command, stdout=subprocess.PIPE, text=True, cwd=HERE.parent, env={**os.environ, "PYTHONPATH": paths}
    )
    with told:
        for line in told.stdout or ():
            sys.stdout.write(f"  {line}")
            sys.stdout.flush()
            yield line.strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
