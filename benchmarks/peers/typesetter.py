"""Typst: a plain port. The same words, drawings, fonts and pages, in two columns, by a template of its own.

It is spared what makes a page of the words: tables, rules, marks and boxes, about half of what is drawn.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, cast

from benchmarks.peers.contest import Print

TEMPLATE = """
#let report = json("report.json")
#set document(title: report.title)
#set page(paper: "a4", margin: (x: 52.64pt, top: 75pt, bottom: 96.89pt), numbering: "1",
  footer: context [#text(8pt)[#report.title #h(1fr) #counter(page).display()]])
#set text(font: ("IBM Plex Sans", "IBM Plex Sans Arabic"), size: 10pt, fill: rgb("#1C2529"), lang: "en")
#set par(leading: 0.55em, spacing: 0.8em)
#show heading.where(level: 1): it => text(28pt, weight: 300, it.body)
#show heading.where(level: 2): it => text(13pt, weight: 600, it.body)
#show heading.where(level: 3): it => text(10pt, weight: 600, it.body)
#let part(one) = if one.kind == "svg" {
  image(bytes(one.text), format: "svg", width: calc.min(one.width, 225) * 1pt, alt: one.alt)
} else if one.kind == "p" { par(one.text) } else { heading(level: one.level, one.text) }
#for (number, section) in report.sections.enumerate() {
  if number > 0 { pagebreak() }
  columns(2, gutter: 20pt, for one in section { part(one) })
}
"""
_SVG = re.compile(r"<svg.*?</svg>(?!\s*(?:</g>|<rect|<path|<circle))", re.DOTALL)
_WIDTH = re.compile(r'width="([\d.]+)')
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_NAMESPACE = '<svg xmlns="http://www.w3.org/2000/svg" '
_LEVELS = {"h1": 1, "h2": 2, "h3": 3}
_SILENT = ("style", "script", "title")
_PIECES = ("p", "li", "div", "th", "td", "caption", "h1", "h2", "h3", "section")


@contextmanager
def _port(kit: Path, *, is_tagged: bool) -> Iterator[Print]:
    """Compile the template with each report's data, as JSON, by one compiler; if tagged, as PDF/UA-1."""
    import typst

    with TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "report.typ").write_text(TEMPLATE, encoding="utf-8")
        compiler = typst.Compiler(
            str(home / "report.typ"), root=folder, font_paths=[str(kit / "fonts")], ignore_system_fonts=True
        )

        def print_one(data: str) -> bytes:
            (home / "report.json").write_text(data, encoding="utf-8")
            standard: Literal["ua-1"] | None = "ua-1" if is_tagged else None
            return cast("bytes", compiler.compile(format="pdf", pdf_standards=standard, pdf_tags=is_tagged))

        yield print_one


untagged = partial(_port, is_tagged=False)
tagged = partial(_port, is_tagged=True)


class _Reader(HTMLParser):
    """Takes a page apart: its sections, and in each the words and drawings in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.sections: list[list[dict[str, object]]] = []
        self._words, self._level, self._is_silent = "", 0, False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_silent = tag in _SILENT
        if tag in _PIECES:
            self.flush()
        if tag == "section":
            self.sections.append([])
        self._level = _LEVELS.get(tag, self._level if tag not in _PIECES else 0)
        drawing = dict(attrs).get("data-drawing")
        if drawing is not None and self.sections:
            self.flush()
            self.sections[-1].append({"kind": "svg", "number": int(drawing)})

    def handle_endtag(self, tag: str) -> None:
        self._is_silent = False
        if tag in _PIECES:
            self.flush()

    def handle_data(self, data: str) -> None:
        if not self._is_silent:
            self._words += data

    def flush(self) -> None:
        words, self._words = " ".join(self._words.split()), ""
        if words and self.sections:
            kind = "heading" if self._level else "p"
            self.sections[-1].append({"kind": kind, "level": self._level, "text": words})


def read(markup: str) -> str:
    """Return what the template prints, as JSON: whoever prints with Typst has data and no markup."""
    drawings: list[str] = []

    def put_aside(found: re.Match[str]) -> str:
        drawings.append(found[0])
        return f'<span data-drawing="{len(drawings) - 1}"></span>'

    reader = _Reader()
    reader.feed(_SVG.sub(put_aside, markup))
    reader.flush()
    for section in reader.sections:
        for part in section:
            if part["kind"] == "svg":
                drawing = drawings[int(str(part.pop("number")))]
                width, title = _WIDTH.search(drawing), _TITLE.search(drawing)
                part["text"] = drawing.replace("<svg ", _NAMESPACE, 1)
                part["width"] = float(width[1]) if width else 120.0
                part["alt"] = title[1] if title else "drawing"
    found = _TITLE.search(markup)
    return json.dumps({"title": found[1] if found else "", "sections": reader.sections})
