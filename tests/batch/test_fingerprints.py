import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from pipeline.batch import fingerprints
from pipeline.batch.fingerprints import context_of, fingerprint_of, loaded_digest, page_digest, sheets_of
from pipeline.models.answers import Missing
from pipeline.models.client import Client
from pipeline.models.making import LAST_TIME, Context, Fingerprint
from pipeline.models.review import Review
from pipeline.models.settings import PracticeSettings, ReportSettings, Settings
from tests.people import kit, maya

SETTINGS = Settings(practice=PracticeSettings(name="North"))


@pytest.fixture
def context(tmp_path: Path) -> Context:
    return context_of(kit(), SETTINGS, tmp_path)


def of(client: Client, context: Context) -> Fingerprint:
    return fingerprint_of(client, "en", context, kit().questionnaire)


def test_values_stand_under_the_questions_they_answer(context: Context) -> None:
    client = replace(maya(), completed_at=datetime(2026, 9, 1, tzinfo=UTC))
    values = of(client, context).values
    roles = {role: question.id for role, question in kit().questionnaire.by_role.items()}
    assert values[roles["name"]] == "Maya Haddad"
    assert values[roles["completed_at"]] == "2026-09-01 00:00:00+00:00"
    assert values["L01"] == "4"
    assert values["id"] == "C-001"


def test_where_the_row_stands_does_not_count(context: Context) -> None:
    elsewhere = replace(maya(), source=replace(maya().source, row=99))
    assert of(elsewhere, context).digest == of(maya(), context).digest


def test_every_answer_counts_and_so_does_why_it_is_missing(context: Context) -> None:
    clients = [
        maya(),
        maya(L07=3),
        maya(without=("L07",)),
        maya(L07=Missing.DOES_NOT_APPLY),
        maya(hours=None),
    ]
    assert len({of(client, context).digest for client in clients}) == len(clients)
    assert (
        of(maya(L07=Missing.DOES_NOT_APPLY), context).digest != of(maya(L07="does_not_apply"), context).digest
    )


def test_how_a_run_works_is_no_part_of_a_report(tmp_path: Path) -> None:
    busy = SETTINGS.model_copy(update={"reports": ReportSettings(workers=7, opaque_file_names=True)})
    assert context_of(kit(), busy, tmp_path).digest == context_of(kit(), SETTINGS, tmp_path).digest
    letter = SETTINGS.model_copy(update={"reports": ReportSettings(page="Letter")})
    assert context_of(kit(), letter, tmp_path).digest != context_of(kit(), SETTINGS, tmp_path).digest


def test_the_digest_of_a_page_covers_exactly_what_is_printed(context: Context) -> None:
    def digest(
        markup: str = "<p>", title: str = "For Maya", *, changed: dict[str, dict[str, str]] | None = None
    ) -> str:
        parts = {name: {**getattr(context, name), **values} for name, values in (changed or {}).items()}
        seen = replace(context, **parts)
        return page_digest(markup, {"title": title}, loaded_digest(seen, {"report.css"}), seen)

    printed = [
        digest(),
        digest("<p>!"),
        digest(title="For Ada"),
        digest(changed={"kit": {"report.css": "x"}}),
        digest(changed={"pictures": {"logo.svg": "x"}}),
        digest(changed={"versions": {"weasyprint": "x"}}),
        digest(changed={"versions": {"printing code": "x"}}),
    ]
    assert len(set(printed)) == len(printed)
    assert digest(changed={"kit": {"fonts/Serif.ttf": "x"}}) != digest()
    assert digest(changed={"kit": {"cohort.css": "x"}}) == digest(), "pages about all clients have their own"
    assert digest(changed={"kit": {"wording.en.toml": "x"}}) == digest()
    assert digest(changed={"settings": {"brand.primary": "x"}}) == digest()
    assert digest(changed={"versions": {"jinja2": "x", "program code": "x"}}) == digest()


@pytest.mark.parametrize(
    ("markup", "loaded"),
    [
        ('<link href="a.css">', {"a.css", "more/b c.css", "d.css"}),
        ('<link href="d.css">', {"d.css"}),
        ('<link href="more/b%20c.css">', {"more/b c.css", "d.css"}),
        ("<p>", set()),
    ],
)
def test_a_document_loads_what_it_names_and_what_that_names(markup: str, loaded: set[str]) -> None:
    imports = {"a.css": "@import 'more/b c.css';", "more/b c.css": "@import '../d.css'"}
    sheets = {**imports, "d.css": "", "e.css": "p{}", "every.css": ""}
    assert sheets_of(markup, "every.css", sheets) == {"every.css", *loaded}


def test_a_library_that_is_not_installed_has_no_version(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def has_none(_: str) -> str:
        raise PackageNotFoundError

    monkeypatch.setattr(fingerprints, "version", has_none)
    assert context_of(kit(), SETTINGS, tmp_path).versions["weasyprint"] == "not installed"


def test_an_earlier_assessment_counts_by_its_answers_and_its_time(context: Context) -> None:
    def with_earlier(earlier: Client | None) -> Fingerprint:
        return fingerprint_of(maya(), "en", context, kit().questionnaire, earlier)

    spring = replace(maya(), completed_at=datetime(2026, 4, 1, tzinfo=UTC))
    assert with_earlier(None) == of(maya(), context)
    digests = {
        with_earlier(earlier).digest
        for earlier in (
            None,
            spring,
            replace(spring, answers={**spring.answers, "L01": 1}),
            replace(spring, completed_at=datetime(2026, 4, 2, tzinfo=UTC)),
        )
    }
    assert len(digests) == 4
    other_order = replace(spring, answers=dict(reversed(list(spring.answers.items()))))
    assert with_earlier(other_order).digest == with_earlier(spring).digest
    assert set(with_earlier(spring).values) - set(of(maya(), context).values) == {LAST_TIME}


def test_all_code_between_markup_and_pdf_counts() -> None:
    code = (
        "import sys, pipeline.rendering.printing.pdf; print(*(n for n in sys.modules if 'rendering.' in n))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    rooms = {"/".join(name.split(".")[1:3]) for name in told.split() if name.startswith("pipeline.")}
    assert rooms == set(fingerprints._PRINTING)


def test_what_a_coach_decided_is_part_of_the_input_key(context: Context) -> None:
    def key(review: Review) -> Fingerprint:
        return fingerprint_of(maya(), "en", context, kit().questionnaire, review=review)

    keys = [key(each) for each in (Review(), Review("A"), Review(dropped=("G1",)), Review(path="-"))]
    assert len({each.values_digest for each in keys}) == 4
    assert keys[0] == fingerprint_of(maya(), "en", context, kit().questionnaire)
