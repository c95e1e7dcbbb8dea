"""A second kit, as unlike the built-in one as can be: five areas of five statements each, and no axis."""

import csv
import json
import random
from collections.abc import Mapping
from pathlib import Path

AREAS = ("focus", "calm", "craft", "people", "drive")
ITEMS = tuple(f"s{number:02}" for number in range(1, 26))
REVERSED = frozenset(ITEMS[3::4])
SETTINGS = '[practice]\nname = "Team Practice"\ncoach = "Sam"\n\n[reports]\nkit = "strengths"\n'

_RULES = """
required = [["NAME"], ["MAIL"]]

[scoring]
minimum_items = "3/5"
minimum_dimensions = 1
standard_deviation = 18
reliability = 0.8
levels = [{ id = "build", at_least = 0 }, { id = "strong", at_least = 60 }]

[[scales]]
id = "often"
low = 1
high = 6
"""
_PEOPLE = """
[[questions]]
id = "NAME"
kind = "text"
role = "name"

[[questions]]
id = "MAIL"
kind = "email"
role = "email"
"""
_WORDS = """
[levels]
build = "to build"
strong = "strong"

[scales.often]
labels = { 1 = "never", 2 = "rarely", 3 = "now and then", 4 = "often", 5 = "mostly", 6 = "always" }

[questions.NAME]
text = "Name"

[questions.MAIL]
text = "Mail"

[texts]
title = "Strengths of {name}"

[texts.page.cover]
title = "Strengths"
"""


def write_kit(folder: Path) -> None:
    """Write the kit: two files, as everything else comes from the base."""
    folder.mkdir(parents=True)
    questions = _RULES + "".join(f'[[dimensions]]\nid = "{area}"\n' for area in AREAS) + _PEOPLE
    words = _WORDS
    for number, item in enumerate(ITEMS):
        reverse = "reverse = true\n" if item in REVERSED else ""
        area = AREAS[number % len(AREAS)]
        questions += f'[[questions]]\nid = "{item}"\nkind = "scale"\nscale = "often"\ndimension = "{area}"\n'
        questions += reverse
        words += f'[questions.{item}]\ntext = "Statement {number + 1}."\nshort = "Statement {number + 1}"\n'
    for area in AREAS:
        said = {"name": area.capitalize(), "good_for": f"Work with {area}.", "strength": "It carries you."}
        words += f"[dimensions.{area}]\n" + "".join(f"{key} = {json.dumps(v)}\n" for key, v in said.items())
    (folder / "questionnaire.toml").write_text(questions, encoding="utf-8")
    (folder / "wording.en.toml").write_text(words, encoding="utf-8")


def people(count: int, seed: int = 7) -> list[dict[str, str]]:
    """Return the rows of some people with random answers."""
    dice = random.Random(seed)  # noqa: S311 - answers, not secrets
    return [
        {"NAME": f"Person {number}", "MAIL": f"p{number}@example.com"}
        | {item: str(dice.randint(1, 6)) for item in ITEMS}
        for number in range(1, count + 1)
    ]


def score_of(answers: Mapping[str, str], area: str) -> float:
    """Return the score of an area, worked out by hand: the mean of 0, 20 … 100."""
    items = [item for number, item in enumerate(ITEMS) if AREAS[number % len(AREAS)] == area]
    points = [(6 - int(answers[i]) if i in REVERSED else int(answers[i]) - 1) * 20 for i in items]
    return sum(points) / len(points)


def write_practice(root: Path, rows: list[dict[str, str]]) -> Path:
    """Write a practice with this kit and a plain CSV of ids."""
    write_kit(root / "templates" / "strengths")
    (root / "roadmap.toml").write_text(SETTINGS, encoding="utf-8")
    path = root / "inputs" / "people.csv"
    path.parent.mkdir()
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, ["NAME", "MAIL", *ITEMS])
        writer.writeheader()
        writer.writerows(rows)
    return root
