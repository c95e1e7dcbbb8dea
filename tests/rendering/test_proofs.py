"""A slip in a template is told with file, line and name before any page is filled, wherever it stands."""

from pathlib import Path

import pytest

from pipeline.errors import TemplateError
from pipeline.rendering.templates.page import Pages
from tests.people import kit
from tests.rendering.prints import KIT
from tests.rendering.sample_report import maya

TEXTS = {code: frozenset(wording.texts) for code, wording in kit().wordings.items()}


def check(folder: Path, name: str, content: str | bytes) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    Pages([folder, KIT]).check(TEXTS)


def told(folder: Path, name: str, content: str | bytes) -> list[str]:
    with pytest.raises(TemplateError) as caught:
        check(folder, name, content)
    assert "built-in" in caught.value.hint
    return [line.strip() for line in caught.value.message.splitlines()[1:]]


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ('href="plan.html"', "plan.html"),
        ("class='b' href='www.example.com'", "www.example.com"),
        ("HREF = /plan", "/plan"),
        ('href=""', ""),
        ('class="{{ report.name }}" href="files/{{ report.name }}.pdf"', "files/….pdf"),
        ('href="javascript:alert(1)"', "javascript:alert(1)"),
    ],
)
def test_a_link_that_leads_nowhere_is_told_with_its_line(tmp_path: Path, link: str, shown: str) -> None:
    template = '{% if report.name %}\n<p>\n<a href="#plan">a</a>\n<a ' + link + ">b</a></p>\n{% endif %}"
    (message,) = told(tmp_path, "sections/own.html", template)
    said = f'the link "{shown}" leads nowhere; let it begin with https:, mailto:, tel: or #'
    assert message == f"sections/own.html, line 4: {said}"


@pytest.mark.parametrize(
    "link",
    [
        "https://example.com", "HTTP://example.com", "//example.com", "mailto:a@b.example", "tel:+1", "#plan",
        "{{ report.brand.website }}", "http{{ 's' }}://example.com", "#{{ report.name }}", " https://a.example",
    ],
)  # fmt: skip
def test_a_link_that_leads_somewhere_is_no_slip(tmp_path: Path, link: str) -> None:
    check(tmp_path, "sections/own.html", f'<link href="own.css"><p><a dir="ltr" href="{link}">b</a></p>')


def test_the_built_in_templates_are_free_of_slips() -> None:
    Pages([KIT]).check(TEXTS)


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{ nmae }}", 'there is no variable "nmae"'),
        ("{{ heding }}", 'there is no variable "heding"; did you mean "heading"?'),
        ("{{ report.nmae }}", 'report has no "nmae"; did you mean "name"?'),
        ("{{ report.talk.coach_lien }}", 'report.talk has no "coach_lien"; did you mean "coach_line"?'),
        ("{{ report.map.corner }}", 'report.map has no "corner"; did you mean "corners"?'),
        ("{{ report.date.yaer }}", 'report.date has no "yaer"'),
        ("{{ report.name.uper() }}", 'report.name has no "uper"'),
        ("{{ report.axes[0].naem }}", 'this has no "naem"; did you mean "name"?'),
        ("{{ report.axes[:1][0].naem }}", 'this has no "naem"; did you mean "name"?'),
        ("{% for move in report.moves %}{{ move.titel }}{% endfor %}", 'move has no "titel"; did you mean'),
        ("{% for a in [report.wish, report.nmae] %}{% endfor %}", 'report has no "nmae"'),
        ("{% for p in [report.plan, report.plan] %}{{ p.x }}{% endfor %}", 'p has no "x"'),
        ("{% for a in [] %}{% else %}{{ a }}{% endfor %}", 'there is no variable "a"'),
        ("{% set p = report.map and report.plan %}{{ p.nmae }}", 'p has no "nmae"'),
        ("{% set p = report.plan or report.plan %}{{ p.nmae }}", 'p has no "nmae"'),
        ("{% set p = report.plan if report.map else report.plan %}{{ p.nmae }}", 'p has no "nmae"'),
        ("{% with p = report.plan %}{{ p.nmae }}{% endwith %}", 'p has no "nmae"'),
        ("{% if report.map %}{% elif nobody %}{% endif %}", 'there is no variable "nobody"'),
        ("{% macro a(b=nobody) %}{{ b.c }}{% endmacro %}", 'there is no variable "nobody"'),
        ("{% macro a() %}{{ nobody }}{% endmacro %}", 'there is no variable "nobody"'),
        ("{% macro a(b) %}{{ caller() }}{% endmacro %}{% call a(1) %}{{ c.d }}{% endcall %}", 'variable "c"'),
        ("{% set a %}{{ nobody }}{% endset %}{{ a }}", 'there is no variable "nobody"'),
        ("{% set b.c = nobody %}", 'there is no variable "nobody"'),
        ("{% filter upper %}{{ nobody }}{% endfilter %}", 'there is no variable "nobody"'),
        ("{{ report.name|nowidwo }}", 'there is no filter "nowidwo"; did you mean "nowidow"?'),
        ("{% if 3 is divisble(2) %}{% endif %}", 'there is no test "divisble"; did you mean "divisibleby"?'),
        ("{{ report.name|safe }}", 'there is no filter "safe"'),
        ("{{ [1, 2]|random }}", 'there is no filter "random"'),
        ("{% autoescape false %}{{ report.name }}{% endautoescape %}", "autoescape may not be changed"),
        ("{{ charts.plto(report.map) }}", 'charts has no "plto"; did you mean "plot"?'),
        ('{% from "charts.html" import plto with context %}', 'the template has no "plto"; did you mean'),
        ("{{ report.__class__ }}", '"__class__" is out of a template\'s reach'),
        ('{% include "sections/none.html" %}', 'there is no template "sections/none.html"'),
        ('{% include ["a.html", "b.html"] %}', 'there is no template "a.html"'),
        ('{% import "none.html" as own %}', 'there is no template "none.html"'),
        ('{% include ".own.html" %}', '".own.html" is no template: files whose names begin with a dot'),
        ('{% import "sections/.own/a.html" as own %}', "are not part of a kit; rename it"),
        ('{% extends "none.html" %}', 'there is no template "none.html"'),
        ('{% include "sections/talk.html" %}', '"sections/talk.html" takes in itself, without end'),
        ('{{ t("talk.titel") }}', 'no text "page.talk.titel" in wording.en.toml and wording.ar.toml'),
        ('{{ t("talk.titel") }}', 'did you mean "talk.title"?'),
        ("{% if report.name %}", "Unexpected end of template. Jinja was looking for the following tags"),
        ("{{ report.name", "unexpected end of template"),
        ("{% unless report.name %}", "Encountered unknown tag 'unless'."),
        ("{% block a %}{% endblock %}{% block a %}{% endblock %}", "block 'a' defined twice"),
    ],
)  # fmt: skip
def test_a_slip_is_told_with_file_and_line(tmp_path: Path, template: str, said: str) -> None:
    (tmp_path / ".own.html").write_text("<p>")
    (line,) = told(tmp_path, "sections/talk.html", f"<p>\n</p>\n{template}\n")
    assert line.startswith(("sections/talk.html, line 3: ", "sections/talk.html, line 4: unexpected end"))
    assert said in line


