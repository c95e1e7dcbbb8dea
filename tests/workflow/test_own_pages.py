"""A practice changes one thing of its kit and keeps the rest; what it writes is looked at first."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from pipeline.batch.selection import Page
from pipeline.cli.main import roadmap
from pipeline.errors import TemplateError
from pipeline.models.making import Kind
from pipeline.practice import Practice
from pipeline.rendering.printing.preflight import Finding
from pipeline.workflow.checking import check_all
from pipeline.workflow.proofreading import proofread, proofread_whole, warn_of_words
from pipeline.workflow.reading import load_kit_of
from pipeline.workflow.workshop import Printed
from tests.practices import ADA, BEN, NOW, FakePress, make, new_practice, write_inputs

LEFT_OUT = 'Line 1: "colour: red" is left out: unknown property.'
ROUND_AND_ROUND = "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}"
EVERYTHING = {(client, kind) for client in ("C-1", "C-2") for kind in ("report", "brief")}


@dataclass(frozen=True)
class Recorder(FakePress):
    """A press that remembers for whom it printed what, and complains of a stylesheet as the engine does."""

    printed: set[tuple[str, str]] = field(default_factory=set)

    def print(self, kind: Kind, page: Page) -> Printed:
        """Print one document."""
        self.printed.add((page.metadata.client_id, kind))
        finding = Finding(
            "engine", "Ignored `colour: red ` at 1:5, unknown property.", "Look.", is_error=False
        )
        return Printed(page.markup.encode(), 9, (finding,), page.digest, 0.1)


@pytest.fixture
def done(tmp_path: Path) -> Practice:
    """Return a practice with Ada, in English, and Ben, in Arabic, after its first run."""
    practice = new_practice(tmp_path / "practice", ADA, {**BEN, "language": "Arabic"})
    made_again(practice)
    return practice


@pytest.fixture
def fresh(tmp_path: Path) -> Practice:
    """Return a practice with Ada, of which nothing was made."""
    return new_practice(tmp_path / "practice", ADA)


def write(practice: Practice, name: str, content: str) -> None:
    path = practice.own_kit / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def made_again(practice: Practice) -> set[tuple[str, str]]:
    """Run once more, and return for whom what was printed."""
    press = Recorder()
    make(practice, press=press)
    return press.printed


def test_nothing_is_made_again_where_nothing_changed(done: Practice) -> None:
    assert made_again(done) == set()


@pytest.mark.parametrize(
    ("name", "content", "again"),
    [
        ("sections/talk.html", "<section id=talk></section>", {("C-1", "report"), ("C-2", "report")}),
        ("brief.html", "<h1>{{ report.name }}</h1>", {("C-1", "brief"), ("C-2", "brief")}),
        ("wording.en.toml", '[texts.page.talk]\ntitle = "Our call"', {("C-1", "report")}),
        (
            "wording.ar.toml",
            '[texts.page.talk]\ntitle = "\u0645\u0643\u0627\u0644\u0645\u062a\u0646\u0627"',
            {("C-2", "report")},
        ),
        ("wording.en.toml", '[texts.brief.page]\nyou = "Mine"', {("C-1", "brief"), ("C-2", "brief")}),
        ("wording.en.toml", '[texts.cohort]\ntitle = "All"', set()),
        ("wording.en.toml", '[texts.mail]\nevent = "Our call"', set()),
        ("mail/letter.html", "<p>{{ report.subject }}</p>", set()),
        ("mail/letter.txt", "{{ report.subject }}", set()),
        ("own.css", "h1 { letter-spacing: 1pt }", EVERYTHING),
        ("notes.txt", "Call the designer", set()),
    ],
)
def test_exactly_what_a_change_touches_is_made_again(
    done: Practice, name: str, content: str, again: set[tuple[str, str]]
) -> None:
    write(done, name, content)
    assert made_again(done) == again


def test_a_colour_is_changed_in_the_settings_alone(done: Practice) -> None:
    settings = done.root / "roadmap.toml"
    settings.write_text(settings.read_text() + '[brand]\nprimary = "#5B1A3A"\n')
    press = Recorder()
    batch = make(done, press=None)
    assert {outcome.status for outcome in batch.outcomes} == {"made"}
    assert press.printed == set()


def test_one_section_one_sentence_and_one_rule_of_style_are_printed(tmp_path: Path) -> None:
    practice = new_practice(tmp_path / "practice", ADA)
    write(practice, "sections/talk.html", '<section id="talk"><h1>Call me, {{ report.name }}</h1></section>')
    write(practice, "wording.en.toml", '[texts.page.plan]\ntitle = "What I will do"')
    write(practice, "own.css", "h1 { text-transform: uppercase }")
    result = CliRunner().invoke(roadmap, ["--practice", str(practice.root), "reports", "--workers", "1"])
    assert result.exit_code == 0, result.output
    (pdf,) = practice.reports.glob("*.pdf")
    text = " ".join("\n".join(page.extract_text() for page in PdfReader(pdf).pages).split())
    assert "CALL ME, ADA BYRON" in text
    assert "WHAT I WILL DO" in text
    assert "BEFORE WE TALK" not in text
    assert "NINE AREAS" in text


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("sections/cover.html", "<p>\n{{ report.nmae }}", "sections/cover.html, line 2: report has no"),
        ("report.html", "", "report.html, line 1: it prints nothing"),
        ("mail/letter.txt", "\n{{ report.nmae }}", "mail/letter.txt, line 2: report has no"),
        ("own.css", "\np { background: url(http://a.b/c) }", 'own.css, line 2: "http://a.b/c" is neither'),
        ("own.css", "@import 'none.css';", 'own.css, line 1: "none.css" is neither'),
        ("report.css", "p {\n", "report.css, line 1: the block that begins here has no }"),
    ],
)
def test_a_slip_stops_check_and_reports_before_any_client(
    tmp_path: Path, name: str, content: str, said: str
) -> None:
    practice = new_practice(tmp_path / "practice", ADA)
    write(practice, name, content)
    for command in ("check", "reports"):
        result = CliRunner().invoke(roadmap, ["--practice", str(practice.root), command])
        assert result.exit_code == 3
        assert said in " ".join(result.stderr.split())
        assert "Traceback" not in result.output
    assert not practice.reports.exists()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (
            "sections/own.html",
            "<p>\n{% for a in range(99999999) %}{% endfor %}",
            "own.html, line 2: Range too",
        ),
        ("brief.html", "<p>{{ 'x' * 999999999 }}", "brief.html, line 1: something is repeated 999,999,999"),
        ("mail/letter.txt", "\n{{ report.texts['none'] }}", "mail/letter.txt, line 2: "),
        ("cohort.html", f"<p>{ROUND_AND_ROUND}", "cohort.html, line 1: loops and calls go round more than"),
        ("sections/since.html", f"<p>{ROUND_AND_ROUND}", "sections/since.html, line 1: loops and calls go"),
    ],
)
def test_what_no_report_could_be_filled_with_is_told_with_its_line(
    fresh: Practice, name: str, content: str, said: str
) -> None:
    write(fresh, name, content)
    with pytest.raises(TemplateError) as caught:
        proofread_whole(fresh, load_kit_of(fresh))
    assert said in caught.value.message


def test_pages_that_can_be_filled_are_well(fresh: Practice) -> None:
    write(fresh, "sections/own.html", "<section id=own><h1>{{ report.name }}</h1></section>")
    assert proofread_whole(fresh, load_kit_of(fresh)).problems == ()


def test_check_fills_the_templates(fresh: Practice) -> None:
    write(fresh, "sections/own.html", "<p>{{ 'x' * 999999999 }}")
    with pytest.raises(TemplateError, match=r"sections/own\.html, line 1: something is repeated"):
        check_all(fresh, (), NOW)


def test_a_rule_that_the_engine_leaves_out_is_told_once(done: Practice) -> None:
    write(done, "own.css", "p { colour: red }")
    press = Recorder()
    batch = make(done, press=press)
    assert press.printed == EVERYTHING
    (problem,) = [problem for problem in batch.problems if "colour" in problem.message]
    assert (problem.file, problem.message) == ("templates/career/own.css", LEFT_OUT)
    assert not problem.is_error
    (problem,) = [
        problem for problem in check_all(done, (), NOW).intake.problems if "colour" in problem.message
    ]
    assert problem.message == LEFT_OUT


def test_a_sentence_that_has_lost_its_condition_is_told_with_its_line(fresh: Practice) -> None:
    write(fresh, "wording.en.toml", '[texts.plan]\nhours_note = "You left your free hours blank."')
    (problem,) = proofread(fresh, load_kit_of(fresh)).problems
    assert problem.file == "templates/career/wording.en.toml"
    assert problem.message.startswith('Line 2: "texts.plan.hours_note" is now said to everybody')
    assert not problem.is_error


@pytest.mark.parametrize(
    ("wording", "said"),
    [
        (
            '[texts.page.plan]\ntitel = "x"',
            'Line 2: nothing asks for the text "page.plan.titel"; did you mean "page.plan.title"? → Correct',
        ),
        (
            '[texts.page.zzz]\nqqq = "x"',
            'Line 2: nothing asks for the text "page.zzz.qqq". → Correct its name',
        ),
        (
            '[texts.talk.step]\npagee = "x"',
            'Line 2: "talk.step.pagee" is one text more beside the built-in "talk.step.page", which stays.',
        ),
    ],
)
def test_a_text_of_an_unknown_name_is_told_with_its_line(fresh: Practice, wording: str, said: str) -> None:
    write(fresh, "wording.en.toml", wording)
    (problem,) = warn_of_words(fresh, load_kit_of(fresh))
    assert problem.file == "templates/career/wording.en.toml"
    assert f"{problem.message} → {problem.fix}".startswith(said)
    assert not problem.is_error


def test_who_changed_nothing_waits_for_no_proofreading(
    done: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("pipeline.workflow.proofreading.proofread", refuse)
    assert check_all(done, (), NOW).intake.clients
    write_inputs(done.root, ADA)
    write(done, "sections/talk.html", "{{")
    monkeypatch.undo()
    with pytest.raises(TemplateError):
        check_all(done, (), NOW)
