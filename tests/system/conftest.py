"""What the tests of setting up and of make share."""

import shutil
from pathlib import Path

import pytest

from tests.system.project import ROOT


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of what setting up reads."""
    for name in ("requirements.lock", "pyproject.toml", "Makefile", ".gitignore"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "tools", tmp_path / "tools")
    return tmp_path
