"""Whatever stands in a spreadsheet or in the settings is printed as it was typed, and does nothing else."""

import json
import re
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from pipeline.cli.main import roadmap
from pipeline.errors import RenderError, TemplateError
from pipeline.rendering.templates.limits import LONGEST
from pipeline.rendering.templates.page import Pages
from pipeline.workflow.reading import check
from tests.people import kit
from tests.practices import ADA, new_practice
from tests.rendering.prints import KIT
from tests.rendering.sample_report import maya
from tests.rendering.test_pdf import print_sheet

HOSTILE = (
    '<img src=x onerror="a">',
    "{{7*7}}{%include'x'%}{#no#}",
    "<link rel=attachment href=file:/etc/passwd>",
    "</style></title><b>&amp;",
    "javascript:alert(1)",
    "url(http://127.0.0.1:9/a)",
)
TYPED = " ".join(HOSTILE)
TEXTS = [question.id for question in kit().questionnaire.questions if question.kind == "text"]


def plain(text: str) -> str:
    """Return a text without the spaces and signs that tell lines apart."""
    return re.sub(r"[\s\u00a0\u200b]+", "", text).replace("\u2011", "-")


def settings() -> str:
    """Return settings whose every free text is hostile."""
    practice = {"name": f"Us {HOSTILE[0]}", "coach": f"Coach {HOSTILE[1]}"}
    practice |= {"coach_line": f"line {HOSTILE[3]}", "call_price_text": f"price {HOSTILE[2]}"}
    lines = [f"{key} = {json.dumps(value)}" for key, value in practice.items()]
    return "[practice]\n" + "\n".join(lines) + f"\n[brand]\nfooter = {json.dumps(f'foot {HOSTILE[5]}')}\n"


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return the report and the brief of somebody who typed hostile words into every field."""
    answers = {question: TYPED[:110] for question in TEXTS if question not in {"A12", "A1"}}
    answers |= {goal: f"{goal} {TYPED}" for goal in ("G1", "G2", "G3")}
    hidden = {"A1": "Eve\u202e\u0000 \u2066<b>{{7*7}}</b>", "A2": f"\u202eCook {HOSTILE[1]}"}
    practice = new_practice(
        tmp_path_factory.mktemp("safety"), {**ADA, **answers, **hidden}, settings=settings()
    )
    result = CliRunner().invoke(roadmap, ["--practice", str(practice.root), "reports", "--workers", "1"])
    assert "Traceback" not in result.output
    files = [*practice.reports.glob("*.pdf"), *practice.briefs.glob("*.pdf")]
    assert len(files) == 2, result.output
    return files


def text_of(path: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def test_every_word_stands_there_as_it_was_typed(printed: list[Path]) -> None:
    report = plain(text_of(printed[0]))
    for words in (
        "<b>{{7*7}}</b>",
        f"Cook {HOSTILE[1]}",
        *HOSTILE[:4],
        f"price {HOSTILE[2]}",
        f"line {HOSTILE[3]}",
    ):
        assert plain(words) in report, words
    for goal in ("G1", "G2", "G3"):
        assert plain(f"{goal} {HOSTILE[0]} {HOSTILE[1]}") in report, goal
    assert plain(f"Us {HOSTILE[0]}") in report
    assert plain(f"Coach {HOSTILE[1]}") in report
    assert plain(f"foot {HOSTILE[5]}") in report
    assert plain("<b>{{7*7}}</b>") in plain(text_of(printed[1]))
    assert "49" not in {word for word in text_of(printed[1]).split() if "7*7" in word}


def test_marks_that_turn_a_line_round_are_left_out(printed: list[Path]) -> None:
    for path in printed:
        found = set(text_of(path)) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\x00")
        assert not found
        info = PdfReader(path).metadata
        assert info is not None
        assert not set(str(info.title)) & set("\u202e\u2066\x00")


def test_nothing_is_attached_and_no_link_leads_elsewhere(printed: list[Path]) -> None:
    for path in printed:
        with pikepdf.open(path) as pdf:
            assert len(pdf.attachments) == 0
            assert "/EmbeddedFiles" not in pdf.Root.get("/Names", {})
            notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
            targets = [str(note.A.URI) for note in notes if "/A" in note and "/URI" in note.A]
            assert all("/JS" not in note.get("/A", {}) for note in notes)
            assert all(target.startswith(("mailto:", "tel:", "http")) for target in targets), targets
            assert not any("127.0.0.1" in target for target in targets)


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{ 'a' * 1000000000 }}", "repeated 1,000,000,000 times"),
        ("{{ 1000000000 * [1] }}", "repeated 1,000,000,000 times"),
        ("{{ ('a' * 50000) * 50000 }}", "repeated 50,000 times"),
        ("{{ 10 ** 1000000000 }}", "a power of these numbers is too large"),
        ("{{ 1000000 ** 2 }}", "a power of these numbers is too large"),
        ("{{ '%0999999999d' % 1 }}", "cannot be put together with %"),
        ("{% for i in range(100000000) %}{% endfor %}", "Range too big"),
        (
            "{% for i in range(9999) %}{% for k in range(999) %}{% endfor %}{% endfor %}",
            "more than 1,000,000",
        ),
        (
            "{% for a in ('x' * 9999)|map('upper') %}{% for b in 'x' * 999 %}{% endfor %}{% endfor %}",
            "1,000,000",
        ),
        (
            "{% macro m(n) %}{% if n %}{{ m(n - 1) ~ m(n - 1) }}{% endif %}{% endmacro %}{{ m(50) }}",
            "1,000,000",
        ),
        ("{{ 'a'.ljust(1000000000) }}", "unsafe"),
        ("{{ '{:>999999999}'.format(1) }}", "format() is out of a template's reach"),
        ("{{ 'a'|center(1000000000) }}", "No filter named 'center'"),
        ("{{ [1]|tojson(indent=1000000000) }}", "No filter named 'tojson'"),
        ("{{ [1]|batch(1000000000, 1)|list }}", "parted by 1,000,000,000"),
        ("{{ [1]|slice(slices=1000000000, fill_with=1)|list }}", "parted by 1,000,000,000"),
        ("{{ report.moves.append(1) }}", "append"),
        ("{{ report.name.__class__ }}", "unsafe"),
        ("{{ cycler.__init__.__globals__ }}", "unsafe"),
        ("{{ report.name|safe }}", "No filter named 'safe'"),
        ("{{ report.name|attr('__class__') }}", "No filter named 'attr'"),
        ("{{ lipsum() }}", "'lipsum' is undefined"),
    ],
)
def test_a_template_cannot_break_out_nor_explode(tmp_path: Path, template: str, said: str) -> None:
    (tmp_path / "report.html").write_text(template)
    with pytest.raises(TemplateError) as caught:
        Pages([tmp_path, KIT]).markup(maya())
    assert said in caught.value.message
    assert caught.value.message.startswith("report.html, line 1: ")


@pytest.mark.parametrize(
    "template",
    ["{{ 2|n }}", "{{ 'a' ~ 2|n }}", "{% if 2|n %}{% endif %}", "{% set two = 2|n %}", "<p>{{ [2|n] }}</p>"],
)
def test_nothing_in_a_template_is_worked_out_before_a_page_is_filled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, template: str
) -> None:
    def work_out(*_: object) -> None:
        pytest.fail("worked out")

    monkeypatch.setattr("pipeline.rendering.templates.sandbox.write_number", work_out)
    (tmp_path / "own.html").write_text(template)
    Pages([tmp_path, KIT]).check()


def test_what_charts_work_out_is_allowed(tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text(
        "{{ 0.5 ** 3 * 2 }} {{ 7 % 4 }} {{ 'ab' * 3 }} {{ ('a' * 100000)|length }} {{ [1] * 2 }}"
    )
    assert Pages([tmp_path, KIT]).markup(maya()) == f"0.25 3 ababab {LONGEST} [1, 1]"


@pytest.mark.parametrize(
    "body",
    [
        '<svg width="9" height="9"><title>a</title><image href="data:image/png,A" width="9"/></svg>',
        '<img src="%2e%2e/%2e%2e/etc/passwd" alt="a">',
        '<img src="brand/../../pyproject.toml" alt="a">',
        '<img src="//127.0.0.1:9/a.png" alt="a">',
        '<img src="https://kit.invalid:9/brand/logo.png" alt="a">',
        '<img src="https://kit.invalid@127.0.0.1/brand/logo.png" alt="a">',
        '<object data="file:///etc/passwd">a</object>',
        '<embed src="file:///etc/passwd">',
        '<p style="background: url(data:image/png;base64,AAAA)">a</p>',
        '<ul style="list-style-image: url(file:///etc/passwd)"><li>a</ul>',
        '<style>@import url("data:text/css,p{}");</style>',
        "<style>p::before { content: url(file:///etc/passwd) }</style><p>a</p>",
    ],
)  # fmt: skip
def test_nothing_but_the_kit_and_the_brand_is_loaded(body: str) -> None:
    with pytest.raises(RenderError, match="neither in the kit nor in the brand"):
        print_sheet(body)


LONG = {
    "one word": "x",
    "words": "word ",
    "lines": "a\n",
    "arabic": "\u0643\u0644\u0645\u0629 ",
    "marks": "a\u0301\u0301\u0301",
    "pictures": "\U0001f469\u200d\U0001f469\u200d\U0001f467 a",
}


@pytest.mark.parametrize("kind", LONG)
def test_a_field_as_long_as_a_cell_can_hold_holds_that_client_with_a_reason(
    tmp_path: Path, kind: str
) -> None:
    text = (LONG[kind] * 32_767)[:32_767]
    fields = [question for question in TEXTS if question != "A12"]
    rows = [{**ADA, "A12": f"C-{field}", field: text} for field in fields]
    reading = check(new_practice(tmp_path / "practice", *rows))
    held = {row.row for row in reading.intake.rows if not row.ok}
    told = {problem.field for problem in reading.intake.problems if "can be used" in problem.message}
    assert told == set(fields)
    answers = (answer for client in reading.intake.clients for answer in client.answers.values())
    assert not any(len(str(answer)) > 2000 for answer in answers)
    assert len(held) + len(reading.intake.clients) == len(fields)


@pytest.mark.parametrize("kind", ["one word", "arabic"])
def test_fields_as_long_as_they_may_be_are_printed_on_as_many_pages_as_usual_or_held(
    tmp_path: Path, kind: str
) -> None:
    longest = {field: kit().questionnaire.by_id[field].characters for field in TEXTS if field != "A12"}
    row = {**ADA, **{field: (LONG[kind] * most)[:most].strip() for field, most in longest.items()}}
    practice = new_practice(tmp_path / "practice", row)
    result = CliRunner().invoke(roadmap, ["--practice", str(practice.root), "reports", "--workers", "1"])
    assert "Traceback" not in result.output
    (report,) = practice.reports.glob("*.pdf")
    pages = len(PdfReader(report).pages)
    assert 9 <= pages <= 11 or f"The document has {pages} pages" in " ".join(result.output.split())


def test_a_drawing_takes_no_part_of_another_file() -> None:
    empty = '<svg width="9" height="9"><title>a</title></svg>'
    using = empty.replace("</svg>", '<use href="file:///etc/passwd#a"/><use href="brand/logo.png#a"/></svg>')
    assert print_sheet(using).content == print_sheet(empty).content
