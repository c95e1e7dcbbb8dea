"""Machines that lack something: fonts of their own, or memory that processes can share."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_a_machine_without_fonts_is_not_warned_of_them(tmp_path: Path) -> None:
    settings = tmp_path / "fonts.conf"
    settings.write_text("<fontconfig><reset-dirs/></fontconfig>")
    done = subprocess.run(
        [sys.executable, "-c", "import pipeline.rendering.printing.pdf"],
        cwd=ROOT,
        env={**os.environ, "FONTCONFIG_FILE": str(settings)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
