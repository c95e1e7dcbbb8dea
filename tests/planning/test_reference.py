"""A thousand random clients get the plan that a plain second implementation works out."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from random import Random

from pipeline.kit import load_kit
from pipeline.models.client import Client, Consent
from pipeline.models.kit import Kit
from pipeline.planning import Planner
from tests.crowd import any_answer
from tests.people import BUILT_IN_KITS, card_of, cards_of, client, kit, maya_answers, plan
from tests.planning import reference
from tests.planning.reference import Row, always, given, low, one_of, row

CLIENTS = 1000
HOURS = (None, *map(Fraction, ("0", "1", "1", "2", "3", "4", "8", "40", "1/2", "7/3", "35/24")))

OWN_PLAYBOOK = """
[[actions]]
id = "G1"
hours = 0.7

[[actions]]
id = "N3"
remove = true

[[actions]]
id = "T1"
when = { answer = "B09", given = true }
measure = { item = "B09", to = "last-month" }

[[actions]]
id = "C1"
habit = "network"
shares = { F6 = 0.4, F4 = 0.6 }
when = { answer = "L16", at_most = 3 }
horizon = 60
hours = 1.1
needs = "N4"

[[actions]]
id = "C2"
habit = "base"
priority = 0.36
measure = { item = "B07", to = "written" }
horizon = 90
hours = 1
"""
OWN_WORDING = """
[actions]
N3.remove = true

[actions.C1]
title = "Title"
why = "Why."
first_step = "Step."
done = "done"
hurdle = "If it fails, I will"
short = "short"

[actions.C2]
title = "Title"
why = "Why."
first_step = "Step."
done = "done"
hurdle = "If it fails, I will"
short = "short"
"""
OWN_ROWS = (
    row("G1", "goals", "F1 1", one_of("B08", "none", "3-months"), 30, "0.7", measure="B08 1-year"),
    row("T1", "achievements", "F3 1", given("B09"), 30, "1", measure="B09 last-month"),
    row("C1", "network", "F6 2/5 F4 3/5", low("L16", 3), 60, "1.1", after="N4"),
    row("C2", "base", "", always, 90, "1", fixed="0.36", measure="B07 written"),
)
"""A practice that changes two actions, takes one out and adds two, as a file and as rows."""


def random_client(chance: Random) -> Client:
    blanks, best = chance.choice([0, 0.1, 0.4]), chance.choice([0, 0.3, 0.8, 1])
    fixed = [question for question in kit().questionnaire.questions if question.scale or question.options]
    answers = {
        question.id: answer
        for question in fixed
        if (answer := any_answer(question, chance, blanks=blanks, best=best)) is not None
    }
    return replace(client(answers), hours_a_week=chance.choice(HOURS))


def own_table() -> tuple[Row, ...]:
    """Return the practice's table: changed rows in their places, new ones at the end."""
    own = {one.id: one for one in OWN_ROWS}
    kept = (own.pop(one.id, one) for one in reference.ROWS if one.id != "N3")
    return (*kept, *own.values())


def own_kit(folder: Path) -> Kit:
    (folder / "playbook.toml").write_text(OWN_PLAYBOOK, encoding="utf-8")
    for language in kit().wordings:
        (folder / f"wording.{language}.toml").write_text(OWN_WORDING, encoding="utf-8")
    return load_kit("career", BUILT_IN_KITS / "career", folder)


def agree(used: Kit, table: tuple[Row, ...], seed: int) -> None:
    """Hold the plans of random clients against the plain ones; every length and every action must occur."""
    chance, planner = Random(seed), Planner(used)  # noqa: S311 - a fixed seed, so that a failure comes again
    people = [random_client(chance) for _ in range(CLIENTS)]
    lengths, seen = set(), set()
    for person, card in zip(people, cards_of(people, used.questionnaire), strict=True):
        roadmap = planner.plan(person, card)
        expected = reference.chosen_ids(person, card, table)
        assert [one.id for one in roadmap.actions] == expected, person.answers
        assert dict(roadmap.needs) == reference.needs(person, card)
        assert roadmap.strength == reference.strength(card)
        weighed = {one.id: one.priority for one in roadmap.candidates}
        assert weighed == reference.priorities(person, card, table)
        lengths.add(len(expected))
        seen |= set(expected)
    assert lengths >= {1, 2, 3, 4, 5, 6}
    assert seen == {one.id for one in table}


