"""Which files a preview is made from, and when each was saved: what did not change is not done again."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Generic, TypeVar

from pipeline.practice import SETTINGS_FILE, Practice
from pipeline.program import built_in
from pipeline.workflow.reviewing.store import twins_of

Value = TypeVar("Value")

Stamp = tuple[tuple[str, int, int], ...]
"""Paths with the time of the last change in nanoseconds and the size in bytes."""

_DATA, _TEMPLATES = (".toml", ".json"), (".html",)
_BASE = "base"


class Kept(Generic[Value]):
    """A value that is made again only when what it is made from has changed."""

    def __init__(self) -> None:
        self.made_from: object = None
        self.value: Value | None = None

    def get(self, made_from: object, make: Callable[[], Value]) -> Value:
        """Return the value that is made from this. If it cannot be made, the earlier one stays known."""
        if self.value is None or self.made_from != made_from:
            self.value = make()
            self.made_from = made_from
        return self.value


@dataclass(frozen=True, slots=True)
class Sources:
    """How the files stand, by what depends on them; ``looks`` are stylesheets, fonts and pictures.

    ``folders`` are those in which a saved file matters.
    """

    settings: Stamp
    data: Stamp
    templates: Stamp
    looks: Stamp
    inputs: Stamp
    review: Stamp
    folders: tuple[Path, ...]


def look_up(practice: Practice) -> Sources:
    """Return how the files of a practice and its kit stand at this moment."""
    settings = practice.settings
    built = built_in("templates")
    kit_folders = (practice.own_kit, built / settings.reports.kit, built / _BASE)
    kit = list(chain.from_iterable(map(_files, kit_folders)))
    names = filter(None, (settings.brand.logo, settings.practice.coach_photo))
    pictures = [practice.root / name for name in names]
    places = (*kit_folders, practice.own_kit.parent, practice.inputs)
    folders = chain([practice.root], (picture.parent for picture in pictures), *map(_folders, places))
    return Sources(
        settings=stamp([practice.root / SETTINGS_FILE]),
        data=stamp(path for path in kit if path.suffix in _DATA),
        templates=stamp(path for path in kit if path.suffix in _TEMPLATES),
        looks=stamp([path for path in kit if path.suffix not in (*_DATA, *_TEMPLATES)] + pictures),
        inputs=stamp(_files(practice.inputs)),
        review=stamp([practice.review, *twins_of(practice)]),
        folders=tuple(sorted({folder for folder in folders if folder.is_dir()})),
    )


def stamp(paths: Iterable[Path]) -> Stamp:
    """Return how files stand; one that is not there is left out."""
    return tuple(sorted(_stamps(paths)))


def _stamps(paths: Iterable[Path]) -> Iterator[tuple[str, int, int]]:
    for path in paths:
        try:
            found = path.stat()
        except OSError:  # it has just gone, or may not be looked at
            continue
        yield str(path), found.st_mtime_ns, found.st_size


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))


def _folders(folder: Path) -> Iterator[Path]:
    return chain([folder], (path for path in folder.rglob("*") if path.is_dir()))
