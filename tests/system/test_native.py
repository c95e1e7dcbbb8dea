"""The native libraries: found, installed or unpacked, and loaded by every Python of the environment."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from pydantic_core import _pydantic_core

from tests.system.project import run
from tools import native, preload


@pytest.mark.parametrize(
    ("platform", "has_apt", "is_root", "way"),
    [
        ("linux", True, True, native.Way.INSTALL),
        ("linux", True, False, native.Way.UNPACK),
        ("linux", False, True, native.Way.ASK),
        ("darwin", False, False, native.Way.ASK),
        ("darwin", True, True, native.Way.ASK),
        ("win32", False, False, native.Way.ASK),
    ],
)
def test_the_way_to_the_libraries(*, platform: str, has_apt: bool, is_root: bool, way: native.Way) -> None:
    assert native.choose(platform, has_apt=has_apt, is_root=is_root) is way


@pytest.mark.parametrize(
    ("platform", "command"),
    [
        ("darwin", "brew install pango"),
        ("win32", "pacman -S mingw-w64-x86_64-pango"),
        ("linux", "Install Pango"),
    ],
)
def test_where_it_cannot_be_done_one_line_tells_what_to_type(platform: str, command: str) -> None:
    assert command in native.advice(platform)
    assert "\n" not in native.advice(platform)


def test_only_what_a_simulated_install_would_add_is_fetched() -> None:
    plan = (
        "NOTE: This is only a simulation!\n"
        "Inst libpng16-16 [1.6.39-1] (1.6.39-2 Debian:12.11/stable [amd64])\n"
        "Inst libpango-1.0-0 (1.50.12+ds-1 Debian:12.11/stable [amd64]) []\n"
        "Conf libpango-1.0-0 (1.50.12+ds-1 Debian:12.11/stable [amd64])\n"
    )
    assert native.named_in(plan) == ["libpng16-16=1.6.39-2", "libpango-1.0-0=1.50.12+ds-1"]


def test_libraries_are_loaded_after_those_they_need(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    needs = {
        "liba.so.0": "libb.so.2",
        "libb.so.2": "libc.so.1",
        "libc.so.1": None,
        "libd.so.9": "libgone.so.1",
    }
    for name in [*needs, "libc.so.1.2.3", "notes.txt"]:
        (tmp_path / name).touch()
    loaded: list[str] = []

    def loader(name: str, mode: int) -> None:
        file = Path(name)
        assert mode == ctypes.RTLD_GLOBAL
        if not file.is_absolute() or needs[file.name] not in {None, *loaded}:
            raise OSError(name)
        loaded.append(file.name)

    monkeypatch.setattr(ctypes, "CDLL", loader)
    preload.preload(tmp_path)
    assert loaded == ["libc.so.1", "libb.so.2", "liba.so.0"]


def test_the_systems_own_library_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "libz.so.1").touch()
    asked: list[str] = []
    monkeypatch.setattr(ctypes, "CDLL", lambda name, mode: asked.append(f"{name} {mode}"))
    preload.preload(tmp_path)
    assert asked == [f"libz.so.1 {ctypes.RTLD_GLOBAL}"]


def test_fonts_are_named_only_where_the_machine_names_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("FONTCONFIG_PATH", raising=False)
    ours, systems = tmp_path / "ours.conf", tmp_path / "systems.conf"
    ours.touch()
    systems.touch()
    preload.name_fonts(ours, systems)
    assert "FONTCONFIG_PATH" not in os.environ
    systems.unlink()
    preload.name_fonts(ours, systems)
    assert os.environ["FONTCONFIG_PATH"] == str(tmp_path)


def test_another_environment_that_uses_this_one_loads_its_libraries_too(tmp_path: Path) -> None:
    venvs = tmp_path / "one", tmp_path / "other"
    for venv in venvs:
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    unpacked = venvs[0] / "native.partial"
    unpacked.mkdir()
    shutil.copy(_pydantic_core.__file__, unpacked / "libours.so.1")  # any library will do
    native.put_in_place(unpacked, venvs[0])
    ours, others = (Path(sysconfig.get_path("purelib", "venv", vars={"base": str(venv)})) for venv in venvs)
    (others / "libraries.pth").write_text(f"import site; site.addsitedir({str(ours)!r})\n")
    loaded = run(str(native.python_of(venvs[1])), "-c", "print(open('/proc/self/maps').read())").stdout
    assert str(venvs[0] / "native" / "libours.so.1") in loaded


def test_every_python_of_the_environment_loads_what_was_unpacked(tmp_path: Path) -> None:
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    settings = venv / "native.partial" / "etc" / "fonts" / "fonts.conf"
    settings.parent.mkdir(parents=True)
    settings.write_text("<dir>/usr/share/fonts</dir>")
    native.put_in_place(venv / "native.partial", venv)
    asked = run(str(native.python_of(venv)), "-c", "import sys; print('_native_libraries' in sys.modules)")
    assert asked.stdout == "True\n"
    assert "../../usr/share/fonts" in (venv / "native" / "etc" / "fonts" / "fonts.conf").read_text()
