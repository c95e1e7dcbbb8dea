"""Every answer that the assessment page writes is accepted as it stands, in any case, with any dash."""

from pathlib import Path

import pytest

from pipeline.models.answers import Missing
from tests.intake.reading import PERSON, read, table, write_csv

AGREEMENT = {
    "strongly disagree": 1,
    "disagree": 2,
    "neither agree nor disagree": 3,
    "agree": 4,
    "strongly agree": 5,
    "1": 1,
    "5": 5,
    "does not apply": Missing.DOES_NOT_APPLY,
    "rather not say": Missing.RATHER_NOT_SAY,
}
COVER = {"yes": "yes", "covered another way": "other-way", "no": "no", "not sure": "not-sure"}
TO_THREE = {"0": "0", "1": "1", "2": "2", "3+": "3+"}
LABELS: dict[str, dict[str, object]] = {
    "A4": {
        "full-time": "full-time",
        "part-time": "part-time",
        "temporary": "temporary",
        "contract": "contract",
        "self-employed": "self-employed",
        "several": "several",
        "not working now": "not-working",
        "career break": "career-break",
        "studying": "studying",
    },
    "A7b": {"yes": "yes", "no": "no"},
    "A13": {"neutral": "neutral", "feminine": "feminine", "masculine": "masculine"},
    **{f"L{number:02}": dict(AGREEMENT) for number in range(1, 23)},
    "B01": {
        "salary": "salary",
        "hourly, fixed hours": "hourly-fixed",
        "base plus variable": "base-plus-variable",
        "hourly, variable hours": "hourly-variable",
        "self-employed": "self-employed",
        "self-employed with regular clients or a retainer": "self-employed-regular",
        "commission or gig": "commission",
    },
    **{f"B02{row}": dict(COVER) for row in "abcd"},
    "B03": {
        "none needed or held": "held",
        "started": "started",
        "known, not started": "not-started",
        "don't know": "unknown",
    },
    "B04": {"0": "0", "1–4": "1-4", "5–9": "5-9", "10+": "10+"},
    "B05": dict(TO_THREE),
    "B06": dict(TO_THREE),
    "B07": {"none": "none", "talked about": "talked", "written": "written"},
    "B08": {
        "none": "none",
        "3 months": "3-months",
        "1 year": "1-year",
        "3 years": "3-years",
        "5 years or more": "5-years",
    },
    "B09": {
        "never": "never",
        "over 12 months": "over-12-months",
        "6–12 months": "6-12-months",
        "1–6 months": "1-6-months",
        "last month": "last-month",
    },
    "B10": dict(TO_THREE),
    "B11": {"0": "0", "1": "1", "2–3": "2-3", "4+": "4+"},
    "I1": {str(code): code for code in range(1, 6)},
    "I2": {str(code): code for code in range(1, 6)},
    "I3": {"today's needs": "present", "both equally": "both", "building ahead": "future"},
    "Q1": {str(code): code for code in range(1, 6)},
}
CASES = [(question, label, code) for question, codes in LABELS.items() for label, code in codes.items()]


def _variants(label: str) -> list[str]:
    """The label as it stands; in other cases, with other dashes, quotes and white space."""
    dashed = [label.replace("–", dash).replace("-", dash) for dash in "-‐‑–—−"]
    curly = label.replace("'", "’")
    return [label, label.upper(), label.title(), curly, f" {label}\N{NO-BREAK SPACE}", *dashed]


def test_every_label_is_its_code_however_it_is_typed(tmp_path: Path) -> None:
    rows = [
        (question, variant, code)
        for question, label, code in CASES
        for variant in dict.fromkeys(_variants(label))
    ]
    people = [
        {**PERSON, "L22": 3, "A12": f"C-{number}", "A8": f"c{number}@example.com", question: variant}
        for number, (question, variant, _) in enumerate(rows)
    ]
    intake = read(write_csv(tmp_path / "labels.csv", table(*people)))
    assert [problem for problem in intake.problems if problem.is_error] == []
    assert len(intake.clients) == len(rows) > 1000
    for client, (question, _, code) in zip(intake.clients, rows, strict=True):
        assert client.answers[question] == code


@pytest.mark.parametrize(
    ("question", "count", "bin_"),
    [
        *(
            ("B04", count, label)
            for count, label in [(0, "0"), (1, "1-4"), (4, "1-4"), (5, "5-9"), (9, "5-9")]
        ),
        *(("B04", count, "10+") for count in (10, 11, 400)),
        *(("B05", count, label) for count, label in [(0, "0"), (1, "1"), (2, "2"), (3, "3+"), (12, "3+")]),
        *(("B11", count, label) for count, label in [(1, "1"), (2, "2-3"), (3, "2-3"), (4, "4+"), (9, "4+")]),
    ],
)
def test_a_count_falls_into_its_bin(tmp_path: Path, question: str, count: int, bin_: str) -> None:
    intake = read(write_csv(tmp_path / "counts.csv", table(PERSON | {question: count})))
    assert intake.clients[0].answers[question] == bin_
