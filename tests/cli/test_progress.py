"""`roadmap progress`, as a coach and a program meet it."""

import re
from pathlib import Path

import pytest

from pipeline.cli.main import COMMANDS
from pipeline.practice import Practice
from tests.cli.conftest import Run
from tests.other_kit import AREAS, ITEMS, write_practice
from tests.people import kit
from tests.practices import row, tree, write_inputs

pytestmark = pytest.mark.usefixtures("same_program")

SPRING, AUTUMN = "2026-04-01 09:00", "2026-10-01 09:00"
ADA = row("C-1", "Ada Byron", A0=SPRING)
CHANGED = {"A0": AUTUMN, "B08": "1-year", "B10": "0", "L11": "5"}
WORDS = kit().wordings["en"]


@pytest.fixture
def both(practice: Practice) -> Practice:
    """A practice with two exports of one client."""
    write_inputs(practice.root, ADA)
    write_inputs(practice.root, ADA | CHANGED, name="later.csv")
    return practice


def test_it_stands_with_what_is_rarely_needed() -> None:
    assert "progress" in COMMANDS["rarely"]


@pytest.mark.usefixtures("both")
def test_a_coach_can_follow_it(run: Run) -> None:
    ran = run("progress", "ada")
    assert ran.code == 0
    out = ran.out
    assert out.startswith("Ada Byron (C-1)\nFrom 2026-04-01 09:00 to 2026-10-01 09:00, 183 days apart\n")
    assert "then: between “more job than career” and “job and career together”" in out
    assert "now: between “more job than career” and “job and career together”" in out
    facts, scores, answers, actions = (
        out.index(part) for part in ("Facts that changed", "Verdict", "Answers that changed", "Actions that")
    )
    assert facts < scores < answers < actions
    assert "3 months → 1 year (+30 points)" in out
    assert "1 → 0 (−40 points)" in out
    assert "4 – agree → 5 – strongly agree (+25 points)" in out
    assert re.search(r"Building ahead +40\.69 +41\.53 +\+0\.83 +12\.40 +too small a shift to call\n", out)
    assert re.search(r"What you have now +58\.75 +58\.75 +\+0\.00 +17\.53 +no shift\n", out)
    told = " ".join(out.split())
    assert "Needed: 1.96 times the standard error of the difference, 8.94 for What you have now, 6.32" in told
    assert (
        "Building ahead: too small a shift to call on the whole axis; these answers did change: "
        "People skills grew in a year, Furthest written goal, People asked for feedback." in told
    )
    title = WORDS.actions["G1"].title
    assert f"{title} (G1): reached B08: 3 months → 1 year" in told
    assert "(T1): as it was" in told
    assert "(B1): farther than last time" in told
    assert ran.err == "Next: roadmap explain C-1   tells where today's scores come from\n"


def test_a_large_shift_is_called_and_a_fall_too(run: Run, practice: Practice) -> None:
    best = {item.id: str(_best(item.id)) for item in kit().questionnaire.items if item.dimension != "P1"}
    write_inputs(practice.root, ADA, ADA | best | {"A0": AUTUMN})
    assert re.search(r"Building ahead .* moved up\n", run("progress", "ada").out)
    write_inputs(practice.root, ADA | best, ADA | {"A0": AUTUMN})
    out = run("progress", "ada").out
    assert re.search(r"Building ahead +100\.00 +40\.69 +−59\.31 +12\.40 +moved down\n", out)
    assert "these answers did change: " not in out, (
        "the whole axis moved: no single answer has to speak for it"
    )


