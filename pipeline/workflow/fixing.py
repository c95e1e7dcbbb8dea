"""Fix-it workbooks are put into ``outputs/to-fix/``, and those that nobody needs any more are taken away.

What a coach has begun to mend there is never touched: a workbook that was saved has lost its seal.
"""

import os
import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pipeline.errors import LockedError, OutputError
from pipeline.files import digest, run_lock, sweep, write_atomically
from pipeline.intake.calls import KNOWN_HEADERS
from pipeline.intake.mendable import is_worthwhile
from pipeline.intake.vocabulary import Vocabulary
from pipeline.models.problem import Problem
from pipeline.practice import Practice
from pipeline.spreadsheets.guard import read_guarded
from pipeline.spreadsheets.limits import Limits
from pipeline.spreadsheets.places import Place
from pipeline.spreadsheets.readers import Read
from pipeline.spreadsheets.seals import seal, source_of
from pipeline.workflow.reading import Reading

_STEM_BYTES = 200  # with a number and the ending, a name on any system
_ENDING = ".xlsx"


@dataclass(frozen=True, slots=True)
class Fixes:
    """The fix-its that are there now, by the name of their input file, relative to the practice.

    ``notes`` are sentences about those that could not be written.
    """

    paths: Mapping[str, str]
    notes: tuple[str, ...] = ()


def write_fixits(practice: Practice, reading: Reading, read: Read = read_guarded) -> Fixes:
    """Write a fix-it for every input file with something to mend in its rows; take stale ones away.

    Files are read once more by ``read``, and only those. Whatever hinders the writing becomes a note.
    """
    due = list(_due(reading))
    if not due and not practice.to_fix.is_dir():
        return Fixes({})
    if away := _way_out(practice, practice.to_fix):
        return Fixes({}, (away,) if due else ())
    bench = _Bench(practice, reading, read)
    try:
        with run_lock(practice.outputs):
            sweep(practice.to_fix)
            for file in due:
                bench.make(*file)
            bench.clear_away()
    except (LockedError, OutputError) as error:
        bench.notes.append(f"Not every fix-it workbook could be written: {error} {error.hint}".rstrip())
    return Fixes(bench.paths, tuple(bench.notes))


def name_fixits(files: Iterable[str]) -> dict[str, PurePosixPath]:
    """Return the path of every file's fix-it below ``to-fix/``, none of them equal, whatever their case.

    Folders below ``inputs/`` are mirrored; files from elsewhere go by their name alone.
    """
    named: dict[str, PurePosixPath] = {}
    taken: set[str] = set()
    for file in sorted(files, key=lambda name: (not name.lower().endswith(_ENDING), name)):
        path = PurePosixPath(posixpath.normpath(file))
        folder = path.relative_to("inputs").parent if path.parts[0] == "inputs" else PurePosixPath()
        stem = path.stem.encode("utf-8", "replace")[:_STEM_BYTES].decode("utf-8", "ignore")
        number, name = 1, folder / f"{stem}{_ENDING}"
        while str(name).casefold() in taken:
            number += 1
            name = folder / f"{stem} ({number}){_ENDING}"
        taken.add(str(name).casefold())
        named[file] = name
    return named


def _due(reading: Reading) -> Iterator[tuple[str, str, Sequence[Problem]]]:
    """Yield the files that were read whole and have something to mend, with their digests and problems."""
    by_file: dict[str, list[Problem]] = defaultdict(list)
    for problem in reading.intake.problems:
        by_file[problem.file].append(problem)
    for file in reading.intake.files:
        problems = by_file[file.name]
        if file.is_whole and file.digest and is_worthwhile(problems):
            yield file.name, file.digest, problems


