"""What a brand asks for in vain is told."""

import pytest

from pipeline.models.settings import BrandSettings
from pipeline.rendering.brand import check_brand
from tests.people import kit

FOLDERS = kit().folders


def test_a_sound_brand_gives_no_warning() -> None:
    assert check_brand(BrandSettings(), FOLDERS) == []
    assert check_brand(BrandSettings(heading_font="IBM Plex Sans"), FOLDERS) == []


@pytest.mark.parametrize("name", ["primary", "accent"])
def test_a_colour_that_is_hard_to_read_is_told_with_the_one_printed(name: str) -> None:
    (problem,) = check_brand(BrandSettings.model_validate({name: "#FFD400"}), FOLDERS)
    assert problem.severity == "warning"
    assert (problem.field, problem.found) == (f"brand.{name}", "#FFD400")
    assert "too light" in problem.message
    assert "#" in problem.message


@pytest.mark.parametrize("name", ["heading_font", "body_font"])
def test_a_font_that_is_not_in_the_kit_is_told_with_those_that_are(name: str) -> None:
    (problem,) = check_brand(BrandSettings.model_validate({name: "Comic Neue"}), FOLDERS)
    assert problem.field == f"brand.{name}"
    assert "IBM Plex Sans, IBM Plex Sans Arabic" in problem.fix
