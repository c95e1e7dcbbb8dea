"""What a brand asks for in vain is told."""

from contextlib import closing
from pathlib import Path
from shutil import copy

import pytest

from pipeline.models.settings import BrandSettings
from pipeline.rendering.assets.brand import check_brand, covered_by, glyphs_of
from pipeline.rendering.assets.files import Asset, gather_assets
from pipeline.rendering.printing.document import Metadata
from pipeline.rendering.printing.pdf import Printer
from tests.people import kit

FOLDERS = kit().folders
BRANDS = Path(__file__).parents[2] / "pipeline" / "cli" / "new_practice" / "brands"


def test_a_sound_brand_gives_no_warning() -> None:
    assert check_brand(BrandSettings(), FOLDERS) == []
    assert check_brand(BrandSettings(heading_font="IBM Plex Sans"), FOLDERS) == []


@pytest.mark.parametrize("name", ["primary", "accent"])
def test_a_colour_that_is_hard_to_read_is_told_with_the_one_printed(name: str) -> None:
    (problem,) = check_brand(BrandSettings.model_validate({name: "#FFD400"}), FOLDERS)
    assert problem.severity == "warning"
    assert (problem.field, problem.found) == (f"brand.{name}", "#FFD400")
    assert "its contrast is 1.2 to 1, and text needs 4.5 to 1" in problem.message
    assert "#836D00 of its hue" in problem.message


@pytest.mark.parametrize("name", ["heading_font", "body_font"])
def test_a_font_that_is_not_in_the_kit_is_told_with_those_that_are(name: str) -> None:
    (problem,) = check_brand(BrandSettings.model_validate({name: "Comic Neue"}), FOLDERS)
    assert problem.field == f"brand.{name}"
    assert "IBM Plex Sans, IBM Plex Sans Arabic" in problem.fix


def test_a_font_of_the_practices_own_is_found_by_its_family_however_that_is_written(tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    copy(BRANDS / "mulberry" / "fonts" / "IBMPlexSerif-Light.ttf", tmp_path / "fonts" / "OURS.TTF")
    assert check_brand(BrandSettings(body_font="ibm plex serif"), (tmp_path, *FOLDERS)) == []


SOUND = (BRANDS / "mulberry" / "fonts" / "IBMPlexSerif-Light.ttf").read_bytes()
CUT_OFF = SOUND[:20_000]


@pytest.mark.parametrize("named", ["", "IBM Plex Sans"])
@pytest.mark.parametrize("content", [b"", b"no font", b"\0\1\0\0\0\x0c" + bytes(300), CUT_OFF, SOUND[:-9]])
def test_a_file_that_is_no_font_is_told_and_the_others_are_used(
    tmp_path: Path, content: bytes, named: str
) -> None:
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "Broken.ttf").write_bytes(content)
    folders = (tmp_path, *FOLDERS)
    (problem,) = check_brand(BrandSettings(heading_font=named), folders)
    assert (problem.file, problem.severity) == ("fonts/Broken.ttf", "warning")
    assert "no font that can be read" in problem.message
    assert covered_by(folders) == covered_by(FOLDERS)
    assert glyphs_of(content) == {}


@pytest.mark.parametrize("content", [b"no font", CUT_OFF])
def test_a_file_that_is_no_font_leaves_the_print_as_it_is(content: bytes) -> None:
    broken = Asset("fonts/Broken.ttf", content)
    markup = '<html lang="en"><title>A page</title><p style="height: 300pt">Words</p></html>'
    about = Metadata("A page", "Somebody", "en", "c-1", "a" * 64, "b" * 64, "0.1.0")
    prints = []
    for brand in ([], [broken]):
        with closing(Printer(gather_assets(FOLDERS, brand))) as printer:
            prints.append(printer.print(markup, about))
    assert prints[0] == prints[1]
    assert prints[0].findings == ()
