"""A kit with as many axes as asked for, two areas each of two questions, in plain words."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.kit import load_kit
from pipeline.models.answers import Answer
from pipeline.models.kit import Kit
from tests.people import BUILT_IN_KITS

_SCORING = """
required = [["NAME"]]

[scoring]
minimum_items = "1/2"
minimum_dimensions = "1/2"
standard_deviation = 18
reliability = 0.8
levels = [{ id = "low", at_least = 0 }, { id = "high", at_least = 50 }]

[scoring.position]
axis = "X0"
bands = [{ id = "calm", at_least = 0 }, { id = "lively", at_least = 50 }]

[[scales]]
id = "often"
low = 1
high = 5

[[questions]]
id = "NAME"
kind = "text"
role = "name"
"""

_WORDS = """
[levels]
low = "low"
high = "high"

[positions]
calm = "calm"
lively = "lively"

[scales.often]
labels = { 1 = "never", 2 = "rarely", 3 = "at times", 4 = "often", 5 = "always" }

[questions.NAME]
text = "Your name"
"""


@cache
def wide_kit(axes: int, scales: int | None = None) -> Kit:
    """Return the kit; it asks for a name and ``4 * axes`` items."""
    with TemporaryDirectory() as folder:
        write_wide_kit(Path(folder), axes, scales)
        return load_kit("wide", BUILT_IN_KITS / "wide", Path(folder))


def write_wide_kit(folder: Path, axes: int, scales: int | None = None) -> None:
    """Write the questionnaire and the words of the kit; the first ``scales`` areas (all) tell reliability."""
    told = _areas(axes)[:scales]
    asked = _SCORING + "".join(_axis(place, told) for place in range(axes))
    (folder / "questionnaire.toml").write_text(asked, encoding="utf-8")
    (folder / "wording.en.toml").write_text(_WORDS + "".join(_said(axes)), encoding="utf-8")


def give_all(axes: int, code: int) -> dict[str, Answer]:
    """Return the same answer to every item."""
    return {f"{area}-{number}": code for area in _areas(axes) for number in (1, 2)}


def _areas(axes: int) -> list[str]:
    return [f"d{place}{side}" for place in range(axes) for side in "ab"]


def _axis(place: int, told: list[str]) -> str:
    parts = [f'\n[[axes]]\nid = "X{place}"\n']
    for area in (f"d{place}a", f"d{place}b"):
        items = [f"{area}-1", f"{area}-2"]
        reliability = f"reliability = {items}" if area in told else ""
        parts.append(f'\n[[dimensions]]\nid = "{area}"\naxis = "X{place}"\n{reliability}\n')
        parts += (
            f'\n[[questions]]\nid = "{item}"\nkind = "scale"\nscale = "often"\ndimension = "{area}"\n'
            for item in items
        )
    return "".join(parts)


def _said(axes: int) -> Iterator[str]:
    for place in range(axes):
        yield f'\n[axes.X{place}]\nname = "Side {place} of the days"\nheading = "{place}"\nintro = "Days."\n'
    for area in _areas(axes):
        yield f'\n[dimensions.{area}]\nname = "Area {area}"\ngood_for = "Days."\nstrength = "It helps."\n'
        for number in (1, 2):
            item = f"{area}-{number}"
            yield f'\n[questions.{item}]\ntext = "Asked {item}."\nshort = "Short {item}"\n'