def test_another_name_of_the_position_is_no_change_where_the_shift_is_too_small_to_call(
    run: Run, practice: Practice
) -> None:
    write_inputs(practice.root, ADA, ADA | CHANGED | {"L07": "5", "L09": "4"})
    out = run("progress", "ada").out
    then, now = re.findall(r"(?:then|now): (.*)\n", out)
    assert then != now
    assert "too small a shift to call\n" in out
    warned = (
        f"  now: {now}\n  another name alone is no change to rely on: see the verdict on Building ahead\n"
    )
    assert warned in out
    best = {item.id: str(_best(item.id)) for item in kit().questionnaire.items}
    write_inputs(practice.root, ADA, ADA | best | {"A0": AUTUMN})
    assert "another name" not in run("progress", "ada").out, "the axis moved for certain"


def _best(item: str) -> int | str:
    question = kit().questionnaire.by_id[item]
    if question.scale:
        return 1 if question.reverse else 5
    return max((option for option in question.options if option.points), key=lambda one: one.points or 0).id


@pytest.mark.usefixtures("both")
def test_the_json(run: Run) -> None:
    document = run("progress", "C-1", "--json").json
    assert list(document) == [
        "client",
        "name",
        "since",
        "until",
        "before",
        "after",
        "scores",
        "facts",
        "answers",
        "measures",
        "assessments",
        "problems",
    ]
    assert (document["client"], document["name"]) == ("C-1", "Ada Byron")
    assert document["since"] == "2026-04-01T09:00:00+00:00"
    assert document["until"] == "2026-10-01T09:00:00+00:00"
    assert document["after"] == run("score", "--json").json["clients"][0]
    assert set(document["before"]) == set(document["after"])
    assert document["before"]["axes"]["F"]["score"] == 40.694444444444
    future = document["scores"]["F"]
    assert set(future) == {"areas", "before", "after", "difference", "needed", "reliable"}
    assert (future["difference"], round(future["needed"], 3), future["reliable"]) == (
        0.833333333333,
        12.396,
        False,
    )
    assert document["facts"] == [
        {"item": "B08", "before": "3-months", "after": "1-year", "difference": 30},
        {"item": "B10", "before": "1", "after": "0", "difference": -40},
    ]
    assert document["answers"] == [{"item": "L11", "before": 4, "after": 5, "difference": 25}]
    assert document["measures"][0] == {
        "action": "G1",
        "item": "B08",
        "before": "3-months",
        "after": "1-year",
        "status": "met",
    }
    assert document["assessments"] == [document["since"], document["until"]]
    assert document["problems"] == []


def test_twice_within_a_week_hides_no_half_year(run: Run, practice: Practice) -> None:
    soon = ADA | CHANGED | {"A0": "2026-10-05 09:00", "L12": "5"}
    write_inputs(practice.root, ADA, ADA | CHANGED, soon)
    out = run("progress", "ada").out
    assert "From 2026-04-01 09:00 to 2026-10-05 09:00, 187 days apart\n" in out
    assert "Known assessments: 2026-04-01 09:00, 2026-10-01 09:00, 2026-10-05 09:00\n" in out
    assert "Compared with the latest that is at least 28 days older.\n" in out
    document = run("progress", "ada", "--json").json
    assert [moment[:10] for moment in document["assessments"]] == ["2026-04-01", "2026-10-01", "2026-10-05"]
    write_inputs(practice.root, ADA | CHANGED, soon)
    out = run("progress", "ada").out
    assert "4 days apart" in out
    assert "So short a time seldom shows a change.\n" in out
    assert "Known" not in out


def test_too_little_answered_both_times_and_nothing_changed(run: Run, practice: Practice) -> None:
    blank = {item.id: "" for item in kit().questionnaire.items if item.dimension in {"F1", "F2", "F3"}}
    write_inputs(practice.root, ADA | blank | {"A0": SPRING}, ADA | blank | {"A0": AUTUMN})
    out = run("progress", "ada").out
    assert re.search(r"Building ahead +– +– +– +– +too little was answered both times\n", out)
    assert "Facts that changed: none" in out
    assert "Answers that changed: none" in out
    assert run("progress", "ada", "--json").json["scores"]["F"] is None


