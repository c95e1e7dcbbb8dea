"""The kit and the brand's pictures as they were when a run began, whatever is saved while it goes on.

Workers read these files as they start, and templates when they first need them: without a copy, a PDF could
be made of other bytes than those by which the ledger knows it.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path, PurePath

from pipeline.errors import KitError
from pipeline.files import digest_of_file, output_error
from pipeline.models.kit import Kit
from pipeline.models.making import Context
from pipeline.practice import Practice
from pipeline.scratch import Scratch

_PLACE, _BUILT_IN, _PICTURES = "practice", "kit", "pictures"
_READ_ALREADY = ".toml"
"""Files of the kit that workers get as what was read from them."""


@contextmanager
def snapshot(practice: Practice, kit: Kit, context: Context) -> Iterator[tuple[Practice, Kit]]:
    """Give the practice and the kit with their files in a temporary folder, where nobody changes them.

    The copies are byte by byte what ``context`` says. Nothing of a client is among them.

    Raises:
        KitError: a file is no longer as it was when the run began.
        OutputError: the temporary folder cannot be written.
    """
    with Scratch() as scratch:
        place = scratch.path / _PLACE
        yield _copy_practice(practice, context, place), _copy_kit(practice, kit, context, place)


def _copy_kit(practice: Practice, kit: Kit, context: Context, place: Path) -> Kit:
    """Copy the files of a kit, each folder's into one of their own, as some folders are looked at apart."""
    copies = {folder: place / _BUILT_IN / str(number) for number, folder in enumerate(kit.folders)}
    if practice.own_kit in copies:
        copies[practice.own_kit] = place / practice.own_kit.relative_to(practice.root)
    for name, was in context.kit.items():
        if not name.endswith(_READ_ALREADY):
            home = next((folder for folder in kit.folders if (folder / name).is_file()), kit.folders[0])
            _copy_file(home / name, was, copies[home] / name, practice.relative(practice.own_kit / name))
    return replace(kit, folders=tuple(copies.values()))


def _copy_practice(practice: Practice, context: Context, place: Path) -> Practice:
    """Copy the pictures of the brand; wherever they lie in the practice, the settings name the copies."""
    copies = {
        name: f"{_PICTURES}/{number}/{PurePath(name).name}" for number, name in enumerate(context.pictures)
    }
    for name, was in context.pictures.items():
        _copy_file(practice.root / name, was, place / copies[name], name)
    brand, about = practice.settings.brand, practice.settings.practice
    named = {
        "brand": brand.model_copy(update={"logo": copies.get(brand.logo, "")}),
        "practice": about.model_copy(update={"coach_photo": copies.get(about.coach_photo, "")}),
    }
    return Practice(place, practice.settings.model_copy(update=named))


def _copy_file(path: Path, was: str, target: Path, name: str) -> None:
    """Copy a file, of which ``was`` is the digest, and ``name`` what people call it."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError, PermissionError):  # it could be read when the run began
            shutil.copyfile(path, target)
    except OSError as error:
        raise output_error(target, error) from error
    if digest_of_file(target) != was:
        raise KitError(
            f"{name} was changed while the run began.",
            "Nothing was printed. Run the command again.",
        )
