"""Role titles find their stage on a ladder, or none."""

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.models.pathways import Ladder, Pathways, Stage
from pipeline.models.roadmap import Path, Rung
from pipeline.models.titles import fold_role
from pipeline.models.wording import StageWording, Wording
from pipeline.planning.path import PathFinder
from tests.people import card_of, client, kit, maya_answers, plan


def found(title: str | None, goal: str = "") -> Path | None:
    person = client(maya_answers() | ({"G2": goal} if goal else {}), role_title=title)
    return plan(person, card_of(person, kit().questionnaire), kit()).path


def way(path: Path | None) -> tuple[str | None, ...]:
    """Return the ids of the stages: here, next, end."""
    assert path is not None
    return tuple(rung.id if rung else None for rung in (path.stage, path.next_stage, path.end_stage))


SEEDS = {
    "Retail associate": ("retail-supervisor", "retail-operations-manager"),
    "Customer service representative": ("customer-service-team-leader", "operations-manager"),
    "Marketing assistant": ("marketing-specialist", "brand-strategist"),
    "Teacher": ("lead-teacher", "principal"),
    "Software developer": ("senior-developer", "chief-technology-officer"),
    "Tech support": ("application-support-analyst", "developer"),
    "Fitness trainer": ("specialist-trainer", "wellness-entrepreneur"),
    "Freelance photographer": ("editorial-photographer", "photojournalist"),
    "Graphic designer": ("senior-designer", "design-agency-owner"),
    "Customer support agent": ("support-lead", "customer-experience-strategist"),
    "Waiter": ("restaurant-supervisor", "hospitality-operations-manager"),
    "Ride-share driver": ("transport-dispatcher", "transport-operations-manager"),
}


@pytest.mark.parametrize("title", SEEDS)
def test_seed_ladders(title: str) -> None:
    path = found(title)
    assert way(path)[1:] == SEEDS[title]
    assert path is not None
    assert path.sure


@pytest.mark.parametrize(
    "title",
    ["customer service representative", "  CUSTOMER   Service–Representative ", "Customer Service Rep."],
)
def test_case_spaces_punctuation_and_other_names_do_not_matter(title: str) -> None:
    path = found(title)
    assert way(path)[0] == "customer-service-representative"
    assert path is not None
    assert path.sure


@pytest.mark.parametrize("title", ["Café Manager", "cafe manager", "CAFE\u0301 MANAGER"])
def test_accents_do_not_matter(title: str) -> None:
    path = found(title)
    assert way(path)[0] == "restaurant-manager"
    assert path is not None
    assert path.match == "alias"


def test_a_title_is_told_from_another_name() -> None:
    assert [path and path.match for path in map(found, ("waiter", "WAITRESS", "Waitr"))] == [
        "title",
        "alias",
        "near",
    ]


@pytest.mark.parametrize(
    "title", ["Custmer service representative", "Graphic desinger", "Marketing assistent"]
)
def test_a_slip_of_the_pen_is_matched_but_not_surely(title: str) -> None:
    path = found(title)
    assert path is not None
    assert path.sure is False


@pytest.mark.parametrize(
    "title",
    [None, "", "  ", "—", "Astronaut", "Bar manager", "Sales manager", "Nurse", "Team leader", "مهندس"],
)
def test_a_title_that_is_too_far_from_all_has_no_path(title: str | None) -> None:
    assert found(title) is None


def test_on_the_last_stage_there_is_no_next_one() -> None:
    assert way(found("CTO"))[1:] == (None, "chief-technology-officer")


def test_the_goal_chooses_between_ladders_that_share_a_stage() -> None:
    path = found("Teacher", goal="An éducation consultant for small schools")
    assert path is not None
    assert (path.ladder, way(path)[2]) == ("education-consulting", "education-consultant")
    junior = found("Junior developer", goal="I am a developer in a good team")
    assert junior is not None
    assert junior.ladder == "technology-leadership"


def test_only_stages_ahead_count_as_a_goal() -> None:
    path = found("Lead teacher", goal="Still a teacher")
    assert path is not None
    assert path.ladder == "school-leadership"


def test_the_place_on_the_ladder_is_a_state_for_conditions() -> None:
    def state(title: str) -> str:
        person = client(maya_answers(), role_title=title)
        return plan(person, card_of(person, kit().questionnaire), kit()).states["path"]

    assert [state(title) for title in ("Waiter", "Waitr", "CTO", "Nurse")] == ["next", "near", "last", "none"]


def test_a_stage_brings_its_occupation_and_the_ladder_its_source() -> None:
    path = found("Waiter")
    assert path is not None
    assert path.stage == Rung("waiter", "35-3031.00")
    assert path.source == kit().pathways.by_id["hospitality"].source


def wording(**titles: str | StageWording) -> Wording:
    stages = {
        name: StageWording(title=said) if isinstance(said, str) else said for name, said in titles.items()
    }
    return kit().wordings["en"].model_copy(update={"stages": stages})


@cache
def own_finder() -> PathFinder:
    """Return what finds paths among the ladders of the built-in kit."""
    return PathFinder(kit().pathways, tuple(kit().wordings.values()))


