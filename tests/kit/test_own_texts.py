"""A slip in a practice's own files is told when the kit is loaded, with file, line and name."""

from pathlib import Path

import pytest

from pipeline.errors import KitError
from pipeline.kit import Unasked, Unconditional, find_unasked, find_unconditional, load_kit
from pipeline.models.kit import Kit
from tests.people import BUILT_IN_KITS

BASE = BUILT_IN_KITS / "base"


def load(folder: Path, wording: str = "", language: str = "en") -> Kit:
    if wording:
        (folder / f"wording.{language}.toml").write_text(wording, encoding="utf-8")
    return load_kit("career", BUILT_IN_KITS / "career", folder)


def told(folder: Path, wording: str = "", language: str = "en") -> str:
    with pytest.raises(KitError) as caught:
        load(folder, wording, language)
    return caught.value.message


@pytest.mark.parametrize(
    ("wording", "said"),
    [
        (
            '[texts.plan]\n\nhoursnote = "x"',
            'line 3 (texts.plan.hoursnote): nothing asks for a text of this name; did you mean "plan.hours_n',
        ),
        (
            '[texts]\nplan.zzz = "x"',
            "wording.en.toml, line 2 (texts.plan.zzz): nothing asks for a text of this name",
        ),
        (
            '[texts.two_ways]\nL07-L88 = "Why?"',
            "line 2 (texts.two_ways.L07-L88): [scoring] has no such pair of answers; it has L07-L08, L21-L22",
        ),
        ('[texts.about.mine]\nlead = "So"', '[texts] says nothing of "about.mine.text"'),
        ("[texts]\nplan.done.remove = true", 'wording.en.toml: [texts] says nothing of "plan.done"'),
        (
            '[texts.plan]\ndone = "Done: {dine}"',
            "line 2 (texts.plan.done): nothing is known to put in for {dine}",
        ),
        (
            '[texts.plan]\ndone = "Done: {done"',
            "line 2 (texts.plan.done): there is a curly bracket that encloses",
        ),
        (
            '[texts.plan]\ndone = "Done: {Done}"',
            "line 2 (texts.plan.done): there is a curly bracket that encloses",
        ),
        (
            '[[texts.plan.done]]\ntext = { one = "{n}", other = "{hours}" }',
            "line 1 (texts.plan.done): nothing is known to put in for {hours}",
        ),
        (
            '[texts.page.mine]\nhello = "{role}"',
            "line 2 (texts.page.mine.hello): nothing is known to put in for",
        ),
        (
            '[texts.start]\nmine = "{role}"',
            "line 2 (texts.start.mine): nothing is known to put in for {role}",
        ),
        ('[dimensions.F2]\ngood_for = "{n}"', "(dimensions.F2.good_for): nothing is known to put in for {n}"),
        (
            '[texts.plan]\nhorizon = { one = "a", othr = "b" }',
            '"plan.horizon" has "othr" among few, many, one',
        ),
        (
            '[texts.page.mine]\nname = { neutral = "a", femnine = "b" }',
            '"page.mine.name" has "femnine" among feminine, masculine, neutral',
        ),
        (
            '[texts.page.mine]\nname = { one = "a" }',
            'needs plural categories with "other", or forms of address',
        ),
        ('[texts.page.mine]\nname = { feminine = "a" }', 'or forms of address with "neutral"'),
        ("[texts\n", "wording.en.toml: is not valid TOML: Expected ']' at the end of a table"),
    ],
)
def test_a_slip_in_a_text_is_told(tmp_path: Path, wording: str, said: str) -> None:
    assert said in told(tmp_path, wording)


PLURALS = 'needs plural categories with "other", or forms of address with "neutral"'


@pytest.mark.parametrize(
    ("wording", "said"),
    [
        ('[texts.page.talk]\ntitle = { one = "x" }', f"line 2 (texts.page.talk.title): {PLURALS}"),
        ('[texts.page]\ntalk.title = { feminine = "x" }', f"line 2 (texts.page.talk.title): {PLURALS}"),
        ('[texts.page.talk.title]\none = "x"', f"line 1 (texts.page.talk.title): {PLURALS}"),
        ("[texts.page.talk]\ntitle = 3", "line 2 (texts.page.talk.title): must be a text, in quotes"),
        (
            "[texts.page.talk]\ntitle = { neutral = 3 }",
            "line 2 (texts.page.talk.title): neutral must be a text, in quotes",
        ),
        (
            '[texts.page.talk]\ntitle = [{ text = { one = "x" } }]',
            f"line 2 (texts.page.talk.title): 0.text {PLURALS}",
        ),
        ('[dimensions.F2]\nstrength = { one = "x" }', f"line 1 (F2): dimensions.F2.strength {PLURALS}"),
    ],
)
def test_a_text_of_a_wrong_shape_is_told_in_one_sentence_with_its_line(
    tmp_path: Path, wording: str, said: str
) -> None:
    assert told(tmp_path, wording).splitlines()[1:] == [f"  wording.en.toml, {said}"]


def test_what_a_text_may_put_in_is_told_with_it(tmp_path: Path) -> None:
    message = told(tmp_path, '[texts.plan]\ndone = "{x}"')
    assert "it may use {coach}, {contact}, {done}, {name}, {occupations}, {practice}" in message


@pytest.mark.parametrize(
    "wording",
    [
        '[texts.plan]\ndone = "{name}, {coach}: {done}"',
        '[texts.page.mine]\nhello = { one = "{n} thing", other = "{count} things of {name}" }',
        '[texts.page.mine.deep]\nhello = { neutral = "a", feminine = "b" }',
        '[texts.start]\nmine = "{hours}: {n}"',
        '[texts]\ncontents.path.remove = true\ntwo_ways."L04-L06".remove = true',
        '[texts]\ntwo_ways."L04-L06" = "Why?"\nnumber."13" = "thirteen"',
        '[texts.area]\nmoves = "{n}: {numbers}"',
    ],
)
def test_what_is_right_is_not_refused(tmp_path: Path, wording: str) -> None:
    assert list(load(tmp_path, wording).wordings) == ["en", "ar"]