def test_a_file_whose_name_begins_with_a_dot_is_left_alone_and_never_printed(tmp_path: Path) -> None:
    (tmp_path / ".own.html").write_text("{{ nobody }}")
    check(tmp_path, "sections/talk.html", '<p>{% include ".own.html" ignore missing %}</p>')
    assert "Maya" in Pages([tmp_path, KIT]).markup(maya())
    check(tmp_path, "sections/talk.html", '{% set own = ".own.html" %}{% include own %}')
    with pytest.raises(TemplateError, match="begin with a dot are not part of a kit; rename it"):
        Pages([tmp_path, KIT]).markup(maya())


DEEP = "it is nested too deep"


@pytest.mark.parametrize(
    ("template", "said"),
    [
        (f"{{{{ {'(' * 3000}1{')' * 3000} }}}}", DEEP),
        ("{% if true %}" * 1500 + "{% endif %}" * 1500, DEEP),
        ("{% if true %}" * 70 + "{% endif %}" * 70, DEEP),
        ("{{ " + "1+" * 3000 + "1 }}", DEEP),
        ("{{ 1" + "|abs" * 3000 + " }}", DEEP),
        ("{{ report" + ".a" * 3000 + " }}", DEEP),
        ("{% for a in [1] %}" * 30 + "{% endfor %}" * 30, DEEP),
        (f"{{{{ {'1' * 5000} }}}}", "it holds a number with far too many digits"),
        (f"{{{{ 0x{'f' * 5000} }}}}", "it holds a number with far too many digits"),
        ("{{ t(a=1, a=2) }}", "keyword argument repeated: a"),
    ],
    ids=range(10),
)
@pytest.mark.parametrize("name", ["sections/talk.html", "sections/own.html"])
def test_what_cannot_be_compiled_is_told_with_its_line(
    tmp_path: Path, name: str, template: str, said: str
) -> None:
    assert told(tmp_path, name, f"<p>\n</p>\n{template}\n") == [f"{name}, line 3: {said}"]
    if name == "sections/talk.html":
        with pytest.raises(TemplateError) as caught:
            Pages([tmp_path, KIT]).markup(maya())
        assert caught.value.message == f"{name}, line 3: {said}"


@pytest.mark.parametrize(
    "template",
    [
        "{% if true %}" * 50 + "{% endif %}" * 50,
        "{{ " + "1+" * 50 + "1 }}",
        "{{ 1" + "|abs" * 50 + " }}",
        "{{ " + "not " * 50 + "1 }}",
        "{{ " + "[" * 50 + "]" * 50 + " }}",
        "{{ " + "t(" * 50 + ")" * 50 + " }}",
    ],
)
def test_what_is_not_too_deep_is_compiled(tmp_path: Path, template: str) -> None:
    try:
        check(tmp_path, "sections/talk.html", template)
    except TemplateError as error:
        pytest.fail(error.message)


