"""Which files a kit is made of."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.files import is_hidden
from pipeline.kit.faults import Faults


def gather_files(folders: Iterable[Path], faults: Faults) -> dict[str, Path]:
    """Return every file of the kit by its name inside it, the first folder winning, in the order of names.

    A kit holds what lies in its folders and nothing else: links that lead out of them are recorded as faults.
    """
    found: dict[str, Path] = {}
    for folder in folders:
        for path in _visible(folder):
            name = path.relative_to(folder).as_posix()
            if path.is_symlink() and (fault := _fault_of(path, folder)):
                faults.add(name, "", fault)
            elif path.is_file():
                found.setdefault(name, path)
    return dict(sorted(found.items()))


def _visible(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if not is_hidden(path.relative_to(folder)))


def _fault_of(link: Path, folder: Path) -> str:
    """Say what is wrong with a link, if anything."""
    if not link.exists():
        return "is a link that leads nowhere; put the file itself here"
    if link.is_dir():
        return "is a link to a folder; put the folder itself here"
    if not link.resolve().is_relative_to(folder.resolve()):
        return "is a link that leads out of the kit's folder; put the file itself here"
    return ""
