"""Loading the room costs little until something is printed."""

import subprocess
import sys

HEAVY = "print([name for name in ('weasyprint', 'jinja2', 'babel', 'PIL') if name in sys.modules])"


def loaded_after(statement: str) -> str:
    code = f"import sys; {statement}; {HEAVY}"
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.strip()


def test_importing_the_room_loads_no_heavy_library() -> None:
    assert loaded_after("import pipeline.rendering") == "[]"


def test_building_a_view_needs_no_pages_and_no_printer() -> None:
    assert loaded_after("from pipeline.rendering.building.report import build_report") == "['babel']"
