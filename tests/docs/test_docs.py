"""What the documents say is so."""

import re
import shutil
import tomllib
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import get_args

import pytest
from click import Context
from click.testing import CliRunner
from openpyxl import load_workbook
from pydantic import BaseModel

from pipeline.cli.main import roadmap
from pipeline.delivery.providers import PROVIDERS
from pipeline.intake.layouts import LAYOUTS
from pipeline.kit import load_kit
from pipeline.kit.questionnaire_checks import ROLE_KINDS, ROLE_OPTIONS
from pipeline.models.questionnaire import Kind, Option, Question, Role
from pipeline.models.settings import Settings
from pipeline.models.wording import AxisWording
from pipeline.planning.path import PathFinder
from tests.people import BUILT_IN_KITS, client
from tests.rendering.built import build

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands() -> list[str]:
    """Every command there is, as the program itself lists them."""
    listed = CliRunner().invoke(roadmap, ["--help"]).stdout.split("Every week:")[1]
    return re.findall(r"^  ([a-z]+)  ", listed, re.MULTILINE)


def sections(shape: type[BaseModel]) -> Iterator[tuple[str, type[BaseModel]]]:
    """The sections of the settings with the shape of each."""
    for name, field in shape.model_fields.items():
        assert isinstance(field.annotation, type)
        assert issubclass(field.annotation, BaseModel)
        yield name, field.annotation


def code_blocks(page: Path, language: str) -> list[str]:
    text = page.read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def test_every_command_is_documented() -> None:
    assert len(commands()) >= 6
    for command in commands():
        assert f"| `roadmap {command}" in README


def test_no_command_is_documented_that_does_not_exist() -> None:
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    documented = set(re.findall(r"`roadmap ([a-z]+)", text))
    assert documented <= set(commands())


def shown_commands() -> list[tuple[str, str]]:
    """Every command with arguments that the documents show: its name, and what stands behind it."""
    pages = [page.read_text(encoding="utf-8") for page in PAGES]
    blocks = "".join(block for page in PAGES for block in code_blocks(page, "sh"))
    blocks += "".join(re.findall(r"^ +```sh\n(.*?)^ +```", "".join(pages), re.MULTILINE | re.DOTALL))
    lines = [line.split("#")[0] for line in blocks.splitlines()]
    spans = [span for page in pages for span in re.findall(r"`([^`\n]+)`", page)]
    found = (re.fullmatch(r"\s*(?:\S*/)?roadmap ([a-z]+)(.*)", text) for text in (*lines, *spans))
    return [(match[1], match[2]) for match in found if match]


def test_every_option_that_the_documents_show_is_one_of_its_command() -> None:
    options = [(name, *re.findall(r"--[a-z-]+", rest)) for name, rest in shown_commands()]
    assert ("send", "--approve", "--client") in options
    context = Context(roadmap)
    for name, *named in options:
        command = roadmap.get_command(context, name)
        assert command, name
        offered = {option for each in command.params for option in each.opts}
        assert offered.issuperset(named), (name, named)


def test_every_make_target_in_the_documents_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    shell = "".join(block for page in PAGES for block in code_blocks(page, "sh"))
    prose = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    named = {*re.findall(r"^make ([a-z-]+)", shell, re.MULTILINE), *re.findall(r"`make ([a-z-]+)", prose)}
    assert {"reports", "test", "check"} <= named
    for target in named:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_every_setting_is_documented() -> None:
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    for section, shape in sections(Settings):
        assert f"`[{section}]`" in text
        for name, field in shape.model_fields.items():
            assert f"`{field.alias or name}`" in text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_pictures_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_the_example_of_a_changed_kit_works(tmp_path: Path) -> None:
    for block in code_blocks(ROOT / "docs" / "kit.md", "toml"):
        if (named := re.match(r"# templates/career/(\S+)", block)) is not None:
            with (tmp_path / named[1]).open("a", encoding="utf-8") as file:
                file.write(block)
    kit = load_kit("career", BUILT_IN_KITS / "career", tmp_path)
    assert kit.playbook.by_id["L2"].hours == 6
    assert "N3" not in kit.playbook.by_id
    assert kit.playbook.by_id["SHADOW"].shares == {"F3": Fraction(1, 2), "F2": Fraction(1, 2)}
    path = PathFinder(kit.pathways, tuple(kit.wordings.values())).find("Chef de partie", None)
    assert path is not None
    assert path.ladder == "kitchen"