def test_templates_too_deep_in_each_other_are_told(tmp_path: Path) -> None:
    for number in range(1000):
        (tmp_path / f"own{number}.html").write_text(f'{{% include "own{number + 1}.html" %}}')
    (tmp_path / "own1000.html").write_text("a")
    lines = told(tmp_path, "report.html", '{% include "own0.html" %}')
    assert lines == ["report.html, line 1: the templates that it takes in are nested too deep in each other"]


def test_a_macro_that_calls_itself_without_end_is_told_with_its_place(tmp_path: Path) -> None:
    check(tmp_path, "sections/talk.html", "{% macro own() %}\n{{ own() }}{% endmacro %}{{ own() }}")
    with pytest.raises(
        TemplateError, match=r"^sections/talk\.html, line 2: it is nested too deep, or takes in"
    ):
        Pages([tmp_path, KIT]).markup(maya())


def test_every_slip_is_told_at_once_in_the_order_of_the_files(tmp_path: Path) -> None:
    (tmp_path / "brief.html").write_text("{{ report.plan }}{% if %}")
    lines = told(tmp_path, "sections/talk.html", "<p>{{ a }}</p>\n{{ b }}\n{{ report.c }}")
    places = [line.partition(": ")[0] for line in lines]
    assert places == ["brief.html, line 1", *(f"sections/talk.html, line {line}" for line in (1, 2, 3))]


@pytest.mark.parametrize(
    "template",
    [
        "{% if mine is defined %}{{ mine }}{% endif %}",
        '{{ mine|default("none yet") }}',
        "{% set own = namespace(count=0) %}{% set own.count = own.count + 1 %}{{ own.count }}",
        "{% macro a() %}{{ later }}{% endmacro %}{% set later = 1 %}{{ a() }}",
        "{% for a, b in report.moves|groupby('hours') %}{{ a }}{{ b.c }}{{ loop.index }}{% endfor %}",
        "{% for note in report.talk.questions %}{{ note.upper() }}{% endfor %}",
        '{% include "sections/none.html" ignore missing %}',
        '{% include ["none.html", "sections/onward.html"] %}',
        "{% include report.title %}{% import report.title as own %}{{ own.anything }}",
        "{{ report.texts.anything }}{{ t('any' ~ 'thing') }}{{ t() }}",
        "{% set own = report.plan if report.map else report.path %}{{ own.anything }}",
        "{% from 'marks.html' import tick as done, dots with context %}{{ done() }}{{ dots(3) }}",
        "{% import 'marks.html' as own %}{{ own.tick() }}",
        "",
    ],
)
def test_what_may_be_right_is_not_refused(tmp_path: Path, template: str) -> None:
    check(tmp_path, "sections/talk.html", template)


def test_a_page_may_stand_on_another_templates_blocks(tmp_path: Path) -> None:
    (tmp_path / "frame.html").write_text("<body>{% block page %}{% endblock %}{{ report.nmae }}</body>")
    (line,) = told(
        tmp_path, "report.html", '{% extends "frame.html" %}{% block page %}{{ report.name }}{% endblock %}'
    )
    assert line == 'frame.html, line 1: report has no "nmae"; did you mean "name"?'


@pytest.mark.parametrize("nothing", ["", "\n \n", "{# later #}\n", "{% set a = 1 %}"])
@pytest.mark.parametrize("name", ["report.html", "brief.html", "cohort.html"])
def test_a_document_that_prints_nothing_is_told(tmp_path: Path, name: str, nothing: str) -> None:
    assert told(tmp_path, name, nothing) == [f"{name}, line 1: it prints nothing; every page would be empty"]


def test_a_template_in_another_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    (line,) = told(tmp_path, "sections/talk.html", "<p>\n<p>café</p>".encode("latin-1"))
    assert line == "sections/talk.html, line 2: this is not UTF-8 text; save the file as UTF-8"
    (line,) = told(tmp_path, "sections/talk.html", "<p>é</p>".encode("utf-16"))
    assert line.startswith("sections/talk.html, line 1: this is not UTF-8 text")


def test_texts_of_a_language_that_lacks_them_are_told(tmp_path: Path) -> None:
    (tmp_path / "sections").mkdir()
    (tmp_path / "sections/talk.html").write_text('{{ t("mine.title") }}')
    own = Pages([tmp_path, KIT])
    own.check({"en": {*TEXTS["en"], "page.mine.title"}})
    with pytest.raises(TemplateError, match=r'no text "page\.mine\.title" in wording\.ar\.toml;'):
        own.check({"en": {*TEXTS["en"], "page.mine.title"}, "ar": TEXTS["ar"]})
