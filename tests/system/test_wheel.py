"""An installed copy works without the repository: it carries the kit and the sample input."""

import json
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(*command: object, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command outside the repository, showing what it said if it fails."""
    done = subprocess.run(list(map(str, command)), cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment with the wheel in it, and the libraries of this one behind it."""
    home = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", home, ROOT, folder=home)
    run(sys.executable, "-m", "venv", "--without-pip", home / "venv", folder=home)
    python = home / "venv" / "bin" / "python"
    (wheel,) = home.glob("*.whl")
    install = ("install", "--quiet", "--no-deps", "--no-index", "--disable-pip-version-check")
    run(sys.executable, "-m", "pip", "--python", python, *install, wheel, folder=home)
    (packages,) = (home / "venv" / "lib").glob("python*/site-packages")
    libraries = sysconfig.get_path("purelib")
    (packages / "libraries.pth").write_text(f"import site; site.addsitedir({libraries!r})\n")
    return home


def test_a_practice_is_made_and_its_reports_too(environment: Path) -> None:
    roadmap = environment / "venv" / "bin" / "roadmap"
    where = run(
        environment / "venv" / "bin" / "python",
        "-c",
        "import pipeline; print(pipeline.__file__)",
        folder=environment,
    )
    assert where.stdout.startswith(str(environment))
    run(roadmap, "init", "my-practice", folder=environment)
    practice = environment / "my-practice"
    made = run(roadmap, "reports", "--limit", "2", "--json", folder=practice)
    assert json.loads(made.stdout)["counts"] == {"made": 2, "current": 0, "held": 0, "failed": 0}
    pdfs = list((practice / "outputs" / "reports").glob("*.pdf"))
    assert len(pdfs) == 2
    assert all(pdf.read_bytes().startswith(b"%PDF-") for pdf in pdfs)
    checks = json.loads(run(roadmap, "doctor", "--json", folder=practice).stdout)["checks"]
    assert str(environment) in next(check["said"] for check in checks if check["name"] == "kit")
