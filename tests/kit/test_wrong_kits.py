"""A kit that is written wrongly is refused, with file, place and reason, whatever is wrong with it."""

import shutil
from pathlib import Path

import pytest

from pipeline.errors import KitError
from pipeline.kit import load_kit
from tests.compass_kit import FOLDER, compass
from tests.people import BUILT_IN_KITS

FILE = "questionnaire.toml"
NO_NUMBER = "must be a finite number or a fraction"
SLEEP = "line 57 (sleep): weight "
TEN = "line 30 (ten): "
WARM = "line 41 (warm): points"
SCORING = "(minimum_items): scoring.minimum_items "
FIRST_ITEM = 'kind = "scale"\nscale = "ten"\ndimension = "sleep"'
EVEN = "low = 0\nhigh = 10"
UNEVEN = "points = [0, 10, 40, 70, 100]"
CHOICES = '{ id = "never", points = 0 }, { id = "some", points = 30 }, { id = "daily", points = 100 }'

WRONG = [
    # Weights.
    ("weight = 2", "weight = 0", f"{SLEEP}should be greater than 0"),
    ("weight = 2", "weight = -1", f"{SLEEP}should be greater than 0"),
    ("weight = 2", "weight = nan", SLEEP + NO_NUMBER),
    ("weight = 2", "weight = inf", SLEEP + NO_NUMBER),
    ("weight = 2", "weight = 1e6", f"{SLEEP}should be less than or equal to 1000"),
    ("weight = 2", "weight = 1e300", f"{SLEEP}is too large: 1,000,000,000 is the most"),
    ("weight = 2", "weight = 1e-300", f"{SLEEP}is too close to 0: write 0, or 1/1,000,000,000 or more"),
    ("weight = 2", 'weight = "1e999999999"', SLEEP + NO_NUMBER),
    ("weight = 2", 'weight = "1/0"', SLEEP + NO_NUMBER),
    ("weight = 2", 'weight = "heavy"', SLEEP + NO_NUMBER),
    ("weight = 2", "weight = []", f"{SLEEP}must be a number"),
    ("weight = 2", "weight = " + "9" * 5000, "holds a number with far too many digits"),
    ("weight = 2", "weight = 2\nweight = 3", "is not valid TOML: Cannot overwrite a value (at line 60"),
    # Ids.
    ('id = "sleep"', 'id = "food"', "line 57 (food): there is more than one axis or dimension"),
    ('id = "body"', 'id = "food"', "there is more than one axis or dimension of this name"),
    ('id = "s1"', 'id = "s2"', "line 114 (s2): there is more than one question"),
    ('id = "ten"\n', 'id = "trust"\n', "line 30 (trust): there is more than one scale"),
    ('id = "rest"', 'id = "company"', "(company): there is more than one habit"),
    ('id = "body"', 'id = "a b"', "line 47 (a b): id must be one word"),
    ('id = "body"', 'id = ""', "id must be one word"),
    ('id = "body"', "id = 3", "id must be a text, in quotes"),
    ('id = "sleep"', 'id = ["sleep"]', "id must be a text, in quotes"),
    ('id = "who"\n', 'id = "who"\nalso = ["mail"]\n', "(mail): there is more than one question"),
    ('id = "who"\n', 'id = "who"\nalso = "mail"\n', "(who): also must be a list"),
    # Scales.
    (EVEN, "low = 10\nhigh = 0", f"{TEN}low must be less than high"),
    (EVEN, "low = 3\nhigh = 3", f"{TEN}low must be less than high"),
    (EVEN, "low = 0\nhigh = 1000000000", f"{TEN}high should be less than or equal to 1000"),
    (EVEN, "low = 0\nhigh = 101", f"{TEN}it has 102 codes; 101 are the most"),
    (EVEN, "low = 0.5\nhigh = 10", f"{TEN}low must be a whole number"),
    (EVEN, "low = 2026-01-01\nhigh = 10", f"{TEN}low must be a whole number"),
    (EVEN, "high = 10", f"{TEN}low is missing"),
    (EVEN, 'low = "0"\nhigh = 10', f"{TEN}low must be a whole number"),
    (EVEN, "low = true\nhigh = 10", f"{TEN}low must be a whole number"),
    (UNEVEN, "points = [0, 10, 40, 100]", f"{WARM} must hold one number for each code from 1 to 5: 5 of"),
    (UNEVEN, "points = [0, 10, 10, 70, 100]", f"{WARM} must rise"),
    (UNEVEN, "points = [100, 70, 40, 10, 0]", f"{WARM} must rise"),
    (UNEVEN, "points = [0, 10, 40, 70, 101]", f"{WARM}.4 should be less than or equal to 100"),
    (UNEVEN, "points = [-1, 10, 40, 70, 100]", f"{WARM}.0 should be greater than or equal to 0"),
    (UNEVEN, "points = [0, nan, 40, 70, 100]", f"{WARM}.1 {NO_NUMBER}"),
    (UNEVEN, "points = 5", f"{WARM} must be a list"),
    ("[[scales]]", "[scales]", "is not valid TOML: Cannot overwrite a value (at line 34"),
    (FIRST_ITEM, 'kind = "scale"\ndimension = "sleep"', "(s1): it is answered on a scale: say which"),
    (FIRST_ITEM, FIRST_ITEM.replace("ten", "tne"), '(s1): there is no scale "tne"'),
    (FIRST_ITEM, FIRST_ITEM.replace('"scale"', '"text"'), "(s1): scale and reverse belong to"),
    # Bands and levels.
    ('"rising", at_least = 25', '"rising", at_least = 60', "line 11 (levels): must rise from at_least = 0"),
    ('"dry", at_least = 0', '"dry", at_least = 5', "line 11 (levels): must rise from at_least = 0"),
    ('id = "rising", at_least', 'id = "dry", at_least', '(levels): "dry" stands twice'),
    ('"tide", at_least = 35', '"tide", at_least = 75', "(bands): must rise from at_least = 0"),
    ('"ashore", at_least = 0', '"ashore", at_least = 1', "(bands): must rise from at_least = 0"),
    ('"ashore", at_least = 0', '"ashore", at_least = -1', "(ashore): at_least should be greater than or"),
    ('"at-sea", at_least = 75', '"at-sea", at_least = 101', "(at-sea): at_least should be less than or"),
    ('id = "tide", at_least', 'id = "ashore", at_least', '(bands): "ashore" stands twice'),
    ('axis = "crew"\nbands', 'axis = "ship"\nbands', 'line 21 (position): there is no axis "ship"'),
    # Rules.
    ('minimum_items = "2/3"', "minimum_items = 0", f"line 7 {SCORING}should be greater than 0"),
    ('minimum_items = "2/3"', "minimum_items = 2", f"line 7 {SCORING}should be less than or equal to 1"),
    ('minimum_items = "2/3"', 'minimum_items = "2/0"', f"line 7 {SCORING}{NO_NUMBER}"),
    ('minimum_items = "2/3"\n', "", f"{SCORING}is missing"),
    ('minimum_dimensions = "1/2"', "minimum_dimensions = -1", "minimum_dimensions should be greater than 0"),
    ("standard_deviation = 25", "standard_deviation = 0", "standard_deviation should be greater than 0"),
    ("standard_deviation = 25", "standard_deviation = 1e6", "standard_deviation should be less than or"),
    ("reliability = 0.9", "reliability = 1", "scoring.reliability should be less than 1"),
    ("reliability = 0.9", "reliability = 0", "scoring.reliability should be greater than 0"),
    ("reliability = 0.9", "reliability = true", "scoring.reliability must be a number"),
    ("[scoring]\n", "[scoring]\nminimum_itms = 1\n", "line 7 (minimum_itms): scoring.minimum_itms is not a"),
    (
        "[scoring]\n",
        "[scoring\n",
        "is not valid TOML: Expected ']' at the end of a table declaration (at line 6",
    ),
    # Areas, axes, habits.
    ('axis = "body"', 'axis = "bdoy"', 'line 57 (sleep): there is no axis "bdoy"'),
    ('axis = "mind"', 'axis = "body"', "line 50 (mind): no dimension belongs to it"),
    ('dimension = "lend"', 'dimension = "reach"', "(lend): no question gives it points"),
    ('importance = "weight-of-crew"', 'importance = "who"', 'there is no question with a scale "who"'),
    ('importance = "weight-of-crew"', 'importance = "fits"', "must lie between 0 and importance_scale"),
    ('items = ["s1", "s2"]', 'items = ["s1", "zz"]', '(rest): there is no scored question "zz"'),
    ('items = ["s1", "s2"]', 'items = ["s1", "s1"]', '(rest): it counts "s1" twice'),
    ('items = ["s1", "s2"]', 'items = "s1"', "(rest): items must be a list"),
    ('["s1", "s2", "s3"]', '["s1"]', "(sleep): reliability needs at least two items"),
    ('["s1", "s2", "s3"]', '["s1", "f1"]', 'reliability names "f1", which gives this dimension no points'),
    ("formative = true", 'formative = "perhaps"', "(food): formative must be true or false"),
    ("formative = true", 'formative = "yes"', "(food): formative must be true or false"),
    # Flags.
    ('careless = { scale = "ten"', 'careless = { scale = "tne"', '(careless): there is no scale "tne"'),
    ("run = 4", "run = 1", "(careless): scoring.careless.run should be greater than or equal to 2"),
    ("run = 4", "run = 40", "(careless): run = 40 can never be: 4 scored questions use the scale"),
    ("deviation = 1", "deviation = -1", "scoring.careless.deviation should be greater than or equal to 0"),
    ("deviation = 1, at_least = 4", "deviation = 1, at_least = 40", "at_least = 40 can never be"),
    ('"c2", at_least = 4', '"r1", at_least = 4', '"c1" and "r1" are answered on different scales'),
    ('"c2", at_least = 4', '"c1", at_least = 4', '"c1" stands beside itself'),
    ('"c2", at_least = 4', '"c2", at_least = 9', 'at_least = 9 is no answer to "c2": these run from 1 to 5'),
    ('"c2", at_least = 4', '"f1", at_least = 4', 'there is no question with a scale "f1"'),
    ('"c2", at_least = 4 }', '"c2", at_least = 4 }, { first = "c1", second = "c2", at_least = 4 }', "twice"),
    ('"fits", at_most = -2', '"fits", at_most = -9', 'at_most = -9 is no answer to "fits"'),
    ('"fits", at_most = -2', '"who", at_most = 2', '(fit): there is no question with a scale "who"'),
    ('"c2", at_least = 4', '"weight-of-crew", at_least = 4', "are answered on different scales"),
    ('scale = "trust"\n', 'scale = "trust"\nrole = "goal_year"\n', "its kind must be text"),
    # Roles.
    ('role = "name"', 'role = "name"\ndimension = "sleep"', "(who): it has the role name and may give no"),
    ('role = "name"\n', "", "line 98 (questions): none has the role name, and without a name"),
    ('role = "hours_a_week"', 'role = "hours"', "(hours): role should be 'id', 'name'"),
    ('role = "hours_a_week"', 'role = "name"', '(hours): its role, name, is that of "who"'),
    ('kind = "number"', 'kind = "text"', "as its role is hours_a_week, its kind must be number"),
    # Questions.
    ('kind = "number"', 'kind = "numbre"', "(hours): kind should be 'scale', 'choice'"),
    (
        'kind = "number"',
        'kind = "number"\nat_least = 9\nat_most = 1',
        "at_least must not be more than at_most",
    ),
    ('kind = "text"', 'kind = "text"\nat_most = 1', "at_least and at_most belong to questions of the kind"),
    ('kind = "text"', 'kind = "text"\ncharacters = 0', "characters should be greater than or equal to 1"),
    (
        'kind = "text"',
        'kind = "text"\ncharacters = 99999',
        "characters should be less than or equal to 32767",
    ),
    (CHOICES, '{ id = "never", points = 0 }', "(f1): its options need at least two different points"),
    (CHOICES, "", "(f1): choices and counts need options"),
    ('id = "never", points', 'id = "some", points', '(f1): the option "some" stands twice'),
    ('"never", points = 0 }', '"never", points = 0, at_least = 0 }', "(f1): at_least belongs to the bins"),
    ('dimension = "food"\noptions = [{', "options = [{", "(f1): its options have points, but it names no"),
    ("at_least = 3 }", "at_least = 1 }", "(f2): the bins of a count need at_least, rising from 0"),
    # Required columns.
    ('[["who"], ["mail"]]', "[[]]", "line 4 (required): a group is empty"),
    ('[["who"], ["mail"]]', '["who"]', "line 4 (required): required.0 must be a list"),
    ('[["who"], ["mail"]]', '[["zz"]]', 'line 4 (required): there is no question "zz"'),
    ('required = [["who"], ["mail"]]\n', "", "questionnaire.toml: required is missing"),
]
"""What stands in the kit, what is written instead, and what must then be told."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "compass"))


def told(folder: Path) -> str:
    with pytest.raises(KitError) as caught:
        load_kit("compass", BUILT_IN_KITS / "compass", folder)
    return caught.value.message


def test_the_kit_itself_is_right() -> None:
    assert [axis.id for axis in compass().questionnaire.axes] == ["body", "mind", "crew"]


@pytest.mark.parametrize(("right", "wrong", "expected"), WRONG)
def test_it_is_told_what_is_wrong_and_where(folder: Path, right: str, wrong: str, expected: str) -> None:
    text = (folder / FILE).read_text(encoding="utf-8")
    assert right in text
    (folder / FILE).write_text(text.replace(right, wrong, 1), encoding="utf-8")
    message = told(folder)
    assert expected in message
    fault = next(line for line in message.splitlines() if expected in line)
    assert fault.startswith(("  questionnaire.toml", "  playbook.toml"))
    assert "\u2026" not in message
    assert "Traceback" not in message


HUGE = "1" + "0" * 400
TOO_LARGE = "is too large: 1,000,000,000 is the most that a kit may hold"


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [
        ("importance_scale = 10", f"importance_scale = {HUGE}", f"plan.importance_scale {TOO_LARGE}"),
        ("importance_scale = 10", "importance_scale = 1e-300", "plan.importance_scale is too close to 0"),
        ("importance_scale = 10", "importance_scale = 2000", "should be less than or equal to 1000"),
        ("default_importance = 5", "default_importance = -1", "should be greater than or equal to 0"),
        ("default_importance = 5", "default_importance = 11", "importance_scale, 10, is the most"),
        ("target = 60", f"target = {HUGE}", f"plan.target {TOO_LARGE}"),
        ("target = 60", "target = 101", "plan.target should be less than or equal to 100"),
        ("ease = 4", f"ease = {HUGE}", f"plan.ease {TOO_LARGE}"),
        ("default_hours = 3", "default_hours = 169", "default_hours should be less than or equal to 168"),
        ("{ days = 45,", f"{{ days = {HUGE},", "days should be less than or equal to 3660"),
        ("days = 45, actions = 1", "days = 45, actions = 101", "actions should be less than or equal to 100"),
        ("hours = 1\n", f"hours = {HUGE}\n", f"(tea): hours {TOO_LARGE}"),
        ("hours = 1\n", "hours = 1001\n", "(tea): hours should be less than or equal to 1000"),
        ("hours = 1\n", f"hours = 1\npriority = {HUGE}\n", f"(tea): priority {TOO_LARGE}"),
        ("hours = 1\n", "hours = 1\npriority = 1001\n", "(tea): priority should be less than or equal to"),
        ("below = 60", f"below = {HUGE}", f"(boat): when.below {TOO_LARGE}"),
        ("to = 3", "to = true", "(tea): measure.to"),
    ],
)
def test_a_number_of_the_playbook_has_bounds(folder: Path, right: str, wrong: str, expected: str) -> None:
    text = (folder / "playbook.toml").read_text(encoding="utf-8")
    assert right in text
    (folder / "playbook.toml").write_text(text.replace(right, wrong, 1), encoding="utf-8")
    assert expected in told(folder)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "questionnaire.toml: dimensions is missing"),
        (b"\n# nothing yet\n", "questionnaire.toml: questions is missing"),
        ("required = []".encode("utf-16"), "questionnaire.toml: line 1 is not UTF-8 text"),
        (
            b"required = []\n# caf\xe9\n",
            "questionnaire.toml: line 2 is not UTF-8 text; save the file as UTF-8",
        ),
        (b"required = []\n\0", "questionnaire.toml: is not valid TOML"),
        (b"a = " + b"[" * 100_000, "questionnaire.toml: nests tables or lists far too deeply"),
    ],
)
def test_a_file_that_is_no_questionnaire_is_told(folder: Path, content: bytes, expected: str) -> None:
    (folder / FILE).write_bytes(content)
    assert expected in told(folder)


def test_a_kit_without_areas_or_questions_is_told(folder: Path) -> None:
    text = (folder / FILE).read_text(encoding="utf-8")
    before, questions = text[: text.index("[[dimensions]]")], text[text.index("[[habits]]") :]
    (folder / FILE).write_text("dimensions = []\n" + before + questions, encoding="utf-8")
    assert "(dimensions): there is none: name an area at least" in told(folder)
    start = text[: text.index("[[questions]]")]
    (folder / FILE).write_text("questions = []\n" + start, encoding="utf-8")
    assert "(sleep): no question gives it points" in told(folder)
    (folder / FILE).write_text(start, encoding="utf-8")
    assert "questionnaire.toml: questions is missing" in told(folder)


@pytest.mark.parametrize("first", [b"\xef\xbb\xbf", b""])
def test_a_mark_of_order_and_windows_lines_are_no_fault(folder: Path, first: bytes) -> None:
    content = (folder / FILE).read_bytes().replace(b"\n", b"\r\n")
    (folder / FILE).write_bytes(first + content)
    kit = load_kit("compass", BUILT_IN_KITS / "compass", folder)
    assert kit.questionnaire == compass().questionnaire


def test_a_map_needs_two_axes_and_four_names(folder: Path) -> None:
    rule = (
        '[scoring.quadrants]\nacross = "mind"\nup = "mind"\nhigh = 50\n'
        'high_high = "a"\nhigh_low = "b"\nlow_high = "b"\nlow_low = "d"\n\n[[scales]]'
    )
    text = (folder / FILE).read_text(encoding="utf-8")
    (folder / FILE).write_text(text.replace("[[scales]]", rule, 1), encoding="utf-8")
    message = told(folder)
    assert "(quadrants): across and up must be two axes" in message
    assert '(quadrants): two quarters have the name "b"' in message
    (folder / FILE).write_text(
        text.replace("[[scales]]", rule.replace("high = 50", "high = 0"), 1), encoding="utf-8"
    )
    assert "scoring.quadrants.high should be greater than 0" in told(folder)
