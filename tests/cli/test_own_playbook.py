"""A practice adds, changes and removes actions by a file of its own, seen through what the commands tell."""

import re

import pytest

from pipeline.practice import Practice, load_practice
from tests.cli.conftest import Run
from tests.people import kit
from tests.practices import ADA, make, write_inputs

OWN = """
[[actions]]
id = "G1"
hours = 3.5

[[actions]]
id = "T1"
remove = true

[[actions]]
id = "T3"
remove = true

[[actions]]
id = "SHADOW"
habit = "learning"
shares = { F3 = 0.5, F2 = 0.5 }
when = { answer = "L12", at_most = 3 }
measure = { item = "B10", to = "2" }
horizon = 30
hours = 1
mode = "people"
"""
WORDS = """
[actions.SHADOW]
title = "Shadow a colleague for an hour"
why = "An hour beside somebody shows how they go about it."
first_step = "Write to one colleague: “May I sit beside you for an hour?”"
done = "the hour is over and three notes are made"
hurdle = "If nobody has time, I will"
short = "an hour beside a colleague"
"""
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ report.title }}</title></head><body>
{% for stretch in report.plan.stretches %}
{% for move in stretch.moves %}
<p>{{ move.number }} {{ move.title }}: {{ move.hours }}, {{ move.done }}</p>
{% endfor %}
{% endfor %}</body></html>
"""


def change(practice: Practice, playbook: str = OWN, words: str = WORDS) -> None:
    """Lay a playbook and its words over the kit's, in every language of the kit."""
    (practice.own_kit / "playbook.toml").write_text(playbook, encoding="utf-8")
    for language in kit().wordings:
        (practice.own_kit / f"wording.{language}.toml").write_text(words, encoding="utf-8")


def printed(practice: Practice) -> list[str]:
    """Return the actions of Ada's report, as they are printed."""
    (practice.own_kit / "report.html").write_text(PAGE, encoding="utf-8")
    make(load_practice(practice.root))
    (path,) = (practice.root / "outputs" / "reports").glob("*.pdf")
    return re.findall(r"<p>(.*)</p>", path.read_text(encoding="utf-8"))


def test_own_actions_come_with_their_words_changed_hours_count_and_removed_ones_are_gone(
    run: Run, practice: Practice
) -> None:
    write_inputs(practice.root, ADA)
    before = run("explain", "ada", "--json").json["plan"]
    change(practice)
    plan = {action["id"]: action for action in run("explain", "ada", "--json").json["plan"]}
    assert {"T1", "T3"} <= {action["id"] for action in before}
    assert not {"T1", "T3"} & plan.keys()
    assert plan["SHADOW"]["chosen"]
    assert plan["G1"]["hours"] == 3.5
    told = run("explain", "ada").out
    assert "Shadow a colleague for an hour (SHADOW)" in told
    assert "8 / (8 + 3.5)" in told


def test_own_actions_are_printed_in_the_report(practice: Practice) -> None:
    write_inputs(practice.root, ADA)
    change(practice)
    lines = printed(practice)
    own = "Shadow a colleague for an hour: 1 hour, done when the hour is over and three notes are made"
    assert any(line.endswith(own) for line in lines)
    assert lines[0].startswith("1 Read three role profiles"), "a longer action gives way to a shorter one"
    assert not any("wins log" in line for line in lines)


@pytest.mark.parametrize(
    ("playbook", "words", "told"),
    [
        (
            '[[actions]]\nid = "T1"\nremove = true\n',
            "",
            '(T3): there is no action "T1" that it could need',
        ),
        (
            OWN.replace('"T1"\nremove', '"T99"\nremove'),
            WORDS,
            "playbook.toml, line 7 (T99): there is nothing of this name to remove",
        ),
        (OWN, "[actions]\nT1.remove = true\n", '[actions] says nothing of "SHADOW"'),
        (
            OWN.replace("F2 = 0.5", "F2 = 0.4"),
            WORDS,
            "playbook.toml, line 15 (SHADOW): its shares must add up to 1",
        ),
        (
            OWN.replace("hours = 3.5", 'hours = "long"'),
            WORDS,
            "playbook.toml, line 3 (G1): hours must be a finite number",
        ),
        (
            OWN.replace("horizon = 30", "horizon = 45"),
            WORDS,
            "playbook.toml, line 15 (SHADOW): its horizon must be one of 30, 60, 90",
        ),
        (
            OWN + '[[actions]]\nid = "SHADOW"\n',
            WORDS,
            "playbook.toml, line 15 (SHADOW): there is more than one action of this name",
        ),
        (
            OWN.replace('to = "2"', 'to = "two"'),
            WORDS,
            'playbook.toml, line 15 (SHADOW): "two" is not an answer of "B10"',
        ),
        (
            OWN.replace('answer = "L12"', 'answer = "L99"'),
            WORDS,
            'playbook.toml, line 15 (SHADOW): a condition looks at "L99", but there is no such question',
        ),
    ],
)
def test_what_does_not_fit_is_refused_with_file_and_place(
    run: Run, practice: Practice, playbook: str, words: str, told: str
) -> None:
    change(practice, playbook, words)
    ran = run("explain", "ada")
    assert (ran.code, ran.out) == (3, "")
    assert told in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("wrong", ["hours = 1", "hours = 2\npriority = 1"])
def test_a_number_without_end_is_refused_before_anybody_is_planned_for(
    run: Run, practice: Practice, wrong: str
) -> None:
    change(practice, f'[[actions]]\nid = "G1"\n{wrong}{"0" * 400}\n', "")
    ran = run("explain", "ada", "--json")
    assert ran.code == 3
    assert "is too large: 1,000,000,000 is the most that a kit may hold" in ran.err


def test_the_largest_numbers_of_a_playbook_are_planned_with(run: Run, practice: Practice) -> None:
    write_inputs(practice.root, ADA)
    change(
        practice, '[plan]\nimportance_scale = 1000\n[[actions]]\nid = "G1"\nhours = 1000\npriority = 1000', ""
    )
    plan = {action["id"]: action for action in run("explain", "ada", "--json").json["plan"]}
    assert (plan["G1"]["hours"], plan["G1"]["priority"], plan["G1"]["chosen"]) == (1000, 1000, False)
