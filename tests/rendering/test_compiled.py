"""Compiled templates are kept from run to run, and count only as what they were written for."""

from pathlib import Path

import pytest

from pipeline import program as program_itself
from pipeline.program import Shelf
from pipeline.rendering.templates import compiled
from pipeline.rendering.templates.sandbox import Sandbox

TEMPLATE = "greeting.html"
KIT = "kits/only"


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a program with one template in its only kit."""
    monkeypatch.setattr(program_itself, "_KITS", tmp_path / "kits")
    monkeypatch.setattr(program_itself, "_KEPT", tmp_path / "kept")
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    write(tmp_path / KIT, "Hello {{ name }}")
    return tmp_path


def write(kit: Path, text: str) -> None:
    """Save the template of a kit."""
    kit.mkdir(parents=True, exist_ok=True)
    (kit / TEMPLATE).write_text(text)


@pytest.fixture
def generated(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the templates that are compiled, as they are."""
    names: list[str] = []

    def generate(self: Sandbox, source: object, name: str, *rest: object, **options: object) -> str:
        names.append(name)
        return str(super(Sandbox, self)._generate(source, name, *rest, **options))  # type: ignore[arg-type]

    monkeypatch.setattr(Sandbox, "_generate", generate, raising=False)
    return names


def fill(program: Path, kit: str = KIT) -> str:
    """Fill the template as a process does that has just begun."""
    compiled._COMPILED.clear()
    return Sandbox([program / kit]).get_template(TEMPLATE).render(name="Maya")


def test_a_later_run_compiles_nothing(program: Path, generated: list[str]) -> None:
    assert [fill(program), fill(program)] == ["Hello Maya"] * 2
    assert generated == [TEMPLATE]
    assert len(list((program / "kept").iterdir())) == 1


def test_a_template_that_has_changed_is_compiled_again(program: Path) -> None:
    fill(program)
    write(program / KIT, "Dear {{ name }}")
    assert fill(program) == "Dear Maya"


def test_other_code_compiles_again(
    program: Path, generated: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(program)
    monkeypatch.setattr(compiled, "_SHELF", Shelf("jinja", lambda: "another"))
    assert fill(program) == "Hello Maya"
    assert generated == [TEMPLATE] * 2


@pytest.mark.parametrize("place", [0, 40, -1])
def test_what_is_damaged_is_compiled_again(program: Path, generated: list[str], place: int) -> None:
    fill(program)
    (kept,) = (program / "kept").iterdir()
    content = bytearray(kept.read_bytes())
    content[place] ^= 1
    kept.write_bytes(content)
    assert fill(program) == "Hello Maya"
    assert generated == [TEMPLATE] * 2


def test_nothing_is_kept_of_a_practices_own_templates_even_beside_the_program(program: Path) -> None:
    write(program / "practice", "Dear {{ name }}")
    assert fill(program, "practice") == "Dear Maya"
    assert not (program / "kept").exists()


def test_a_copy_is_as_good_as_the_template(program: Path, generated: list[str]) -> None:
    write(program / "copy", "Hello {{ name }}")
    assert [fill(program), fill(program, "copy")] == ["Hello Maya"] * 2
    assert generated == [TEMPLATE]


def test_what_a_killed_run_leaves_is_compiled_again_and_takes_no_room(
    program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off(path: Path, content: bytes) -> int:
        with path.open("wb") as file:
            file.write(content[:100])
        raise KeyboardInterrupt

    with monkeypatch.context() as killed:
        killed.setattr(Path, "write_bytes", cut_off)
        with pytest.raises(KeyboardInterrupt):
            fill(program)
    assert fill(program) == "Hello Maya"
    assert [path.suffix for path in (program / "kept").iterdir()] == [".jinja"]


def test_where_nothing_can_be_written_each_run_compiles(program: Path, generated: list[str]) -> None:
    (program / "kept").write_text("a file in its place")
    assert [fill(program), fill(program)] == ["Hello Maya"] * 2
    assert generated == [TEMPLATE] * 2
