"""A workshop with all its files, for machines that have none of them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.files import Scratch, output_error
from pipeline.practice import Practice
from pipeline.workflow.workshop import Bench, Workshop

_PRACTICE, _KIT = "practice", "kit"
_READ_ALREADY = ".toml"
"""Files of the kit that travel as what was read from them."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """The recipe of a workshop whose files travel with it.

    ``files`` are the contents by where they are unpacked, and ``folders`` say where the kit's are then.
    """

    workshop: Workshop
    files: Mapping[str, bytes]
    folders: tuple[str, ...]

    @property
    def preload(self) -> tuple[str, ...]:
        """The modules that workers share."""
        return self.workshop.preload

    @contextmanager
    def __call__(self) -> Iterator[Bench]:
        """Unpack, and set the workshop up there. Raises as that does."""
        scratch = Scratch()
        try:
            with self._unpacked(scratch.path)() as bench:
                yield bench
        finally:
            scratch.remove()

    def _unpacked(self, place: Path) -> Workshop:
        try:
            for name, content in self.files.items():
                path = place / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
        except OSError as error:
            raise output_error(place, error) from error
        workshop = self.workshop
        practice = Practice(place / _PRACTICE, workshop.practice.settings)
        kit = replace(workshop.kit, folders=tuple(place / folder for folder in self.folders))
        return replace(workshop, practice=practice, kit=kit)


def pack(workshop: Workshop) -> Parcel:
    """Return a workshop with its kit's files and its brand's pictures, as they are now."""
    practice, files = workshop.practice, dict[str, bytes]()
    homes = tuple(_home(folder, number, practice.root) for number, folder in enumerate(workshop.kit.folders))
    for folder, home in zip(workshop.kit.folders, homes, strict=True):
        for path in folder.rglob("*"):
            if path.is_file() and path.suffix.lower() != _READ_ALREADY:
                files[f"{home}/{path.relative_to(folder).as_posix()}"] = path.read_bytes()
    for name in filter(None, (practice.settings.brand.logo, practice.settings.practice.coach_photo)):
        files[f"{_PRACTICE}/{name}"] = (practice.root / name).read_bytes()
    return Parcel(workshop, files, homes)


def _home(folder: Path, number: int, root: Path) -> str:
    """Return where a folder of the kit is unpacked; the practice's own stays in its place in the practice."""
    if folder.is_relative_to(root):
        return f"{_PRACTICE}/{folder.relative_to(root).as_posix()}"
    return f"{_KIT}/{number}"
