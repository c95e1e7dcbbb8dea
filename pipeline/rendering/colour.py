"""Brand colours that stay readable: WCAG 2 contrast, and the nearest darker shade of the same hue.

Colours are written ``#RRGGBB``. Pure arithmetic.
"""

import colorsys
from dataclasses import dataclass

WHITE = "#FFFFFF"
SAND = "#F7F3EB"
"""The ground of panels in the built-in stylesheet: the darkest a heading or link stands on."""

LEAST_CONTRAST = 4.5
"""WCAG 2.1, success criterion 1.4.3 (AA) for text of any size."""


@dataclass(frozen=True, slots=True)
class SafeColour:
    """A colour fit for text, and whether it had to be darkened for that."""

    value: str
    changed: bool


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
    while min(contrast(safe, ground) for ground in grounds) < LEAST_CONTRAST:
        lightness = max(0.0, lightness - 1 / 255)
        safe = _written(colorsys.hls_to_rgb(hue, lightness, saturation))
    return SafeColour(safe, safe != colour.upper())


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red / 255, green / 255, blue / 255


_TOE = 0.04045
"""Where the curve of sRGB turns from a line into a power."""


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= _TOE else float(((channel + 0.055) / 1.055) ** 2.4)


def _written(channels: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(channel * 255):02X}" for channel in channels)
