"""The page templates say nothing themselves: every word on a page is the wording's or the client's."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment

from tests.people import BUILT_IN_KITS

TEMPLATES = sorted([*BUILT_IN_KITS.rglob("*.html"), *BUILT_IN_KITS.rglob("mail/*.txt")])
SPOKEN = {"alt", "title", "aria-label", "placeholder", "content"}
"""Attributes that a reader is shown or read aloud."""

UNSPOKEN = {"style", "script"}
_GAP = "\0"
"""Where an expression stood."""


class Words(HTMLParser):
    """Collects the letters that stand in text and in spoken attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = [tag] if tag in UNSPOKEN else []
        self.found += [value or "" for name, value in attrs if name in SPOKEN]

    def handle_endtag(self, tag: str) -> None:
        if tag in self._inside:
            self._inside = []

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.found.append(data)


def literal_words(source: str) -> list[str]:
    """Return the words that a template prints whatever the wording says.

    Markup is read with every expression left out but those that name an element. Of the strings inside
    expressions, those with two longer words in a row are sentences; the others are keys, classes and units.
    """
    tokens = [(kind, value) for _, kind, value in Environment(autoescape=True).lex(source)]
    page = Words()
    marked = "".join({"data": value, "variable_begin": _GAP}.get(kind, "") for kind, value in tokens)
    page.feed(re.sub(f"(</?){_GAP}", r"\1div", marked).replace(_GAP, ""))
    strings = [value for kind, value in tokens if kind == "string"]
    said = [words for words in page.found if re.search(r"[^\W\d_]", words)]
    return said + [words for words in strings if re.search(r"[^\W\d_]{3,}[,;:.]? [^\W\d_]{3,}", words)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_has_no_words_of_its_own(path: Path) -> None:
    assert literal_words(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "<p>Well done</p>",
        '<p class="{{ name }}">You</p>',
        '<img src="a.png" alt="A face">',
        '<p>{{ "You will succeed" if good else "" }}</p>',
        "<svg><title>Your chart</title></svg>",
    ],
)
def test_words_in_a_template_are_seen(source: str) -> None:
    assert literal_words(source)


@pytest.mark.parametrize(
    "source",
    [
        '<p class="small">{{ t("you.now") }}</p>',
        "<style>p { color: red }</style>",
        "{# a remark #}<b>{{ name }}</b> · 100",
        '<div{% if wide %} class="wide"{% endif %}></div>',
    ],
)
def test_markup_and_keys_are_no_words(source: str) -> None:
    assert literal_words(source) == []
