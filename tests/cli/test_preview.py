"""The command: what it says, how it ends, what it does not load."""

import signal
import subprocess
import sys
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.request import urlopen

import pytest

from pipeline.practice import Practice
from pipeline.preview.desk import Desk
from tests.cli.conftest import Run
from tests.practices import tree


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let a preview end at once, as by Ctrl-C; return the addresses that the browser was given."""
    addresses: list[str] = []

    def run(desk: Desk) -> None:
        desk._server._server.server_close()
        raise KeyboardInterrupt

    monkeypatch.setattr(Desk, "run", run)
    monkeypatch.setattr(webbrowser, "open", addresses.append)
    return addresses


@pytest.mark.usefixtures("practice")
def test_on_a_desktop_the_browser_opens(run: Run, shown: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    ran = run("preview", "ada")
    assert ran.code == 130
    assert shown == [ran.out.strip()]
    assert "until you press Ctrl-C" in ran.err
    assert "The preview has ended." in ran.err


@pytest.mark.usefixtures("practice")
def test_without_a_desktop_the_address_is_told_alone(
    run: Run, shown: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    ran = run("preview", "-q")
    assert (ran.code, ran.err, shown) == (130, "", [])
    assert ran.out.startswith("http://127.0.0.1:")


@pytest.mark.usefixtures("practice", "shown")
def test_each_preview_has_an_address_that_nobody_guesses(run: Run) -> None:
    tokens = {run("preview").out.strip().split("/")[3] for _ in range(2)}
    assert len(tokens) == 2
    assert all(len(token) >= 32 for token in tokens)


def test_somebody_unknown_is_wrong_usage(run: Run, practice: Practice) -> None:
    ran = run("preview", "Zoe")
    assert (ran.code, ran.out) == (2, "")
    assert 'No client is "Zoe"' in ran.err
    assert "outputs" not in {name.partition("/")[0] for name in tree(practice.root)}


@pytest.mark.usefixtures("shown")
def test_a_broken_kit_does_not_keep_it_from_beginning(run: Run, practice: Practice) -> None:
    (practice.own_kit / "wording.en.toml").write_text("x", encoding="utf-8")
    assert run("preview", "ada").code == 130


@contextmanager
def ended_at_last(process: subprocess.Popen[str]) -> Iterator[None]:
    """See that a test which fails leaves nobody to be waited for."""
    try:
        yield
    finally:
        process.kill()


def test_ctrl_c_ends_it(practice: Practice) -> None:
    ask = [sys.executable, "-m", "pipeline", "--practice", str(practice.root), "preview"]
    preview = subprocess.Popen(ask, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    with preview, ended_at_last(preview):
        assert preview.stdout
        assert preview.stderr
        address = preview.stdout.readline().strip()
        assert b"<main" in urlopen(address, timeout=20).read()  # noqa: S310 - the preview's own address
        assert urlopen(f"{address}news?after=1", timeout=40).status == 200  # noqa: S310
        preview.send_signal(signal.SIGINT)
        assert preview.wait(20) == 130
        assert "Traceback" not in preview.stderr.read()


def test_asking_for_help_loads_nothing_heavy() -> None:
    script = (
        "import sys\nfrom pipeline.cli.main import roadmap\n"
        "roadmap(['preview', '--help'], standalone_mode=False)\n"
        "heavy = ('http.server', 'watchfiles', 'pypdfium2', 'pydantic', 'webbrowser')\n"
        "print([name for name in heavy if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
