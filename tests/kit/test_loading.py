"""A kit is checked as a whole, and every fault is told with its place."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import KitError
from pipeline.kit import load_kit
from tests.people import BUILT_IN_KITS

Edit = Callable[[str, str, str], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the built-in kit that a test may break."""
    shutil.copytree(BUILT_IN_KITS / "base", tmp_path / "base")
    return Path(shutil.copytree(BUILT_IN_KITS / "career", tmp_path / "career"))


@pytest.fixture
def edit(folder: Path) -> Edit:
    """Replace a piece of text, which must be there, in one file of the copy."""

    def replace(file: str, old: str, new: str) -> None:
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace


def faults(folder: Path) -> str:
    with pytest.raises(KitError) as caught:
        load_kit("career", folder)
    return caught.value.message


def test_the_built_in_kit_fits_together() -> None:
    kit = load_kit("career", BUILT_IN_KITS / "career")
    assert kit.questionnaire.by_role["name"].id == "A1"
    assert set(kit.wordings) >= {"en"}
    assert "report.css" in kit.digests


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(KitError, match='no kit named "nope"'):
        load_kit("nope", tmp_path / "nope")


@pytest.mark.parametrize(
    ("file", "change", "told"),
    [
        ("questionnaire.toml", ("minimum_items", "minimun_items"), "is not a known key"),
        ("questionnaire.toml", ('dimension = "P1"', 'dimension = "P9"'), 'there is no dimension "P9"'),
        ("questionnaire.toml", ('axis = "P"\n', 'axis = "Z"\n'), 'there is no axis "Z"'),
        (
            "questionnaire.toml",
            ('scale = "agreement"\n', 'scale = "agrement"\n'),
            'there is no scale "agrement"',
        ),
        ("questionnaire.toml", ("reliability = 0.70", "reliability = 1.5"), "less than 1"),
        ("questionnaire.toml", ("points = 80 }", "points = 180 }"), "less than or equal to 100"),
        ("questionnaire.toml", ("points = 80 }", "points = true }"), "must be a number"),
        ("questionnaire.toml", ("points = 80 }", "points = nan }"), "must be a finite number"),
        ("questionnaire.toml", ('"partly", at_least = 40', '"partly", at_least = 80'), "must rise"),
        ("questionnaire.toml", ('first = "L07"', 'first = "B01"'), 'no question with a scale "B01"'),
        ("questionnaire.toml", ('importance = "I1"', 'importance = "I9"'), 'with a scale "I9"'),
        ("questionnaire.toml", ('"A8", "A12"', '"A8", "A99"'), 'there is no question "A99"'),
        ("questionnaire.toml", ('role = "name"', 'role = "email"'), "its role, email, is that of"),
        ("questionnaire.toml", ('id = "A3"', 'id = "A2"'), "more than one question"),
        ("questionnaire.toml", ('"1-4", points = 40, at_least = 1', '"1-4", points = 40'), "rising from 0"),
        ("questionnaire.toml", ('across = "P"', 'across = "X"'), 'there is no axis "X"'),
        (
            "questionnaire.toml",
            ('id = "agreement"\nlow = 1', 'id = "agreement"\nlow = 9'),
            "low must be less",
        ),
        ("playbook.toml", ("shares = { F1 = 1 }", "shares = { F1 = 0.4 }"), "add up to 1"),
        ("playbook.toml", ("shares = { F1 = 1 }", "shares = { F9 = 1 }"), 'there is no dimension "F9"'),
        ("playbook.toml", ('habit = "goals"', 'habit = "gaols"'), 'there is no habit "gaols"'),
        ("playbook.toml", ("horizon = 30", "horizon = 31"), "must be one of 30, 60, 90"),
        ("playbook.toml", ('needs = "T1"', 'needs = "T77"'), 'no action "T77"'),
        ("playbook.toml", ('"B08", to = "1-year"', '"B08", to = "1-jahr"'), 'is not an answer of "B08"'),
        ("playbook.toml", ('"B08", to = "1-year"', '"L07", to = 9'), '"9" is not an answer of "L07"'),
        ("playbook.toml", ('id = "G2"', 'id = "G1"'), "more than one action"),
        ("playbook.toml", ("{ days = 30, actions = 3 }", "{ days = 70, actions = 3 }"), "must rise"),
        ("playbook.toml", ("shares = { F1 = 1 }", "shares = {}"), "needs shares or a priority"),
        ("playbook.toml", ('item = "B08", to', 'item = "G1", to'), 'no scored question "G1"'),
        ("playbook.toml", ('needs = "T1"', 'needs = "G3"'), "must come in an earlier horizon"),
        ("pathways.toml", ('id = "customer-service"', 'id = "retail"'), "more than one ladder"),
        ("pathways.toml", ('id = "retail-supervisor"', 'id = "retail-associate"'), "stands twice"),
        ("questionnaire.toml", ('kind = "text"', 'kind = "text"\nscale = "match"'), "kind scale"),
        ("questionnaire.toml", ('kind = "moment"', 'kind = "choice"'), "need options"),
        ("questionnaire.toml", ('{ id = "feminine" }', '{ id = "neutral" }'), '"neutral" stands twice'),
        ("questionnaire.toml", ('kind = "text"', 'kind = "text"\ndimension = "P1"'), "can give points"),
        ("questionnaire.toml", ('id = "P1"\n', 'id = "P0"\n'), "no question gives it points"),
        ("questionnaire.toml", ('reliability = ["L04"', 'reliability = ["L01"'), '"L01", which gives this'),
        ("questionnaire.toml", ('reliability = ["L04"', 'reliability = ["L05"'), 'names "L05" twice'),
        ("questionnaire.toml", ('["L04", "L05", "L06"]', '["L04"]'), "at least two items"),
        ("questionnaire.toml", ("slots = true", 'reliability = ["B02a", "B02b"]'), "sum of facts"),
        (
            "questionnaire.toml",
            ('id = "F2"\naxis = "F"', 'id = "F2"\naxis = "F"\nreliability = ["L10", "B04"]'),
            'names "B04", a count',
        ),
        ("questionnaire.toml", ("[[axes]]\n", '[[axes]]\nid = "X"\n\n[[axes]]\n'), "no dimension belongs"),
        ("wording.en.toml", ('options = { yes = "yes", no', "options = { no"), 'no label for "yes"'),
        ("wording.en.toml", ('options = { yes = "yes"', 'options = { so = "so", yes = "yes"'), '"so", which'),
        ("pathways.toml", ("gates = [", 'gates = ["L99", '), 'no scored question "L99"'),
        ("questionnaire.toml", ('{ id = "masculine" }', '{ id = "formal" }'), "its options must be feminine"),
        ("wording.en.toml", ("[questions.L01]", "[questions.L01x]"), 'says nothing of "L01"'),
        ("wording.en.toml", ("[questions.L01]", "[questions.L01x]"), 'has no "L01x" for [questions]'),
        ("wording.en.toml", ("[levels]", '[language]\ncode = "de"\n\n[levels]'), 'code must be "en"'),
        ("wording.en.toml", ('5 = "strongly agree"', '6 = "strongly agree"'), "labels must name each code"),
        ("wording.en.toml", ('short = "Pay covers the monthly costs"\n', ""), "needs short"),
    ],
)
def test_a_fault_is_told_with_its_file(
    folder: Path, edit: Edit, file: str, change: tuple[str, str], told: str
) -> None:
    edit(file, *change)
    message = faults(folder)
    assert told in message
    assert file in message