def test_a_stage_that_ends_one_ladder_goes_on_along_another() -> None:
    ends = Ladder(id="ends", source="test", stages=(Stage(id="a"), Stage(id="b")))
    goes_on = Ladder(id="goes-on", source="test", stages=(Stage(id="b"), Stage(id="c")))
    finder = PathFinder(Pathways(ladders=(ends, goes_on)), (wording(a="Aide", b="Cook", c="Chef"),))
    path = finder.find("cook", None)
    assert path == Path("goes-on", "test", "title", Rung("b"), Rung("c"), Rung("c"))


def test_the_next_stage_never_bears_the_title_that_the_client_has() -> None:
    ladder = Ladder(id="x", source="test", stages=(Stage(id="a"), Stage(id="b"), Stage(id="c")))
    finder = PathFinder(Pathways(ladders=(ladder,)), (wording(a="Clerk", b="CLERK", c="Head clerk"),))
    path = finder.find("clerk", None)
    assert way(path) == ("a", "c", "c")


def test_names_count_in_every_language_of_the_kit() -> None:
    ladder = Ladder(id="x", source="test", stages=(Stage(id="a"), Stage(id="b")))
    spoken = (wording(a="Waiter", b="Head waiter"), wording(a="نادل", b="رئيس الندل"))
    path = PathFinder(Pathways(ladders=(ladder,)), spoken).find("نادِل", None)
    assert way(path)[0] == "a"
    assert path is not None
    assert path.sure


def test_every_name_of_the_kit_finds_its_own_stage_and_looks_ahead() -> None:
    ladders = kit().pathways.by_id
    said = [entry for spoken in kit().wordings.values() for entry in spoken.stages.items()]
    for stage, texts in said:
        for name in (texts.title, *texts.aliases):
            path = own_finder().find(name.upper(), None)
            assert path is not None, name
            assert (path.stage.id, path.sure) == (stage, True), name
            if path.next_stage:
                ladder = ladders[path.ladder or ""]
                assert ladder.position(path.next_stage.id) == ladder.position(path.stage.id) + 1


def test_ladders_are_long_enough_for_one_three_and_five_years() -> None:
    for ladder in kit().pathways.ladders:
        assert 4 <= len(ladder.stages) <= 5
        assert ladder.source
        titles = [fold_role(kit().wordings["en"].stages[stage.id].title) for stage in ladder.stages]
        assert all(first != second for first, second in pairwise(titles))


def test_a_title_goes_before_another_name_whichever_ladder_comes_first() -> None:
    shop = Ladder(id="shop", source="test", stages=(Stage(id="a"), Stage(id="b")))
    till = Ladder(id="till", source="test", stages=(Stage(id="c"), Stage(id="d")))
    said = wording(a=StageWording(title="Shop hand", aliases=("cashier",)), b="Buyer", c="Cashier", d="Head")
    path = PathFinder(Pathways(ladders=(shop, till)), (said,)).find("cashier", None)
    assert (path and path.ladder, path and path.match) == ("till", "title")


def test_a_stage_without_a_letter_in_its_name_is_never_found_or_wished_for() -> None:
    ways = (
        Ladder(id="x", source="test", stages=(Stage(id="a"), Stage(id="b"))),
        Ladder(id="y", source="test", stages=(Stage(id="a"), Stage(id="c"))),
    )
    finder = PathFinder(Pathways(ladders=ways), (wording(a="Aide", b="Cook", c="…"),))
    assert finder.find("…", None) is None
    path = finder.find("aide", "")
    assert (path and path.ladder) == "x"


@pytest.mark.parametrize("title", ["Waiters", "CUSTOMER SERVICE REPRESENTATIVES", "Photo-journalists"])
def test_the_plural_is_surely_the_same_role(title: str) -> None:
    path = found(title)
    assert path is not None
    assert path.match in {"title", "alias"}


@pytest.mark.parametrize(
    "title", ["معلّمة", "المعلمه", "معلمات", "مُعلِم", "معـلم", "معلمين", "\u200fمعلم\u200f", "ﻣﻌﻠﻢ"]
)
def test_arabic_forms_of_a_title_are_one(title: str) -> None:
    ladder = Ladder(id="x", source="test", stages=(Stage(id="a"), Stage(id="b")))
    path = PathFinder(Pathways(ladders=(ladder,)), (wording(a="معلم", b="مدير المدرسة"),)).find(title, None)
    assert path is not None
    assert (path.stage.id, path.match) == ("a", "title")


@pytest.mark.parametrize(
    ("title", "stage", "match"),
    [
        ("Junior waiter", "waiter", "grade"),
        ("Sr. Store Manager", "store-manager", "grade"),
        ("senior waiter", "restaurant-supervisor", "alias"),
        ("Junior software developer", "junior-developer", "title"),
        ("Senior graphic artist", "graphic-designer", "near"),
        ("Experienced app developer", "developer", "near"),
        ("مبرمجة أولى", "developer", "near"),
    ],
)
def test_words_of_grade_are_left_aside_unless_grades_are_steps(title: str, stage: str, match: str) -> None:
    path = found(title)
    assert path is not None
    assert (path.stage.id, path.match, path.sure) == (stage, match, match != "near")


@pytest.mark.parametrize("title", ["Senior", "Senior astronaut", "Junior sr"])
def test_a_grade_alone_names_no_role(title: str) -> None:
    assert found(title) is None


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_title_and_no_goal_makes_trouble(title: str, goal: str) -> None:
    path = own_finder().find(title, goal)
    assert path is None or path.next_stage != path.stage
