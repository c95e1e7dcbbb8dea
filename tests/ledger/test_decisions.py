import json
from dataclasses import replace

import pytest

from pipeline.ledger import decide, decide_first
from pipeline.models.making import LAST_TIME, Context, Decision, Fingerprint, Made

CONTEXT = Context(
    settings={"practice.name": "North", "brand.primary": "#143F3B", "brand.accent": "#17695F"},
    kit={"report.css": "a1", "wording.en.toml": "b1"},
    pictures={"brand/logo.svg": "c1"},
    versions={"career-roadmap": "0.1.0", "weasyprint": "70.0"},
)
VALUES = {"A1": "Ada", "B08": "none", "G1": "to teach"}
NOW = Fingerprint(VALUES, "en", CONTEXT)
PATH = "outputs/reports/ada-c-1.pdf"
MADE = Made(
    kind="report",
    client="C-1",
    name="Ada",
    language="en",
    path=PATH,
    pdf_digest="d0",
    pages=9,
    markup_digest="m0",
    values_digest=NOW.values_digest,
    values=json.dumps(VALUES),
    context_digest=CONTEXT.digest,
    made_at="2026-10-01",
    reasons=(),
)


def recall(made: Made) -> tuple[dict[str, str], Context | None]:
    return json.loads(made.values), CONTEXT


def decision(now: Fingerprint = NOW, *, path: str = PATH, on_disk: str | None = "d0") -> Decision:
    return decide(MADE, now, path, on_disk, recall)


def context(**parts: dict[str, str]) -> Fingerprint:
    return replace(NOW, context=replace(CONTEXT, **parts))


@pytest.mark.parametrize(("is_known", "reason"), [(False, "new client"), (True, "no brief yet")])
def test_a_document_of_which_there_is_none(*, is_known: bool, reason: str) -> None:
    first = Decision(fits=False, is_intact=False, reasons=(reason,))
    assert decide_first("brief", is_known=is_known) == first


def test_nothing_changed_asks_for_nothing_from_the_ledger() -> None:
    def unasked(_: Made) -> tuple[dict[str, str], Context | None]:
        raise AssertionError

    assert decide(MADE, NOW, PATH, "d0", unasked) == Decision(
        fits=True, is_intact=True, reasons=("nothing changed",)
    )


@pytest.mark.parametrize(
    ("now", "reasons"),
    [
        (replace(NOW, values=VALUES | {"B08": "5-years", "G1": "to lead"}), ("answer changed: B08, G1",)),
        (replace(NOW, values=VALUES | {LAST_TIME: "d1"}), ("the answers of last time changed",)),
        (
            replace(NOW, values=VALUES | {"B08": "5-years", LAST_TIME: "d1"}),
            ("answer changed: B08", "the answers of last time changed"),
        ),
        (replace(NOW, values={"A1": "Ada", "B08": "none", "L01": "4"}), ("answer changed: L01, G1",)),
        (replace(NOW, language="ar"), ("language changed: en to ar",)),
        (
            context(settings=dict(CONTEXT.settings) | {"brand.primary": "#000000"}),
            ("brand changed: primary",),
        ),
        (context(pictures={"brand/logo.svg": "c2"}), ("brand changed: brand/logo.svg",)),
        (
            context(settings=dict(CONTEXT.settings) | {"practice.name": "South"}),
            ("settings changed: practice.name",),
        ),
        (context(kit={"report.css": "a2", "wording.en.toml": "b1"}), ("kit changed: report.css",)),
        (context(kit=dict(CONTEXT.kit) | {"new.css": "z"}), ("kit changed: new.css",)),
        (
            context(versions={"career-roadmap": "0.1.0", "weasyprint": "70.1"}),
            ("version changed: weasyprint",),
        ),
        (
            Fingerprint(VALUES | {"B08": "x"}, "en", replace(CONTEXT, kit={"report.css": "a2"})),
            ("answer changed: B08", "kit changed: report.css, wording.en.toml"),
        ),
    ],
)
def test_what_changed_is_named_and_the_file_may_stay(now: Fingerprint, reasons: tuple[str, ...]) -> None:
    assert decision(now) == Decision(fits=False, is_intact=True, reasons=reasons)


@pytest.mark.parametrize(("on_disk", "reason"), [(None, "PDF is missing"), ("d1", "PDF was changed on disk")])
def test_a_file_that_is_not_as_it_was_cannot_stay(on_disk: str | None, reason: str) -> None:
    assert decision(on_disk=on_disk) == Decision(fits=False, is_intact=False, reasons=(reason,))
    both = decision(replace(NOW, language="ar"), on_disk=on_disk)
    assert both.reasons == ("language changed: en to ar", reason)
    assert not both.is_intact


def test_another_place() -> None:
    assert decision(path="outputs/reports/x.pdf").reasons == ("its file name changed",)


def test_a_context_that_is_no_longer_known() -> None:
    found = decide(MADE, context(kit={}), PATH, "d0", lambda made: (recall(made)[0], None))
    assert found.reasons == ("settings, kit or version changed",)


def test_what_a_coach_decided_is_told_as_the_review_row() -> None:
    now = replace(NOW, values=VALUES | {"review: note": "Well done.", "review: path": "-", "G1": "to lead"})
    assert decision(now).reasons == ("answer changed: G1", "review row changed: note, path")
