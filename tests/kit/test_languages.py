"""What becomes of a kit's languages when a practice changes the kit in one of them."""

from pathlib import Path

import pytest

from pipeline.errors import KitError
from pipeline.kit import load_kit
from pipeline.models.kit import Kit
from tests.people import BUILT_IN_KITS

LADDER = '[[ladders]]\nid = "boats"\nsource = "Our own"\nstages = [{ id = "deckhand" }, { id = "skipper" }]\n'
ENGLISH = '[stages]\ndeckhand.title = "Deckhand on boats"\nskipper.title = "Skipper"\n'
ARABIC = '[stages]\ndeckhand.title = "العمل على متن قارب"\nskipper.title = "قيادة قارب"\n'


def load(folder: Path, **files: str) -> Kit:
    """Load the built-in kit with a practice's own files over it, ``_`` in their names standing for a dot."""
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return load_kit("career", BUILT_IN_KITS / "career", folder)


def test_problems_are_told_in_english_where_the_kit_speaks_it(tmp_path: Path) -> None:
    assert list(load(tmp_path).wordings) == ["en", "ar"]


def test_a_language_without_words_for_what_was_added_is_left_out(tmp_path: Path) -> None:
    assert list(load(tmp_path, pathways_toml=LADDER, wording_en_toml=ENGLISH).wordings) == ["en"]


def test_it_is_spoken_again_once_the_words_are_there(tmp_path: Path) -> None:
    kit = load(tmp_path, pathways_toml=LADDER, wording_en_toml=ENGLISH, wording_ar_toml=ARABIC)
    assert list(kit.wordings) == ["en", "ar"]


def test_a_language_lets_go_of_words_for_what_was_taken_out(tmp_path: Path) -> None:
    taken = '[[actions]]\nid = "A3"\nremove = true\n'
    kit = load(tmp_path, playbook_toml=taken, wording_en_toml="[actions]\nA3.remove = true\n")
    assert [("A3" in wording.actions) for wording in kit.wordings.values()] == [False, False]


@pytest.mark.parametrize("own", ["", '[actions.A2]\ntitle = "One new tool"\n'])
def test_inherited_words_for_what_was_taken_out_need_no_line_of_their_own(tmp_path: Path, own: str) -> None:
    taken = '[[actions]]\nid = "A3"\nremove = true\n'
    kit = load(tmp_path, playbook_toml=taken, wording_en_toml=own)
    assert [("A3" in wording.actions) for wording in kit.wordings.values()] == [False, False]


def test_own_words_for_what_was_taken_out_are_told(tmp_path: Path) -> None:
    taken = '[[actions]]\nid = "A3"\nremove = true\n'
    with pytest.raises(KitError, match=r'  wording\.en\.toml, line 1 \(A3\): the kit has no "A3" for \[act'):
        load(tmp_path, playbook_toml=taken, wording_en_toml='[actions.A3]\ntitle = "Changing tasks"\n')


def test_a_fault_that_shows_in_a_file_of_the_program_says_so(tmp_path: Path) -> None:
    taken = '[[actions]]\nid = "T1"\nremove = true\n'
    with pytest.raises(
        KitError, match=r'  the built-in playbook\.toml, line \d+ \(T3\): there is no action "T1"'
    ):
        load(tmp_path, playbook_toml=taken)


@pytest.mark.parametrize(
    ("file", "text", "name"),
    [
        ("playbook_toml", '[[actions]]\nid = "N33"\nremove = true\n', "N33"),
        ("questionnaire_toml", '[[questions]]\nid = "L99"\nremove = true\n', "L99"),
        ("pathways_toml", '[[ladders]]\nid = "boats"\nremove = true\n', "boats"),
        ("wording_en_toml", "[actions]\nN33.remove = true\n", "N33"),
        ("wording_en_toml", "[texts.plan]\nzzz.remove = true\n", "zzz"),
    ],
)
def test_what_is_taken_out_must_have_been_there(tmp_path: Path, file: str, text: str, name: str) -> None:
    with pytest.raises(KitError) as caught:
        load(tmp_path, **{file: text})
    place = f"{file.replace('_', '.')}, line 2 ({name})"
    assert f"  {place}: there is nothing of this name to remove" in caught.value.message


@pytest.mark.parametrize("name", ['["L07"]', "7"])
def test_an_entry_whose_id_is_no_text_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(KitError, match="id must be a text, in quotes"):
        load(tmp_path, questionnaire_toml=f"[[questions]]\nid = {name}\n")


def test_one_that_the_practice_writes_has_to_be_whole(tmp_path: Path) -> None:
    with pytest.raises(KitError, match=r'wording\.ar\.toml: \[stages\] says nothing of "skipper"'):
        load(
            tmp_path,
            pathways_toml=LADDER,
            wording_en_toml=ENGLISH,
            wording_ar_toml=ARABIC.partition("skipper")[0],
        )


def test_without_words_of_its_own_the_first_language_has_to_be_whole(tmp_path: Path) -> None:
    with pytest.raises(KitError, match=r'wording\.en\.toml: \[stages\] says nothing of "deckhand"'):
        load(tmp_path, pathways_toml=LADDER)
