"""A workshop with all its files, for machines that have none of them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.files import output_error
from pipeline.practice import Practice
from pipeline.scratch import Scratch
from pipeline.workflow.workshop import Bench, Workshop


@dataclass(frozen=True, slots=True)
class Parcel:
    """The recipe of a workshop whose files travel with it: their contents, by their place in the practice."""

    workshop: Workshop
    files: Mapping[str, bytes]

    @property
    def preload(self) -> tuple[str, ...]:
        """The modules that workers share."""
        return self.workshop.preload

    @contextmanager
    def __call__(self) -> Iterator[Bench]:
        """Unpack, and set the workshop up there. Raises as that does."""
        with Scratch() as scratch, self._unpacked(scratch.path)() as bench:
            yield bench

    def _unpacked(self, place: Path) -> Workshop:
        try:
            for name, content in self.files.items():
                path = place / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
        except OSError as error:
            raise output_error(place, error) from error
        workshop = self.workshop
        practice, kit = workshop.practice, workshop.kit
        folders = tuple(place / folder.relative_to(practice.root) for folder in kit.folders)
        return replace(
            workshop, practice=Practice(place, practice.settings), kit=replace(kit, folders=folders)
        )


def pack(workshop: Workshop) -> Parcel:
    """Return a workshop with its files, all of which lie in its practice: it is a snapshot."""
    root = workshop.practice.root
    paths = (path for path in root.rglob("*") if path.is_file())
    return Parcel(workshop, {path.relative_to(root).as_posix(): path.read_bytes() for path in paths})
