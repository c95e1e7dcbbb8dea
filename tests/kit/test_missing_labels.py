"""Other labels of answers that count as missing, as a kit's wording gives them."""

from pathlib import Path

import pytest

from pipeline.errors import KitError
from pipeline.kit import load_kit
from tests.people import BUILT_IN_KITS


def _practice(folder: Path, labels: str) -> tuple[Path, Path]:
    """Return the folders of the built-in kit and of a practice that gives these labels."""
    own = folder / "templates" / "career"
    own.mkdir(parents=True)
    (own / "wording.en.toml").write_text(f"[missing_aliases]\n{labels}\n", encoding="utf-8")
    return BUILT_IN_KITS / "career", own


def test_a_practice_may_add_its_own(tmp_path: Path) -> None:
    kit = load_kit("career", *_practice(tmp_path, 'does_not_apply = ["not for me"]'))
    assert kit.wordings["en"].missing_aliases["does_not_apply"] == ("not for me",)


@pytest.mark.parametrize(
    ("labels", "told"),
    [
        ('no_idea = ["no idea"]', 'the kit has no "no_idea" for [missing_aliases]'),
        (
            'does_not_apply = ["Skip"]\nrather_not_say = ["skip"]',
            '[missing_aliases] gives "skip" two meanings',
        ),
    ],
)
def test_labels_without_a_meaning_or_with_two_are_told(tmp_path: Path, labels: str, told: str) -> None:
    with pytest.raises(KitError) as caught:
        load_kit("career", *_practice(tmp_path, labels))
    assert told in caught.value.message