def test_options_of_an_item_need_different_points(folder: Path, edit: Edit) -> None:
    edit("questionnaire.toml", '{ id = "talked", points = 60 }', '{ id = "talked", points = 0 }')
    edit("questionnaire.toml", '{ id = "written", points = 100 }', '{ id = "written", points = 0 }')
    assert "at least two different points" in faults(folder)


def test_a_ladder_of_one_stage_is_told(folder: Path) -> None:
    with (folder / "pathways.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[ladders]]\nid = "short"\nsource = "x"\nstages = [{ id = "retail-associate" }]\n')
    assert "at least two stages" in faults(folder)


def test_the_line_of_the_entry_is_told(folder: Path, edit: Edit) -> None:
    edit("playbook.toml", 'habit = "goals"', 'habit = "gaols"')
    text = (folder / "playbook.toml").read_text(encoding="utf-8")
    line = text[: text.index('id = "G1"')].count("\n") + 1
    assert f"playbook.toml, line {line} (G1)" in faults(folder)


def test_all_faults_are_told_at_once(folder: Path, edit: Edit) -> None:
    edit("playbook.toml", 'habit = "goals"', 'habit = "gaols"')
    edit("questionnaire.toml", 'dimension = "P1"', 'dimension = "P9"')
    message = faults(folder)
    assert "gaols" in message
    assert "P9" in message


def test_lists_without_end_are_told(folder: Path, edit: Edit) -> None:
    edit("playbook.toml", "[plan]", f"deep = {'[' * 5000}{']' * 5000}\n[plan]")
    assert "playbook.toml: nests tables or lists far too deeply" in faults(folder)


def test_syntax_is_told_with_its_line(folder: Path, edit: Edit) -> None:
    edit("playbook.toml", "[plan]", "[plan")
    assert "playbook.toml: is not valid TOML" in faults(folder)
    assert "line" in faults(folder)


def test_a_file_that_is_not_text_is_told(folder: Path) -> None:
    (folder / "playbook.toml").write_bytes("# Café".encode("cp1252"))
    assert "playbook.toml: line 1 is not UTF-8 text" in faults(folder)


def test_the_mark_that_some_editors_put_first_is_no_fault(folder: Path) -> None:
    path = folder / "playbook.toml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert load_kit("career", folder).playbook.actions


def test_a_missing_questionnaire_is_told(folder: Path) -> None:
    (folder / "questionnaire.toml").unlink()
    assert "questionnaire.toml: is missing" in faults(folder)


def test_pages_are_needed(folder: Path) -> None:
    (folder.with_name("base") / "report.html").unlink()
    assert "report.html: is missing" in faults(folder)


def test_a_kit_needs_a_language(folder: Path) -> None:
    for wording in folder.glob("wording.*.toml"):
        wording.unlink()
    assert "at least one language" in faults(folder)


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ('{ answer = "L99", at_most = 2 }', 'looks at "L99"'),
        ('{ answer = "B08", is = ["nothing"] }', 'waits for "nothing"'),
        ('{ answer = "L07", is = [6] }', 'waits for "6"'),
        ('{ score = "F9", below = 2 }', 'looks at "F9"'),
        ('{ habit = "base", is = ["partly"] }', 'looks at "base"'),
        ('{ habit = "goals", is = ["half"] }', 'waits for "half"'),
        ('{ state = "mood", is = ["good"] }', 'looks at "mood"'),
        ('{ state = "quadrant", is = ["left"] }', 'waits for "left"'),
        ('{ state = "position", is = ["top"] }', 'waits for "top"'),
        ('{ state = "needs", is = ["many"] }', 'waits for "many"'),
        ('{ answer = "B08", at_most = 3 }', "no number"),
        ('{ state = "path", at_most = 3 }', "no number"),
        ('{ any = [{ chosen = "T99" }] }', 'looks at "T99"'),
    ],
)
def test_a_condition_names_only_what_exists(folder: Path, condition: str, told: str) -> None:
    texts = f'[[texts.extra]]\nwhen = {condition}\ntext = "x"\n'
    with (folder / "wording.en.toml").open("a", encoding="utf-8") as file:
        file.write(texts)
    assert told in faults(folder)


