"""A practice's own ladders are laid over the kit's, and faults are told with file and line."""

from pathlib import Path

import pytest

from pipeline.errors import KitError
from pipeline.kit import load_kit
from pipeline.models.kit import Kit
from pipeline.models.roadmap import Path as RolePath
from pipeline.planning.path import PathFinder
from tests.people import BUILT_IN_KITS

BASE = load_kit("career", BUILT_IN_KITS / "career")

OWN_LADDER = """
[[ladders]]
id = "kitchen"
source = "Our own"
stages = [
    { id = "cook" },
    { id = "sous-chef", credential = "optional", occupation = "35-1011.00" },
    { id = "chef" },
]
"""
OWN_WORDS = """
[stages.cook]
title = "Cook"
aliases = ["line cook"]
evidence = ["A station run alone", "A dish on the menu"]

[stages.sous-chef]
title = "Sous-chef"

[stages.chef]
title = "Head chef"
"""


def own_ladder(name: str, *stages: str) -> str:
    listed = ", ".join(f'{{ id = "{stage}" }}' for stage in stages)
    return f'[[ladders]]\nid = "{name}"\nsource = "x"\nstages = [{listed}]\n'


def laid_over(folder: Path, pathways: str, wording: str = "") -> Kit:
    for name, text in (("pathways.toml", pathways), ("wording.en.toml", wording)):
        if text:
            (folder / name).write_text(text, encoding="utf-8")
    return load_kit("career", BUILT_IN_KITS / "career", folder)


def refusal(folder: Path, pathways: str, wording: str = "") -> str:
    with pytest.raises(KitError) as caught:
        laid_over(folder, pathways, wording)
    return caught.value.message


def find(kit: Kit, title: str) -> RolePath | None:
    return PathFinder(kit.pathways, tuple(kit.wordings.values())).find(title, None)


def test_a_ladder_of_ones_own_is_added_and_found(tmp_path: Path) -> None:
    kit = laid_over(tmp_path, OWN_LADDER, OWN_WORDS)
    assert len(kit.pathways.ladders) == len(BASE.pathways.ladders) + 1
    path = find(kit, "Line cook")
    assert path is not None
    assert (path.ladder, path.source, path.match) == ("kitchen", "Our own", "alias")
    assert path.next_stage is not None
    assert (path.next_stage.id, path.next_stage.occupation) == ("sous-chef", "35-1011.00")


def test_a_ladder_of_the_kit_is_changed_entry_by_entry(tmp_path: Path) -> None:
    kit = laid_over(
        tmp_path,
        """
        [[ladders]]
        id = "hospitality"
        stages = [
            { id = "hospitality-operations-manager", remove = true },
            { id = "restaurant-supervisor", credential = "legal" },
        ]
        """,
        "[stages]\nhospitality-operations-manager.remove = true\n",
    )
    ladder, before = kit.pathways.by_id["hospitality"], BASE.pathways.by_id["hospitality"]
    assert ladder.source == before.source
    assert [stage.id for stage in ladder.stages] == [stage.id for stage in before.stages[:-1]]
    assert [stage.credential for stage in ladder.stages][:2] == ["none", "legal"]


def test_a_ladder_is_taken_out_with_its_words(tmp_path: Path) -> None:
    gone = [stage.id for stage in BASE.pathways.by_id["transport"].stages]
    words = "[stages]\n" + "".join(f"{stage}.remove = true\n" for stage in gone)
    kit = laid_over(tmp_path, '[[ladders]]\nid = "transport"\nremove = true\n', words)
    assert "transport" not in kit.pathways.by_id
    assert find(kit, "Ride-share driver") is None
    assert kit.digest != BASE.digest


def test_a_further_name_makes_a_role_known(tmp_path: Path) -> None:
    assert find(BASE, "Espresso artist") is None
    kit = laid_over(tmp_path, "gates = []", '[stages.waiter]\naliases = ["espresso artist"]\n')
    path = find(kit, "Espresso Artist")
    assert path is not None
    assert (path.stage.id, path.match) == ("waiter", "alias")


def test_a_title_of_ones_own_goes_before_another_name_of_the_kit(tmp_path: Path) -> None:
    kit = laid_over(tmp_path, OWN_LADDER, OWN_WORDS.replace('"Cook"', '"Cashier"'))
    path = find(kit, "cashier")
    assert path is not None
    assert (path.ladder, path.match) == ("kitchen", "title")


@pytest.mark.parametrize(
    ("pathways", "wording", "told"),
    [
        (OWN_LADDER, "", '[stages] says nothing of "cook"'),
        ("", OWN_WORDS, 'wording.en.toml, line 2 (cook): the kit has no "cook" for [stages]'),
        (
            OWN_LADDER.replace('"optional"', '"perhaps"'),
            OWN_WORDS,
            "pathways.toml, line 7 (sous-chef): credential should be 'none', 'optional' or 'legal'",
        ),
        (
            OWN_LADDER.replace("credential", "creditential"),
            OWN_WORDS,
            "pathways.toml, line 7 (sous-chef): creditential is not a known key",
        ),
        (
            '[[ladders]]\nid = "short"\nsource = "x"\nstages = [{ id = "waiter" }]\n',
            "",
            "pathways.toml, line 2 (short): a ladder needs at least two stages",
        ),
        ('[[ladders]]\nid = "x"\nstages = []\n', "", "pathways.toml, line 2 (x): source is missing"),
        (
            own_ladder("back", "store-manager", "waiter", "retail-associate"),
            "",
            "the ladders lead in a circle: ",
        ),
        (
            own_ladder("twice", "waiter", "principal", "waiter"),
            "",
            'pathways.toml, line 2 (twice): the stage "waiter" stands twice',
        ),
        (
            OWN_LADDER,
            OWN_WORDS.replace('"Head chef"', '"Waiters"'),
            'wording.en.toml, line 10 (chef): "Waiters" is a name of waiter too; leave it to one of them',
        ),
        (
            OWN_LADDER,
            OWN_WORDS.replace('"line cook"', '"Food  Runner"'),
            'wording.en.toml, line 2 (cook): "Food  Runner" is a name of waiter too; leave it to one of them',
        ),
        ("[[ladders]\n", "", "pathways.toml: is not valid TOML"),
    ],
)
def test_faults_are_told_with_file_and_line(tmp_path: Path, pathways: str, wording: str, told: str) -> None:
    assert told in refusal(tmp_path, pathways, wording)
