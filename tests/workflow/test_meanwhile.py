"""What is changed while reports are made is told, and what it touches is made again in the next run."""

import errno
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.batch.fingerprints import context_of
from pipeline.errors import KitError, OutputError
from pipeline.models.making import Outcome
from pipeline.models.problem import Problem
from pipeline.workflow.making import Batch
from pipeline.workflow.printing import assets_of
from pipeline.workflow.reading import load_kit_of
from pipeline.workflow.snapshots import snapshot
from tests.practices import ADA, SETTINGS, Notes, make, new_practice, statuses, tree
from tests.rendering.prints import draw_logo


def told(batch: Batch) -> list[Problem]:
    return [problem for problem in batch.problems if "while reports were made" in problem.message]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("report.css", b"p { color: red }"),
        ("sections/cover.html", b"<p>{{ report.name }}</p>"),
        ("fonts/IBMPlexSans-Light.ttf", b"no font"),
    ],
)
def test_a_file_of_the_kit_that_changes_meanwhile(tmp_path: Path, name: str, content: bytes) -> None:
    practice = new_practice(tmp_path, ADA)
    own = practice.own_kit / name

    def edit(_: Outcome) -> None:
        own.parent.mkdir(parents=True)
        own.write_bytes(content)

    (problem,) = told(make(practice, watch=Notes(on_done=edit)))
    assert (problem.file, problem.is_error) == (f"templates/career/{name}", False)
    again = make(practice)
    assert statuses(again) == {"C-1": "made"}
    assert told(again) == []
    assert told(make(practice)) == []


def test_a_kit_that_is_being_changed(tmp_path: Path) -> None:
    practice = new_practice(tmp_path, ADA)

    def edit(_: Outcome) -> None:
        practice.own_kit.mkdir(parents=True)
        (practice.own_kit / "wording.en.toml").write_text("[half")

    assert [problem.file for problem in told(make(practice, watch=Notes(on_done=edit)))] == [
        "templates/career/wording.en.toml"
    ]


def test_a_logo_that_changes_meanwhile(tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    logo.write_bytes(draw_logo())
    practice = new_practice(tmp_path, ADA, settings=f'{SETTINGS}[brand]\nlogo = "logo.png"\n')
    batch = make(practice, watch=Notes(on_done=lambda _: logo.unlink()))
    assert [problem.file for problem in told(batch)] == ["logo.png"]


class Early(Notes):
    """Does something when a run has read all, and is about to open its workers."""

    def __init__(self, act: Callable[[], object]) -> None:
        super().__init__()
        self._act = act

    def expect(self, total: int) -> None:
        """Do it."""
        super().expect(total)
        self._act()


@pytest.mark.parametrize("name", ["templates/career/own.css", "logo.png"])
def test_what_changes_while_a_run_begins_is_told_before_anything_is_printed(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / "logo.png").write_bytes(draw_logo())
    practice = new_practice(tmp_path, ADA, settings=f'{SETTINGS}[brand]\nlogo = "logo.png"\n')
    for act in (lambda: path.write_bytes(b"/* again */"), path.unlink):
        path.write_bytes(draw_logo() if name == "logo.png" else b"/* once */")
        with pytest.raises(KitError, match=f"^{name} was changed while the run began") as stopped:
            make(practice, watch=Early(act))
        assert stopped.value.hint == "Nothing was printed. Run the command again."
    assert not tree(practice.reports)


def test_a_temporary_folder_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    practice = new_practice(tmp_path, ADA)
    gone = Early(lambda: monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone")))
    with pytest.raises(OutputError, match="gone cannot be written"):
        make(practice, watch=gone)


def test_a_temporary_folder_that_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(_: Path, target: Path) -> None:
        target.write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "small"))
    (tmp_path / "small").mkdir()
    monkeypatch.setattr(shutil, "copyfile", fill)
    with pytest.raises(OutputError, match="cannot be written: the disk is full"):
        make(new_practice(tmp_path / "practice", ADA))
    assert not tree(tmp_path / "small")


def test_pictures_are_found_however_the_settings_name_them(tmp_path: Path) -> None:
    root = tmp_path / "practice"
    root.mkdir()
    (root / "logo.png").write_bytes(draw_logo())
    for name in (f"{root}/logo.png", "../practice/logo.png"):
        practice = new_practice(root, ADA, settings=f'{SETTINGS}[brand]\nlogo = "{name}"\n')
        kit = load_kit_of(practice)
        with snapshot(practice, kit, context_of(kit, practice.settings, root)) as copies:
            (root / "logo.png").unlink()
            assert "brand/logo.png" in assets_of(*copies)
        (root / "logo.png").write_bytes(draw_logo())


def test_copies_of_a_kits_folders_lie_apart_as_the_folders_do(tmp_path: Path) -> None:
    practice = new_practice(tmp_path, ADA)
    practice.own_kit.mkdir(parents=True)
    (practice.own_kit / "own.css").touch()
    kit = load_kit_of(practice)
    with snapshot(practice, kit, context_of(kit, practice.settings, practice.root)) as (_, copied):
        assert [_first(folder) for folder in copied.folders] == [_first(folder) for folder in kit.folders]
        assert (copied.folders[0] / "own.css").is_file()
        assert list((copied.folders[-1] / "fonts").glob("*.ttf"))


def _first(folder: Path) -> str:
    """Return the first of a folder's stylesheets and templates."""
    pages = (path.relative_to(folder) for path in folder.rglob("*") if path.suffix in {".css", ".html"})
    return min(pages, default=Path()).as_posix()