def test_a_practice_lays_single_entries_over_the_kit(tmp_path: Path) -> None:
    mine = tmp_path / "career"
    mine.mkdir()
    (mine / "playbook.toml").write_text(
        '[[actions]]\nid = "G1"\nhours = 5\n\n[[actions]]\nid = "A3"\nremove = true\n', encoding="utf-8"
    )
    (mine / "wording.en.toml").write_text('[actions]\nA3.remove = true\n[actions.G1]\ntitle = "Mine"\n')
    base = load_kit("career", BUILT_IN_KITS / "career")
    kit = load_kit("career", BUILT_IN_KITS / "career", mine)
    assert kit.playbook.by_id["G1"].hours == 5
    assert kit.playbook.by_id["G1"].horizon == base.playbook.by_id["G1"].horizon
    assert "A3" not in kit.playbook.by_id
    assert "A3" not in kit.wordings["en"].actions
    assert kit.wordings["en"].actions["G1"].title == "Mine"
    changed = {name for name in base.digests if kit.digests[name] != base.digests[name]}
    assert changed == {"playbook.toml", "wording.en.toml"}
    assert kit.digest != base.digest


def test_a_practice_overrides_a_template_file_by_file(tmp_path: Path) -> None:
    mine = tmp_path / "career"
    mine.mkdir()
    (mine / "report.css").write_text("h1 { color: black }")
    (mine / ".DS_Store").write_text("junk")
    base, kit = (load_kit("career", BUILT_IN_KITS / "career", override) for override in (None, mine))
    assert kit.folders[0] == mine
    assert {name for name in base.digests if kit.digests[name] != base.digests[name]} == {"report.css"}


def test_a_fault_in_an_override_is_told(tmp_path: Path) -> None:
    mine = tmp_path / "career"
    mine.mkdir()
    (mine / "playbook.toml").write_text('[[actions]]\nid = "G1"\nhours = -1\n')
    with pytest.raises(KitError, match=r"playbook.toml, line 2 \(G1\)"):
        load_kit("career", BUILT_IN_KITS / "career", mine)
