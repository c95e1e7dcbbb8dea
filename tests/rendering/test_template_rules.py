"""The built-in kit keeps to what is laid out and loaded fast, and mirrors by itself.

Measured: flex and grid take a third of the time of a page, and grid does not mirror; a ``var()`` is looked up
for every element; woff2 is unpacked for every document; ``anywhere`` takes a minute for a long word.
"""

import re
from pathlib import Path

import pytest

from tests.people import BUILT_IN_KITS

HOME = Path(__file__).parents[2]
FILES = sorted(
    path
    for folder in (BUILT_IN_KITS, HOME / "pipeline" / "cli" / "new_practice")
    for path in folder.rglob("*")
    if path.is_file()
)
RULES = {
    "flex or grid": re.compile(
        r"display\s*:[^;}\"]*\b(flex|grid)|(?<![\w-])(flex|grid)(-[a-z-]+)?\s*:", re.IGNORECASE
    ),
    "var()": re.compile(r"\bvar\(|(?<![\w-])--[\w-]+\s*:", re.IGNORECASE),
    "woff": re.compile(r"\bwoff2?\b", re.IGNORECASE),
    "anywhere": re.compile(r"overflow-wrap\s*:\s*anywhere|word-break\s*:\s*break-all", re.IGNORECASE),
}
REMARKS = re.compile(r"/\*.*?\*/|\{#.*?#\}|<!--.*?-->", re.DOTALL)


def broken(text: str) -> list[str]:
    """Return the rules that a stylesheet or a template breaks, wherever in it: in attributes too."""
    bare = REMARKS.sub("", text)
    return [name for name, rule in RULES.items() if rule.search(bare)]


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.suffix in {".css", ".html", ".svg"}], ids=lambda path: path.name
)
def test_the_kit_keeps_to_the_rules(path: Path) -> None:
    assert broken(path.read_text(encoding="utf-8")) == []


def test_all_stylesheets_and_templates_are_looked_at_and_all_fonts_are_plain() -> None:
    names = {path.name for path in FILES}
    assert {"report.css", "brief.css", "cohort.css", "own.css", "charts.html", "talk.html"} <= names
    fonts = {path.suffix for path in FILES if path.parent.name == "fonts"} - {".txt", ".md", ""}
    assert fonts == {".ttf"}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (".row { display: flex }", "flex or grid"),
        (".row{DISPLAY:inline-grid}", "flex or grid"),
        ('<div style="display:grid">', "flex or grid"),
        ("<style>.a { flex: 1 }</style>", "flex or grid"),
        (".a { grid-template-columns: 1fr }", "flex or grid"),
        (".a { color: var(--ink) }", "var()"),
        (":root { --ink: red }", "var()"),
        ("@font-face { src: url(fonts/A.woff2) }", "woff"),
        ('@font-face { src: url(a) format("woff") }', "woff"),
        ("td { overflow-wrap: anywhere }", "anywhere"),
    ],
)
def test_what_breaks_a_rule_is_seen(text: str, rule: str) -> None:
    assert broken(text) == [rule]


def test_words_of_remarks_and_classes_break_none() -> None:
    assert broken("/* no display: flex, no var(--a) */ .grid { display: table } {# flex: #}") == []
