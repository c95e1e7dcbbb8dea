from dataclasses import replace

from pipeline.practice import Practice, load_practice
from pipeline.workflow.explaining import explain
from tests.practices import (
    SETTINGS,
    make,
)


def test_an_explanation_tells_how_the_pdf_stands(practice: Practice) -> None:
    assert explain(practice, (), "ada").pdf.status == "missing"
    make(practice)
    current = explain(practice, (), "ada").pdf
    assert (current.status, current.reasons) == ("current", ("nothing changed",))
    assert (current.path, current.made_because) == ("outputs/reports/ada_byron-c-1.pdf", ("new client",))
    assert current.made_at == "2026-10-01T09:00:00+00:00"
    (practice.root / "roadmap.toml").write_text(SETTINGS + 'phone = "+971 4 555 0100"\n')
    changed = replace(practice, settings=load_practice(practice.root).settings)
    assert explain(changed, (), "ada").pdf.status == "outdated"
    (practice.reports / "ada_byron-c-1.pdf").unlink()
    assert explain(practice, (), "ada").pdf.status == "missing"
