"""Words without an end, in any field and both scripts, stay in their boxes and on their pages."""

from dataclasses import replace

import pytest

from pipeline.rendering.building.brief import build_brief
from pipeline.rendering.building.report import build_report
from tests.people import kit
from tests.rendering.built import assess, settings, whole_maya
from tests.rendering.prints import print_report

USUAL = ["W", "ض", "ب", "👩"]
OTHERS = [
    "x", "م", "لا", "ﷺ", "ـ", "@", "8", "-", "W-", "ضَّ", "ے", "ضW", "W\u00a0", "ضضضضض-", "水", "हिन्",
    "ض" * 15 + " ", "ب" * 15 + " ", "ض" * 59 + " ", "W" * 59 + " ",
]  # fmt: skip
WORDS = [*USUAL, *(pytest.param(word, marks=pytest.mark.proof) for word in OTHERS)]


def filled(word: str, letters: int) -> str:
    return (word * letters)[:letters].strip()


@pytest.mark.parametrize("language", kit().wordings)
@pytest.mark.parametrize("word", WORDS)
def test_endless_words_in_every_field_of_a_client_stay_in_their_boxes(word: str, language: str) -> None:
    longest = {question.id: question.characters for question in kit().questionnaire.questions}
    said = {goal: filled(word, longest[goal] or 0) for goal in ("G1", "G2", "G3")}
    line = filled(word, longest["A1"] or 0)
    assessment = assess(replace(whole_maya(**said), name=line, role_title=line), kit())
    report = print_report(build_report(assessment, kit(), settings(), language))
    brief = print_report(build_brief(assessment, kit(), settings(), language))
    assert [finding.message for finding in (*report.findings, *brief.findings) if finding.is_error] == []