def test_an_axis_over_fewer_areas_says_so(run: Run, practice: Practice) -> None:
    blank = {item.id: "" for item in kit().questionnaire.items if item.dimension == "F4"}
    write_inputs(practice.root, ADA | blank, ADA | {"A0": AUTUMN})
    assert "Building ahead, over 5 of 6 areas" in run("progress", "ada").out


@pytest.mark.usefixtures("practice")
def test_without_an_earlier_assessment(run: Run, practice: Practice) -> None:
    write_inputs(practice.root, ADA)
    ran = run("progress", "ada")
    assert ran.code == 0
    assert ran.out.splitlines()[1:] == [
        "No earlier assessment is known, so there is nothing to compare with yet."
    ]
    document = run("progress", "ada", "--json").json
    assert (document["since"], document["before"], document["scores"]) == (None, None, {})
    assert document["after"]["client"] == "C-1"


@pytest.mark.usefixtures("practice")
def test_without_times_it_says_what_is_needed(run: Run) -> None:
    ran = run("progress", "ada")
    assert ran.code == 0
    assert 'or a column "A0" with date and time' in ran.out
    assert run("progress", "ada", "--json").json["until"] is None


def test_a_held_client(run: Run, practice: Practice) -> None:
    write_inputs(practice.root, ADA | {"L07": "eleven"})
    ran = run("progress", "C-1")
    assert ran.code == 1
    assert ran.out.startswith("Ada Byron (C-1)\nThe row is held: ")
    assert "roadmap check" in ran.err
    ran = run("progress", "C-1", "--json")
    assert (ran.code, ran.json["client"], ran.json["after"]) == (1, "C-1", None)


@pytest.mark.usefixtures("both")
def test_nobody_of_that_name(run: Run) -> None:
    assert run("progress", "zoe").code == 2


def test_an_id_that_somebody_else_had(run: Run, practice: Practice) -> None:
    write_inputs(practice.root, ADA)
    run("reports")
    write_inputs(practice.root, ADA | CHANGED | {"A1": "Zoe Stone", "A8": "zoe@example.com"})
    ran = run("progress", "C-1")
    assert ran.code == 0
    assert "nothing to compare with" in ran.out
    assert ran.err.count("somebody else's before") == 1
    (problem,) = run("progress", "C-1", "--json").json["problems"]
    assert problem["severity"] == "warning"
    assert run("reports").err.count("somebody else's before") == 1


def test_after_the_first_export_is_replaced(run: Run, practice: Practice) -> None:
    write_inputs(practice.root, ADA)
    assert run("reports").code == 0
    write_inputs(practice.root, ADA | CHANGED)
    before = tree(practice.outputs)
    assert "183 days apart" in run("progress", "ada").out
    assert tree(practice.outputs) == before


def test_a_kit_without_axes_compares_its_areas(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_practice(tmp_path / "team", [])
    own = root / "templates" / "strengths"
    with (own / "questionnaire.toml").open("a") as file:
        file.write('[[questions]]\nid = "WHEN"\nkind = "moment"\nrole = "completed_at"\n')
    with (own / "wording.en.toml").open("a") as file:
        file.write('[questions.WHEN]\ntext = "When"\n')
    spring = {"NAME": "Sam Lee", "MAIL": "sam@example.com", "WHEN": SPRING, **dict.fromkeys(ITEMS, "3")}
    write_inputs(root, spring, spring | {"WHEN": AUTUMN, "s01": "6"}, name="people.csv")
    monkeypatch.chdir(root)
    out = run("progress", "sam").out
    assert "then:" not in out
    assert "Facts that changed: none" in out
    assert re.search(r"Focus +44\.00 +56\.00 +\+12\.00 +22\.31 +too small a shift to call\n", out)
    assert "Focus: too small a shift to call on the whole area; these answers did change: Statement 1." in out
    assert "Actions" not in out
    assert set(run("progress", "sam", "--json").json["scores"]) == set(AREAS)
