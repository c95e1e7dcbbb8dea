"""From a report to markup: what clients type is data, and every fault of a template says where it is."""

import re
from dataclasses import fields, is_dataclass, replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import TemplateError
from pipeline.rendering.templates.page import Pages
from pipeline.rendering.text.typography import join_ending
from pipeline.rendering.views.report import Contents, Report
from tests.rendering.prints import KIT, pages
from tests.rendering.sample_extremes import everyone
from tests.rendering.sample_report import maya
from tests.rendering.sample_texts import TEXTS


def override(folder: Path, name: str, template: str) -> Pages:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(template, encoding="utf-8")
    return Pages([folder, KIT])


def with_words(report: Report, words: str) -> Report:
    """Return the report with these words wherever a person's own words may stand."""
    return replace(
        report,
        name=words,
        title=f"Career roadmap for {words}",
        foot=f"{words} · Career roadmap",
        plan=replace(report.plan, obstacle=f"“{words}”", first_step=words),
        path=replace(report.path, steps=tuple(replace(step, title=words) for step in report.path.steps)),
        talk=replace(report.talk, coach=words, coach_line=words),
        position=words,
        build_on=tuple(replace(point, text=words) for point in report.build_on),
    )


@pytest.mark.parametrize("name", everyone())
def test_every_report_becomes_one_document(name: str) -> None:
    report = everyone()[name]
    markup = pages().markup(report)
    assert markup.count("<h1") == (10 if report.since else 9)
    assert f'<html lang="{report.language}" dir="{report.direction}">' in markup
    assert "Undefined" not in markup
    assert not re.search(r">\s*None\s*<", markup)


def test_the_same_report_gives_the_same_markup() -> None:
    assert Pages([KIT]).markup(maya()) == pages().markup(maya())


def test_everything_a_report_says_stands_on_its_pages() -> None:
    text = unescape(re.sub(r"<[^>]+>", " ", pages().markup(maya())))
    text = _plain(text)
    report = replace(maya(), texts={}, client_id="", foot="", axes=maya().axes[:1])
    unsaid = {
        "id",
        "language",
        "direction",
        "page",
        "primary",
        "accent",
        "website",
        "booking_url",
        "mark",
        "marks",
    }
    missing = [
        (field, words)
        for field, words in _strings(report)
        if field not in unsaid and words and _plain(words) not in text
    ]
    # First steps and reasons of later moves are for plans of first steps alone.
    assert {field for field, _ in missing} <= {"first_step", "why", "short"}


def test_an_axis_that_is_drawn_alone_is_named_beside_its_strip() -> None:
    strip = everyone()["strip"]
    assert strip.map is not None
    assert strip.map.alone in _plain(unescape(pages().markup(strip)))


def test_read_aloud_a_cover_is_named_before_its_state_and_initials_are_whose_they_are() -> None:
    markup = pages().markup(maya())
    assert re.findall(r'<p class="small of">([^<]+)</p><p class="hang">.*?<b>([^<]+)</b>', markup)[:2] == [
        ("Health\N{NO-BREAK SPACE}costs", "covered"),
        ("Paid time\N{NO-BREAK SPACE}off", "covered"),
    ]
    assert re.search(
        r'<div class="face"><svg [^>]+><title>Nadia Karam</title><text [^>]+>NK</text></svg>', markup
    )


def test_no_dot_is_filled_for_what_matters_not_at_all() -> None:
    report = maya()
    indifferent = replace(report, axes=tuple(replace(axis, importance=0) for axis in report.axes))
    assert 'class="d5 on"' not in pages().markup(indifferent)
    assert pages().markup(indifferent).count('class="d5"') == 5 * len(report.axes)


def _plain(text: str) -> str:
    for special, usual in (("\u00a0", " "), ("\u2011", "-"), ("\u200b", "")):
        text = text.replace(special, usual)
    return " ".join(text.split())


def _strings(value: Any, name: str = "") -> Any:  # noqa: ANN401 - any part of a report
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, tuple):
        for part in value:
            yield from _strings(part, name)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _strings(getattr(value, field.name), field.name)


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        "{{ report.client_id }}{% include 'report.html' %}{# #}",
        '"><img src="http://example.com/x.png">',
        "</style><link rel=attachment href=file:///etc/passwd>",
        "&lt;b&gt; &amp; ' \"",
    ],
)
def test_words_of_a_client_are_never_markup_nor_template(words: str) -> None:
    plain, hostile = (pages().markup(with_words(maya(), text)) for text in ("words", words))
    assert _tags(plain) == _tags(hostile)
    first, *_ = words.split()
    assert first not in hostile or not set(first) & set("<>&\"'")
    assert _plain(words) in _plain(unescape(re.sub(r"<[^>]+>", " ", hostile)))