def test_the_example_of_an_own_kit_is_whole(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    for block in code_blocks(ROOT / "docs" / "kit.md", "toml"):
        if (named := re.match(r"# ([a-z.]+\.toml)\n", block)) is not None:
            (own / named[1]).write_text(block, encoding="utf-8")
    kit = load_kit("strengths", BUILT_IN_KITS / "strengths", own)
    assert [item.id for item in kit.questionnaire.items] == ["f1", "c1"]
    assert list(kit.wordings) == ["en"]


def test_the_example_with_two_axes_makes_the_pages_that_it_promises(tmp_path: Path) -> None:
    for block in code_blocks(ROOT / "docs" / "kit.md", "toml"):
        if (named := re.match(r"# two-axes/(\S+)\n", block)) is not None:
            (tmp_path / named[1]).write_text(block, encoding="utf-8")
    kit = load_kit("two-axes", BUILT_IN_KITS / "two-axes", tmp_path)
    report = build(client({"r1": 5, "s1": 4, "s2": 4}), chosen_kit=kit)
    assert report.position == "Your answers sit at “sprout”."
    assert [(axis.name, axis.heading) for axis in report.axes] == [
        ("Growth", "What you learn"), ("Calm", "What gives you rest"),
    ]  # fmt: skip
    assert report.map
    assert report.map.corners == ("Storm", "Garden", "Open field", "Meadow")
    assert report.talk.questions[0].endswith("How do the two go together?")


def test_the_guide_to_kits_names_every_text_of_an_axis() -> None:
    text = (ROOT / "docs" / "kit.md").read_text(encoding="utf-8")
    assert all(f"`{field}`" in text for field in AxisWording.model_fields)
    for table in ("positions", "quadrants", "texts.two_ways"):
        assert f"`[{table}]`" in text


def cells(header: str) -> list[list[str]]:
    """Return the rows of the table in the guide to kits whose header begins like that."""
    text = (ROOT / "docs" / "kit.md").read_text(encoding="utf-8")
    _, *rows = text.split(f"\n| {header} |")[1].split("\n\n")[0].splitlines()[1:]
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for row in rows]


def test_every_role_of_a_question_is_documented_with_its_kind_and_options() -> None:
    told = {role.strip("`"): (kind.strip("`"), says) for role, kind, says in cells("role")}
    assert {role: kind for role, (kind, _) in told.items()} == ROLE_KINDS
    assert set(told) == set(get_args(Role))
    for role, options in ROLE_OPTIONS.items():
        assert options <= set(re.findall(r"`(\w+)`", told[role][1]))


def test_every_kind_of_question_is_documented_with_what_it_takes() -> None:
    told = {kind.strip("`"): takes for kind, _, takes in cells("kind")}
    assert set(told) == set(get_args(Kind))
    named = {key for takes in told.values() for key in re.findall(r"`(\w+)`", takes)}
    assert named <= {*Question.model_fields, *Option.model_fields}
    shared = {"id", "kind", "dimension", "role", "also", "accepts_missing"}
    text = (ROOT / "docs" / "kit.md").read_text(encoding="utf-8").split("## Questions")[1].split("\n## ")[0]
    assert {*Question.model_fields} - shared <= named
    assert all(f"`{key}" in text for key in shared)


def test_the_first_mistake_is_told_as_the_readme_says(tmp_path: Path) -> None:
    for name in ("roadmap.toml", "inputs", "brand"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    path = tmp_path / "inputs" / "clients.xlsx"
    book = load_workbook(path)
    headers = [cell.value for cell in book["Clients"][1]]
    book["Clients"].cell(2, headers.index("My pay covers my normal monthly costs.") + 1, 6)
    book.save(path)
    result = CliRunner().invoke(roadmap, ["--practice", str(tmp_path), "check"])
    assert result.exit_code == 1
    (example,) = code_blocks(ROOT / "README.md", "text")
    assert " ".join(example.split()) in " ".join(result.stdout.split())


def test_the_settings_of_the_intake_page_are_settings() -> None:
    (block,) = code_blocks(ROOT / "docs" / "intake.md", "toml")
    read = Settings.model_validate({"practice": {"name": "A"}, **tomllib.loads(block)})
    assert read.intake.ambiguous_dates == "day-first"
    kit = load_kit("career", BUILT_IN_KITS / "career")
    assert set(read.intake.columns.values()) <= set(kit.questionnaire.by_id)


def test_the_intake_page_names_every_form_tool_that_is_recognised() -> None:
    page = (ROOT / "docs" / "intake.md").read_text(encoding="utf-8")
    for layout in LAYOUTS:
        assert layout.name.partition("-")[0].capitalize() in page


def test_every_mail_provider_is_documented_as_it_is() -> None:
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    for name, provider in PROVIDERS.items():
        (row,) = (line for line in text.splitlines() if line.startswith(f"| `{name}` |"))
        server, rates = provider.server, provider.rates
        assert f"| {server.host}:{server.port} | {rates.per_minute} |" in row
        assert rates.per_day is None or row.endswith(f"| {rates.per_day:,} |")
