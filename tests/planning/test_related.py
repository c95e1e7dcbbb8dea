"""Paths through imported occupations: always upwards, and with no names where the title leaves a doubt."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.models.occupations import Occupation, Occupations, Origin, pack
from pipeline.models.roadmap import Path, Rung
from pipeline.planning.path import PathFinder
from pipeline.planning.related import find_related
from tests.people import card_of, client, kit, maya_answers, plan

ORIGIN = Origin("db_30_2_text.zip", "d" * 64, "30.2")
AIDE = Occupation("31-1131.00", "Nursing Assistants", 2, ("29-1171.00", "29-1141.00"), ("11-9111.00",))
NURSE = Occupation("29-1141.00", "Registered Nurses", 3, ("31-1131.00", "29-1171.00"), ("11-9111.00",))
PRACTITIONER = Occupation("29-1171.00", "Nurse Practitioners", 5, ("29-1141.00", "11-9111.00"))
MANAGER = Occupation("11-9111.00", "Health Services Managers", 4, ("29-1171.00",))
SENATOR = Occupation("11-1031.00", "Legislators", None)
WAITER = Occupation("35-3031.00", "Waiters and Waitresses", 1, ("31-1131.00",))
ALL = (AIDE, NURSE, PRACTITIONER, MANAGER, SENATOR, WAITER)
OTHERS = {
    "Charge Nurse": ["29-1141.00"],
    "Ward Lead": ["11-9111.00", "29-1141.00"],
    "Senator": ["11-1031.00"],
    "Waiter": ["35-3031.00"],
    "Server": ["35-3031.00"],
    "Registered Nurse": ["11-9111.00"],
}
KNOWN = Occupations(ORIGIN, pack(ALL, OTHERS))


def rung(occupation: Occupation) -> Rung:
    return Rung(occupation.code, occupation.code, occupation.title)


def found(title: str, goal: str = "") -> Path | None:
    """Return the path as the whole plan has it, by the built-in kit with these occupations."""
    person = client(maya_answers() | ({"G2": goal} if goal else {}), role_title=title)
    return plan(person, card_of(person, kit().questionnaire), replace(kit(), occupations=KNOWN)).path


def test_a_step_asks_for_more_preparation_the_closest_and_smallest_first() -> None:
    assert found("Nursing assistant") == Path(
        None, "O*NET 30.2 Database", "title", rung(AIDE), rung(NURSE), rung(PRACTITIONER)
    )


def test_another_title_is_sure_and_the_plural_of_the_own_goes_first() -> None:
    path, own = found("charge nurse"), found("registered nurse")
    assert path is not None
    assert own is not None
    assert (path.match, path.sure, path.stage) == ("alias", True, rung(NURSE))
    assert (own.match, own.stage) == ("title", rung(NURSE))


def test_without_a_close_one_a_supplementary_one_is_the_step_and_the_end_may_be_open() -> None:
    alone = replace(NURSE, close=("31-1131.00",))
    path = find_related("Charge nurse", "", Occupations(ORIGIN, pack((alone, *ALL[:1], *ALL[2:]), OTHERS)))
    assert path is not None
    assert (path.next_stage, path.end_stage) == (rung(MANAGER), rung(PRACTITIONER))
    above = find_related("Health services manager", "", KNOWN)
    assert above is not None
    assert (above.next_stage, above.end_stage) == (rung(PRACTITIONER), None)


def test_the_goal_chooses_between_steps() -> None:
    path = found("Nursing assistant", goal="One of the health services managers here")
    assert path is not None
    assert path.next_stage == rung(MANAGER)


def test_a_title_of_several_occupations_is_not_sure() -> None:
    path = found("Ward lead")
    assert path is not None
    assert (path.match, path.sure, path.next_stage) == ("several", False, None)
    assert (path.stage, path.others) == (rung(MANAGER), (rung(NURSE),))


@pytest.mark.parametrize("title", ["Senator", "Nurse practitioner"])
def test_without_data_or_a_higher_zone_no_step_is_named(title: str) -> None:
    path = found(title)
    assert path is not None
    assert (path.match, path.sure, path.next_stage) == ("no-step", False, None)


def test_a_ladder_of_the_kit_goes_first() -> None:
    path = found("Waiter")
    assert path is not None
    assert (path.ladder, path.stage.id) == ("hospitality", "waiter")


def test_for_a_role_on_a_ladder_the_occupations_are_not_even_unpacked() -> None:
    packed = Occupations(ORIGIN, pack(ALL, OTHERS))
    person = client(maya_answers(), role_title="Waiter")
    plan(person, card_of(person, kit().questionnaire), replace(kit(), occupations=packed))
    assert "_unpacked" not in vars(packed)


def test_an_occupation_goes_before_a_slip_of_the_pen() -> None:
    near = "Custmer service representative"
    others = OTHERS | {near: ["29-1141.00"]}
    bare, known = kit(), replace(kit(), occupations=Occupations(ORIGIN, pack(ALL, others)))
    person = client(maya_answers(), role_title=near)
    card = card_of(person, kit().questionnaire)
    one, other = plan(person, card, bare).path, plan(person, card, known).path
    assert one is not None
    assert other is not None
    assert (one.match, other.match) == ("near", "alias")


@pytest.mark.parametrize(
    "title",
    ["Registerd nurse", "Registeredd nurses", "Registared Nurse", "Regsitered nurse", "Registerednurse"],
)
def test_a_slip_of_the_pen_in_the_title_of_an_occupation_is_found_and_not_sure(title: str) -> None:
    path = found(title)
    assert path is not None
    assert (path.match, path.sure, path.stage, path.next_stage) == ("near", False, rung(NURSE), None)
    assert path.source == "O*NET 30.2 Database"


@pytest.mark.parametrize("title", ["Registrd nurse", "Srvr", "Registered nurse " * 400])
def test_more_than_one_slip_or_one_in_very_few_letters_is_another_role(title: str) -> None:
    assert found(title) is None


def test_a_slip_in_a_name_of_the_kit_goes_before_one_in_an_occupation() -> None:
    path = found("Waitr")
    assert path is not None
    assert (path.match, path.ladder) == ("near", "hospitality")


def test_a_title_that_nothing_knows_has_no_path() -> None:
    assert found("Astronaut") is None


@pytest.mark.parametrize(
    ("title", "state"),
    [("Charge nurse", "occupations"), ("Waiter", "kit"), ("Ward lead", "none"), ("Astronaut", "none")],
)
def test_where_the_steps_come_from_is_a_state_for_conditions(title: str, state: str) -> None:
    person = client(maya_answers(), role_title=title)
    roadmap = plan(person, card_of(person, kit().questionnaire), replace(kit(), occupations=KNOWN))
    assert roadmap.states["ladder"] == state


CODES = [f"{number:02}-1000.00" for number in range(11, 19)]


@st.composite
def libraries(draw: st.DrawFn) -> Occupations:
    zones = draw(st.lists(st.sampled_from([None, 1, 2, 3, 4, 5]), min_size=8, max_size=8))
    some = st.lists(st.sampled_from([*CODES, "99-9999.99"]), unique=True, max_size=6).map(tuple)
    known = [
        Occupation(code, f"Role {code[:2]}", zone, draw(some), draw(some))
        for code, zone in zip(CODES, zones, strict=True)
    ]
    names = draw(st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from(CODES), max_size=3)))
    return Occupations(ORIGIN, pack(known, names))


@given(
    libraries(), st.sampled_from([*"abcdef", *(f"Roles {code[:2]}" for code in CODES)]), st.text(max_size=30)
)
def test_zones_rise_with_every_step_whatever_the_data_say(known: Occupations, title: str, goal: str) -> None:
    path = find_related(title, goal, known)
    if path is None:
        return
    rungs = [rung for rung in (path.stage, path.next_stage, path.end_stage) if rung]
    assert path.sure == (path.next_stage is not None)
    if path.sure:
        zones = [found.zone or 0 for found in map(known.by_code, [rung.id for rung in rungs]) if found]
        assert zones == sorted(set(zones))
        assert len({rung.id for rung in rungs}) == len(zones) == len(rungs)


def test_a_coach_chooses_an_occupation_by_its_code() -> None:
    finder = PathFinder(kit().pathways, tuple(kit().wordings.values()), KNOWN)
    path = finder.follow(AIDE.code, "Helper", "")
    assert path == Path(None, "O*NET 30.2 Database", "chosen", rung(AIDE), rung(NURSE), rung(PRACTITIONER))
    top = finder.follow(SENATOR.code, None, None)
    assert top
    assert (top.match, top.sure) == ("no-step", False)
    assert finder.follow("99-9999.00", None, None) is None