def test_the_plan_agrees_with_the_plain_one() -> None:
    agree(kit(), reference.ROWS, 20260512)


def test_the_plan_by_a_practices_own_table_agrees_with_the_plain_one(tmp_path: Path) -> None:
    agree(own_kit(tmp_path), own_table(), 20260513)


def test_the_table_of_the_kit_is_the_table_of_the_design() -> None:
    rows = {one.id: one for one in reference.ROWS}
    assert [action.id for action in kit().playbook.actions] == list(rows)
    for action in kit().playbook.actions:
        row = rows[action.id]
        stated = (action.habit, dict(action.shares), action.horizon, action.hours)
        assert stated == (row.habit, dict(row.shares), row.days, row.hours)
        measure = action.measure and (action.measure.item, str(action.measure.to))
        assert (action.priority, action.needs, measure) == (row.fixed, row.after, row.measure)
        assert sum(action.shares.values(), Fraction(0)) in (0, 1)
    strengths = {one.dimension: (one.id, one.horizon, one.hours) for one in kit().playbook.strengths}
    assert strengths == {area: (name, 30, Fraction(1)) for area, name in reference.STRENGTHS.items()}


def test_no_action_is_advised_whose_measure_is_already_met() -> None:
    chance, planner = Random(20260514), Planner(kit())  # noqa: S311 - a fixed seed
    measures = {one.id: one for one in reference.ROWS if one.measure}
    met = 0
    for _ in range(CLIENTS):
        person = random_client(chance)
        roadmap = planner.plan(person, card_of(person, kit().questionnaire))
        chosen = {one.id for one in roadmap.actions}
        done = {name for name, one in measures.items() if reference.is_met(one, person.answers)}
        assert not chosen & done
        met += len(done)
        cover = {person.answers.get(f"B02{row}") for row in "abcd"}
        assert "S1" not in chosen or "not-sure" in cover
        assert "S2" not in chosen or "no" in cover
    assert met > CLIENTS


PROFILE = ("A0", "A3", "A5", "A7a", "A7b", "A7c", "A8", "A9", "A10", "A11", "A12", "A13")
"""Questions of the profile that no plan may read; A4 and A6 it may, and A2 names the ladder."""


def test_of_the_profile_the_plan_reads_how_somebody_works_and_their_hours_alone() -> None:
    chance, planner = Random(20260515), Planner(kit())  # noqa: S311 - a fixed seed
    asked = kit().questionnaire
    assert {"A1", "A2", "A4", "A6", *PROFILE} >= {each.id for each in asked.questions if each.id[0] == "A"}
    crowd = [random_client(chance) for _ in range(150)]
    for person in crowd:
        other = chance.choice(crowd)
        mixed = {name: answer for name, answer in person.answers.items() if name not in PROFILE}
        mixed |= {name: chance.choice([name, other.answers.get(name, "x")]) for name in PROFILE}
        changed = replace(
            person,
            id="C-999",
            name="Somebody Else",
            email=None,
            language="ar",
            address_form="feminine",
            consent=Consent(processing=True, mailing=False),
            answers=mixed,
        )
        assert card_of(changed, asked) == card_of(person, asked)
        card = card_of(person, asked)
        assert planner.plan(changed, card) == planner.plan(person, card)


def test_how_somebody_works_and_their_hours_do_change_plans() -> None:
    person = client(maya_answers(), hours=4)
    away = replace(person, answers={**person.answers, "A4": "not-working"})
    busy = replace(person, hours_a_week=Fraction(1))
    plans = [plan(each, card_of(each, kit().questionnaire), kit()).actions for each in (person, away, busy)]
    assert len(set(plans)) == 3