def _tags(markup: str) -> list[str]:
    return re.findall(r"<[a-z0-9/]+", markup)


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=80))
def test_no_words_change_the_shape_of_a_page(text: str) -> None:
    words = f"a{text}"
    markup = pages().markup(with_words(maya(), words))
    assert _tags(markup) == _tags(pages().markup(with_words(maya(), "words")))
    markup.encode()
    assert not set(markup) & set("\x00\x08\x1b\x7f\u202e\ufffe")


def test_the_pages_use_every_fixed_text_and_no_other() -> None:
    templates = "".join(path.read_text(encoding="utf-8") for path in KIT.rglob("*.html"))
    used = set(re.findall(r't\("([a-z_]+\.[a-z_]+)"', templates))
    assert used == set(TEXTS)


def test_a_missing_text_is_named_with_its_place() -> None:
    texts = {key: text for key, text in maya().texts.items() if key != "glance.title"}
    with pytest.raises(TemplateError) as caught:
        pages().markup(replace(maya(), texts=texts))
    assert caught.value.message == 'sections/glance.html, line 2: the wording has no text "glance.title"'


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("<p>\n{{ report.nome }}</p>", "sections/cover.html, line 2: .*nome"),
        ("<p>\n\n{{ nobody.name }}</p>", "sections/cover.html, line 3: 'nobody' is undefined"),
        ("{% if report.name %}\n<p>", "sections/cover.html, line 2: Unexpected end of template"),
        ("{% include 'sections/none.html' %}", "sections/none.html"),
        ("{{ report.__class__.__mro__ }}", "sections/cover.html, line 1: .*unsafe"),
        ("{{ report.name|shout }}", "sections/cover.html, line 1: No filter named 'shout'"),
        ("{{ report.date.year / 0 }}", "sections/cover.html, line 1: division by zero"),
        ("{{ report.name + 1 }}", "sections/cover.html, line 1: can only concatenate"),
        ("{{ report.plan.strength and none }}", "sections/cover.html, line 1: a page may not print None"),
    ],
)
def test_a_faulty_template_is_named_with_its_line(tmp_path: Path, template: str, said: str) -> None:
    with pytest.raises(TemplateError, match=said) as caught:
        override(tmp_path, "sections/cover.html", template).markup(maya())
    assert "built-in" in caught.value.hint


def test_a_practice_replaces_one_page_and_keeps_the_others(tmp_path: Path) -> None:
    own = override(
        tmp_path, "sections/talk.html", "<section id=talk><h1>Our talk, {{ report.name }}</h1></section>"
    )
    markup = own.markup(maya())
    assert "Our talk, Maya Haddad" in markup
    assert "Before we talk</h1>" not in markup
    assert "The plan</h1>" in markup


def test_the_cover_lists_the_pages_in_their_order(tmp_path: Path) -> None:
    own = Contents("own", "How we work together")
    report = maya()
    report = replace(report, contents=(own, *reversed(report.contents)))
    own_page = '<section id=own><h1>{{ t("path.title") }} <b>{{ report.name }}</b></h1></section>'
    markup = override(tmp_path, "sections/own.html", own_page).markup(with_words(report, '<p id="talk">'))
    listed = re.findall(r'<div class="n" data-page="#(\w+)">', markup)
    assert listed == ["you", "glance", "habits", "plan", "path", "own", "talk"]


def test_an_unsafe_brand_colour_is_darkened_and_a_typeface_is_named_safely() -> None:
    brand = replace(
        maya().brand, primary="#FFC800", accent="#17695f", body_font='Lora";}', heading_font="Lora"
    )
    markup = pages().markup(replace(maya(), brand=brand))
    assert "#FFC800" not in markup
    assert "a { color: #17695F }" in markup
    assert 'html { font-family: "Lora", "Plex", "Plex Arabic" }' in markup


def test_where_the_steps_come_from_has_a_line_of_its_own() -> None:
    assert f'<p class="small">{join_ending(maya().path.source)}</p>' in pages().markup(maya())