def test_a_new_language_has_to_have_every_text(tmp_path: Path) -> None:
    source = (BUILT_IN_KITS / "career" / "wording.en.toml").read_text(encoding="utf-8")
    base = (BASE / "wording.en.toml").read_text(encoding="utf-8")
    assert 'code = "en"' in base + source
    own = tmp_path / "own"
    own.mkdir()
    message = told(own, source.replace('code = "en"', 'code = "fr"'), "fr")
    assert "wording.fr.toml" in message


def test_the_built_in_words_themselves_pass(tmp_path: Path) -> None:
    for language in ("en", "ar"):
        (tmp_path / f"wording.{language}.toml").write_text("")
    assert list(load(tmp_path).wordings) == ["en", "ar"]


@pytest.mark.parametrize(
    ("name", "target", "said"),
    [
        ("sections/talk.html", "/etc/hostname", "is a link that leads out of the kit's folder"),
        ("report.css", "../other.css", "is a link that leads out of the kit's folder"),
        ("fonts", "/usr/share", "is a link to a folder; put the folder itself here"),
        ("notes.html", "nowhere.html", "is a link that leads nowhere; put the file itself here"),
        ("wording.en.toml", "/etc/hostname", "is a link that leads out of the kit's folder"),
    ],
)
def test_a_link_out_of_the_kit_is_refused(tmp_path: Path, name: str, target: str, said: str) -> None:
    (tmp_path / "other.css").write_text("p { color: red }")
    own = tmp_path / "own"
    (own / name).parent.mkdir(parents=True, exist_ok=True)
    (own / name).symlink_to(target)
    assert f"  {name}: {said}" in told(own)


def test_a_link_inside_the_kit_and_to_the_whole_kit_are_followed(tmp_path: Path) -> None:
    real = tmp_path / "shared"
    real.mkdir()
    (real / "a.css").write_text("p { color: red }")
    (real / "b.css").symlink_to("a.css")
    (tmp_path / "own").symlink_to("shared")
    kit = load(tmp_path / "own")
    assert kit.digests["b.css"] == kit.digests["a.css"]


def test_files_that_a_program_hides_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".#report.html").symlink_to("nobody@nowhere")
    assert ".#report.html" not in load(tmp_path).digests


@pytest.mark.parametrize(
    ("language", "wording", "found"),
    [
        ("en", '[texts.plan]\n\nhours_note = "Free hours: none."', [(3, "texts.plan.hours_note")]),
        ("en", '[texts]\nplan.hours_note = { neutral = "Free." }', [(2, "texts.plan.hours_note")]),
        ("en", '[dimensions.F2]\ngood_for = "All."', [(2, "dimensions.F2.good_for")]),
        ("fr", '[texts.plan]\nhours_note = "Libre."', [(2, "texts.plan.hours_note")]),
        ("en", '[texts.plan]\nhours_note = [{ text = "A plan for all." }]', []),
        ("en", '[texts.page.plan]\ntitle = "What I will do"', []),
        ("en", "[texts]\nplan.hours_note.remove = true", []),
    ],
)
def test_a_sentence_for_everybody_in_the_place_of_one_with_a_condition_is_found(
    tmp_path: Path, language: str, wording: str, found: list[tuple[int, str]]
) -> None:
    file = f"wording.{language}.toml"
    (tmp_path / file).write_text(wording, encoding="utf-8")
    expected = [Unconditional(file, line, key) for line, key in found]
    assert list(find_unconditional(tmp_path, (BUILT_IN_KITS / "career", BASE))) == expected


@pytest.mark.parametrize(
    ("wording", "found"),
    [
        ('[texts.page.plan]\ntitel = "x"', (2, "page.plan.titel", "page.plan.title", False)),
        ('[texts.page.planx]\ntitle = "x"', (2, "page.planx.title", "page.plan.title", False)),
        ('[texts.page.zzz]\nqqq = "x"', (2, "page.zzz.qqq", None, False)),
        ('[texts.talk.step]\npagee = "x"', (2, "talk.step.pagee", "talk.step.page", True)),
        ('[texts.talk.step]\npage2 = "x"\nhomework = "x"\npage = "x"', None),
        ('[texts.about.mine]\nlead = "x"\ntext = "x"', None),
        ('[texts.page.mine]\nhello = "x"', None),
        ('[texts.page.mine]\nF2 = "x"', None),
        ('[texts.page.their]\ncall = "x"', None),
        ('[texts]\npage.plan.title.remove = true\npage.talk.title = [{ text = "x" }]', None),
        ('[texts.two_ways]\nL07-L88 = "x"', None),
    ],
)
def test_a_text_that_nothing_asks_for_and_a_slip_in_a_list_are_found(
    tmp_path: Path, wording: str, found: tuple[int, str, str | None, bool] | None
) -> None:
    (tmp_path / "wording.en.toml").write_text(wording, encoding="utf-8")
    (tmp_path / "sections").mkdir()
    asks = """{{ t("mine.hello") }} {{ t("mine." ~ area) }} {{ t(whose ~ '.call') }}"""
    (tmp_path / "sections" / "own.html").write_text(asks)
    expected = [Unasked("wording.en.toml", *found)] if found else []
    assert list(find_unasked(tmp_path, (BUILT_IN_KITS / "career", BASE))) == expected
