"""Brand colours that stay readable: WCAG 2 contrast, the nearest darker shade of a hue, and its tint.

Colours are written ``#RRGGBB``. Pure arithmetic. Where they stand on the pages:

=========  ==============================  =====================================================
colour     is                              stands
=========  ==============================  =====================================================
primary    headings, dots of the cover     on white, sand and its tint; under the white of buttons
accent     links, lines of the cover       on white, sand and the tint
tint       the ground of the cover's art   under both
=========  ==============================  =====================================================
"""

import colorsys
from collections.abc import Iterable
from dataclasses import dataclass

WHITE = "#FFFFFF"
SAND = "#F7F3EB"
"""The ground of panels in the built-in stylesheet: the darkest a heading or link stands on."""

LEAST_CONTRAST = 4.5
"""WCAG 2.1, success criterion 1.4.3 (AA) for text of any size."""

DEEPEST_TINT = 0.09
"""How far from white a tint may be, as lightness: a broad ground that costs a printer little ink."""

LIVELIEST_TINT = 0.32
"""The greatest saturation of a tint: a broad ground of a neon colour would outshine what stands on it."""


@dataclass(frozen=True, slots=True)
class SafeColour:
    """A colour fit for text, and whether it had to be darkened for that."""

    value: str
    changed: bool
    contrast: float
    """The least contrast that the colour as it was asked for has on any of its grounds, 1 to 21."""


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, 0 (black) to 1 (white), as WCAG 2 defines it."""
    red, green, blue = (_linear(channel) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 (equal) to 21 (black on white)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def make_safe(colour: str, grounds: tuple[str, ...] = (WHITE, SAND)) -> SafeColour:
    """Return the colour, darkened at constant hue as far as its contrast on every ground asks for."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    safe = colour.upper()
    asked = least = _least_contrast(safe, grounds)
    while least < LEAST_CONTRAST:
        lightness = max(0.0, lightness - 1 / 255)
        safe = _written(colorsys.hls_to_rgb(hue, lightness, saturation))
        least = _least_contrast(safe, grounds)
    return SafeColour(safe, safe != colour.upper(), asked)


def make_tint(colour: str, *others: str) -> str:
    """Return the deepest pale tint of a colour's hue on which the colour itself and the others can be read.

    Colours that are safe on white always have one: white at the end.
    """
    hue, _, saturation = colorsys.rgb_to_hls(*_channels(colour))
    depths = range(round(255 * DEEPEST_TINT), 0, -1)
    tints = (
        _written(colorsys.hls_to_rgb(hue, 1 - depth / 255, min(saturation, LIVELIEST_TINT)))
        for depth in depths
    )
    above = (colour, *others)
    return next((tint for tint in tints if _least_contrast(tint, above) >= LEAST_CONTRAST), WHITE)


def _least_contrast(colour: str, grounds: tuple[str, ...]) -> float:
    return min(contrast(colour, ground) for ground in grounds)


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red / 255, green / 255, blue / 255


_TOE = 0.04045
"""Where the curve of sRGB turns from a line into a power."""


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= _TOE else float(((channel + 0.055) / 1.055) ** 2.4)


def _written(channels: Iterable[float]) -> str:
    return "#" + "".join(f"{round(channel * 255):02X}" for channel in channels)
