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