class _Bench:
    """One run's fix-its, and what is to be told about them."""

    def __init__(self, practice: Practice, reading: Reading, read: Read) -> None:
        self._practice, self._read = practice, read
        self._limits = Limits.of(practice.settings.intake.limits)
        self._wording = reading.kit.wordings[practice.settings.practice.language]
        self._headers = Vocabulary.of(reading.kit, practice.settings.intake.columns).known_headers
        self._skipped, self._owner = reading.intake.skipped, reading.owner
        self._digests = {
            file.digest for file in reading.intake.files if not self._is_in_to_fix(practice.root / file.name)
        }
        self._names = name_fixits(file.name for file in reading.intake.files)
        self.paths: dict[str, str] = {}
        self.notes: list[str] = []

    def make(self, file: str, digest_then: str, problems: Sequence[Problem]) -> None:
        """Write the fix-it of a file that was read, unless somebody has begun to mend the last one."""
        from pipeline.intake.fixing import draft_fixit  # what draws a copy is loaded where one is due
        from pipeline.spreadsheets.writing import write_book

        path = self._practice.root / file
        if self._is_in_to_fix(path):
            self.paths[file] = self._practice.relative(path)  # it is being mended there
            return
        target = self._practice.to_fix / self._names[file]
        shown = self._practice.relative(target)
        if obstacle := _way_out(self._practice, target.parent) or _no_file(target, shown):
            self.notes.append(obstacle)
            return
        if not self._is_free(target):
            self.paths[file] = shown
            self.notes.append(
                f"{shown} was changed since it was made, so it was left as it is: "
                "put it into inputs/ or delete it, then check again."
            )
            return
        contents = self._read(path, Place(file), self._limits, self._headers | KNOWN_HEADERS)
        book = draft_fixit(
            contents, problems, self._headers, self._wording, skipped=self._skipped, owner=self._owner
        )
        if contents.digest != digest_then:
            self.notes.append(f"{file} was changed while it was read: check again.")
        elif book:
            write_atomically(target, seal(write_book(book), file))
            self.paths[file] = shown

    def clear_away(self) -> None:
        """Remove fix-its, as they were made, of files that are clean now, or gone."""
        current = {self._practice.root / path for path in self.paths.values()}
        for path in sorted(self._practice.to_fix.rglob(f"*{_ENDING}")):
            source = None if path in current else _source_of(path)
            if source and (source in self._names or not (self._practice.root / source).exists()):
                with suppress(OSError):
                    path.unlink()
        folders = (path for path in self._practice.to_fix.rglob("*") if path.is_dir())
        for folder in (*sorted(folders, reverse=True), self._practice.to_fix):
            with suppress(OSError):  # it holds something still
                folder.rmdir()

    def _is_free(self, target: Path) -> bool:
        """Whether nothing would be lost: nothing is there, or what was made here, or what was read."""
        if not target.exists():
            return True
        return _source_of(target) is not None or digest(_bytes_of(target)) in self._digests

    def _is_in_to_fix(self, path: Path) -> bool:
        return _real(path).is_relative_to(_real(self._practice.to_fix))


def _way_out(practice: Practice, folder: Path) -> str | None:
    """Say so if a folder at or below ``to-fix/`` lies elsewhere in truth: nothing is written there."""
    inside = (folder, *folder.parents)[: len(folder.relative_to(practice.outputs).parts)]
    link = next((part for part in inside if part.is_symlink()), None)
    if link:
        shown = practice.relative(link)
        return f"No copy was put into {shown}: it is a link. Put a folder in its place, then check again."
    real, inputs = _real(folder), _real(practice.inputs)
    if real.is_relative_to(inputs) or not real.is_relative_to(_real(practice.to_fix)):
        shown = practice.relative(folder)
        return f"No copy was put into {shown}: it lies among the inputs, or elsewhere. Move outputs/ away."
    return None


def _no_file(target: Path, shown: str) -> str | None:
    """Say so if there is something in a copy's place that is no file."""
    if target.is_symlink():
        kind = "a link"
    elif target.is_dir():
        kind = "a folder"
    elif target.exists() and not target.is_file():
        kind = "no ordinary file"
    else:
        return None
    return f"{shown} is {kind}, so no copy could be put in its place. Move it away, then check again."


def _real(path: Path) -> Path:
    """Return where a path leads, links that lead nowhere or in circles included."""
    return Path(os.path.realpath(path))


def _source_of(path: Path) -> str | None:
    return source_of(_bytes_of(path))


def _bytes_of(path: Path) -> bytes:
    """Return the bytes of a file; none for anything that is no file of its own, or cannot be read."""
    try:
        return path.read_bytes() if path.is_file() and not path.is_symlink() else b""
    except OSError:
        return b""
