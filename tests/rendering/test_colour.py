"""Brand colours: readable on every ground, and no further from the coach's choice than that asks for."""

import colorsys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.rendering.assets.colour import (
    LEAST_CONTRAST,
    SAND,
    WHITE,
    contrast,
    luminance,
    make_safe,
    make_tint,
)

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#FFFFFF", 21.0),
        ("#777777", "#FFFFFF", 4.48),
        ("#767676", "#FFFFFF", 4.54),
        ("#123456", "#123456", 1),
    ],
)
def test_contrast_is_that_of_the_standard(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


def test_a_readable_colour_stays_as_it_is() -> None:
    assert make_safe("#143f3b") == make_safe("#143F3B")
    assert make_safe("#143F3B").value == "#143F3B"
    assert not make_safe("#143f3b").changed


def test_a_yellow_is_darkened_to_a_dark_yellow_and_that_is_told() -> None:
    safe = make_safe("#FFC800")
    assert safe.changed
    assert safe.contrast == contrast("#FFC800", SAND)
    assert contrast(safe.value, SAND) >= LEAST_CONTRAST
    assert contrast(safe.value, SAND) < LEAST_CONTRAST + 0.2, "darker than it has to be"


@given(colours)
def test_every_colour_becomes_readable_at_the_same_hue(colour: str) -> None:
    safe = make_safe(colour)
    assert min(contrast(safe.value, WHITE), contrast(safe.value, SAND)) >= LEAST_CONTRAST
    assert safe.changed == (safe.value != colour)
    assert luminance(safe.value) <= luminance(colour)
    before, after = _hls(colour), _hls(safe.value)
    if before[2] > 0.2 and after[1] > 0.1:
        turn = abs(before[0] - after[0])
        assert min(turn, 1 - turn) < 0.02


@given(colours, colours)
def test_whatever_the_brand_each_colour_is_readable_on_each_ground_it_stands_on(
    primary: str, accent: str
) -> None:
    heading, link = make_safe(primary).value, make_safe(accent).value
    tint = make_tint(heading, link)
    for colour in (heading, link):
        for ground in (WHITE, SAND, tint):
            assert contrast(colour, ground) >= LEAST_CONTRAST
    assert contrast(WHITE, heading) >= LEAST_CONTRAST, "the words of a button"


@given(colours, colours)
def test_a_tint_is_pale_and_of_the_same_hue(primary: str, accent: str) -> None:
    heading, link = make_safe(primary).value, make_safe(accent).value
    tint = make_tint(heading, link)
    assert luminance(tint) > 0.65
    before, after = _hls(heading), _hls(tint)
    if before[2] > 0.5 and before[1] > 0.1:
        turn = abs(before[0] - after[0])
        assert min(turn, 1 - turn) < 0.1, "so pale a shade can be told apart by few hues"


def test_a_tint_is_as_deep_as_what_stands_on_it_allows() -> None:
    assert make_tint("#000000") == "#E8E8E8"
    deep = make_tint("#16325C")
    assert make_tint("#16325C", "#2A5F94") == deep
    assert _hls(deep)[1] == pytest.approx(0.91, abs=0.005)
    assert _hls(make_tint("#004400"))[2] < 0.4, "no neon, however pure the colour"
    paler = make_tint("#16325C", make_safe("#FFC800").value)
    assert luminance(deep) < luminance(paler) < luminance(WHITE)
    assert make_tint("#767676") == "#FEFEFE", "no lighter grey than this can be read on white alone"


def _hls(colour: str) -> tuple[float, float, float]:
    red, green, blue = (channel / 255 for channel in bytes.fromhex(colour[1:]))
    return colorsys.rgb_to_hls(red, green, blue)
