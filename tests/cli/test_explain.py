import re

import pytest

from pipeline.practice import Practice
from tests.cli.conftest import Run
from tests.people import kit
from tests.practices import ADA, BEN, row, write_inputs


@pytest.mark.usefixtures("practice")
def test_the_json(run: Run) -> None:
    ran = run("explain", "ada", "--json")
    assert ran.code == 0
    assert set(ran.json) == {"scorecard", "plan", "habits", "sensitivity", "path", "pdf"}
    assert ran.json["scorecard"] == run("score", "--json").json["clients"][0]
    (first, *_) = plan = ran.json["plan"]
    assert set(first) == {"id", "habit", "horizon", "hours", "priority", "chosen", "why"}
    assert any(action["chosen"] for action in plan)
    assert any(not action["chosen"] for action in plan)
    assert all(action["why"] for action in plan)
    assert set(ran.json["habits"]) == {habit.id for habit in kit().questionnaire.habits if habit.items}
    assert ran.json["pdf"]["status"] == "missing"
    assert ran.json["pdf"]["reasons"] == ["new client"]


@pytest.mark.usefixtures("practice")
def test_what_would_move_the_position_is_told(run: Run) -> None:
    """Ada answers like Maya: 40.69 points, just above the edge at 40."""
    found = run("explain", "C-1", "--json").json["sensitivity"]
    assert {"item": "L07", "answer": 1, "label": "job-leaning", "score": 39.652777777778} in found["answers"]
    weights = {each["dimension"]: each["factor"] for each in found["weights"]}
    assert weights["F1"] > 1
    assert 0 < weights["F4"] < 1
    out = run("explain", "C-1").out
    assert "1 – strongly disagree: more job than career, at 39.65 points" in out
    assert f"A clear direction, more than {weights['F1']:.2f} times its weight: more job than career" in out


@pytest.mark.usefixtures("practice")
def test_what_is_told_adds_up_to_the_score(run: Run) -> None:
    out = run("explain", "C-1").out
    blocks = re.split(r"\n\n", out)
    axes = [block for block in blocks if re.search(r"from \d of \d areas", block)]
    assert len(axes) == 2
    for block in axes:
        score = float(re.search(r": (\d+(?:\.\d+)?) \(likely", block)[1])  # type: ignore[index]
        areas = [float(added) for added in re.findall(r"answered, adds (\d+\.\d\d)", block)]
        items = [float(added) for added in re.findall(r"points, adds (\d+\.\d\d)", block)]
        assert sum(areas) == pytest.approx(score, abs=0.1)
        assert sum(items) == pytest.approx(score, abs=0.2)
    assert "L07" in out
    assert kit().wordings["en"].questions["L07"].text in out
    others = out.split("Not chosen\n")[1].split("\n\n")[0].splitlines()
    left = [action for action in run("explain", "C-1", "--json").json["plan"] if not action["chosen"]]
    called = [action for action in left if action["priority"]]
    assert len(others) == len(called) + 1
    for action, line in zip(sorted(called, key=lambda one: -one["priority"]), others, strict=False):
        assert f"{kit().wordings['en'].actions[action['id']].title} ({action['id']})" in line
    assert others[-1] == f"  {len(left) - len(called)} others are not called for by the answers"
    assert "The PDF is missing: new client" in out


def test_after_a_run_it_tells_of_the_pdf(run: Run, practice: Practice) -> None:
    run("reports", "--client", "ada")
    out = run("explain", "ada").out
    assert "The PDF is current: nothing changed" in out
    assert "outputs/reports/ada_byron-c-1.pdf" in out
    assert "because: new client" in out
    assert "makes the report" not in run("explain", "ada").err
    write_inputs(practice.root, ADA | {"L07": "5"}, BEN)
    assert "The PDF is outdated: answer changed: L07" in run("explain", "ada").out


def test_blanks_and_skipped_answers_are_told(run: Run, practice: Practice) -> None:
    skipped = next(item.id for item in kit().questionnaire.items if item.accepts_missing)
    blanks = {item.id: "" for item in kit().questionnaire.items if item.dimension == "F3"}
    write_inputs(practice.root, ADA | blanks | {skipped: "does not apply"})
    out = run("explain", "ada").out
    assert "left blank: no points, adds 0.00" in out
    assert "not scored, too few answers" in out
    assert kit().wordings["en"].missing["does_not_apply"] in out


def test_a_held_client(run: Run, practice: Practice) -> None:
    write_inputs(practice.root, ADA, BEN | {"L07": "eleven"})
    ran = run("explain", "C-2")
    assert ran.code == 1
    assert "The PDF is held: " in ran.out
    assert "roadmap check" in ran.err
    shown = run("explain", "C-2", "--json").json
    assert (shown["scorecard"], shown["plan"], shown["habits"]) == (None, [], {})
    assert shown["pdf"]["status"] == "held"


def test_an_unclear_client_is_two_and_lists_ids(run: Run, practice: Practice) -> None:
    write_inputs(practice.root, row("C-1", "José Díaz"), row("C-2", "Jose Diaz"), row("C-3", "Ann"))
    ran = run("explain", "jose")
    assert (ran.code, ran.out) == (2, "")
    assert "C-1, C-2" in ran.err
    assert "José" not in ran.err


def test_many_candidates_are_cut_short(run: Run, practice: Practice) -> None:
    write_inputs(practice.root, *(row(f"C-{number}", f"Ann {number}") for number in range(30)))
    assert "and 20 more" in run("explain", "ann").err


def test_the_self_employed_see_the_titles_of_their_report(run: Run, practice: Practice) -> None:
    write_inputs(practice.root, ADA | {"A4": "self-employed"})
    plan = run("explain", "ada", "--json").json["plan"]
    told = [kit().wordings["en"].actions[action["id"]] for action in plan if action["priority"]]
    out = run("explain", "ada").out
    assert any(action.variant.title for action in told)
    for action in told:
        assert (action.variant.title or action.title) in out


@pytest.mark.parametrize(
    ("role", "told", "match"),
    [
        ("Waiter", "“Waiter” is sure: the title of Waiter (35-3031.00)", "title"),
        ("waitress", "“waitress” is sure: another name of Waiter (35-3031.00)", "alias"),
        ("Waitr", "“Waitr” is not sure: it comes near to Waiter (35-3031.00), so the steps keep", "near"),
        (
            "Junior waiter",
            "“Junior waiter” is sure but for its grade: without that it is a name of Waiter (",
            "grade",
        ),
        ("Zookeeper", "No ladder knows the role “Zookeeper”, so", None),
        ("", "No role was given, so", None),
    ],
)
def test_the_path_is_told_with_how_sure_it_is(
    run: Run, practice: Practice, role: str, told: str, match: str | None
) -> None:
    write_inputs(practice.root, ADA | {"A2": role})
    out = run("explain", "ada").out
    assert f"The path\n  {told}" in out
    assert ("Next: Restaurant supervisor (35-1012.00)" in out) == (match in {"title", "alias", "grade"})
    path = run("explain", "ada", "--json").json["path"]
    assert (path and path["match"]) == match
    if path:
        assert path["stage"] == {"id": "waiter", "title": "Waiter", "occupation": "35-3031.00"}
        assert (path["next"]["id"], path["others"]) == ("restaurant-supervisor", [])
