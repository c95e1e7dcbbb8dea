"""Everything that a practice keeps is searched for somebody, byte by byte, and what was searched is told."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import PipelineError
from pipeline.ledger import Ledger
from pipeline.ledger.backup import backup_of
from pipeline.models.client import fold_id
from pipeline.practice import Practice
from pipeline.workflow.privacy.files import count_strange, list_elsewhere, list_files
from pipeline.workflow.privacy.people import Person
from pipeline.workflow.privacy.signs import Signs
from pipeline.workflow.privacy.tables import has_row_of
from pipeline.workflow.privacy.views import Form, UnreadableError, View, form_of, views_of

_SEPARATORS = str.maketrans("_-./\\", "     ")


@dataclass(frozen=True, slots=True)
class Find:
    """A file, relative to the practice, that still holds something of somebody, and what, in plain words."""

    file: str
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Searched:
    """What was searched, and what was found.

    ``forms`` counts the files by kind, ``size`` is in bytes. The ledger has so many ``pages``, some of them
    ``free``. ``closed`` are the files that could not be taken apart: their bytes alone were searched.
    ``elsewhere`` are links to folders, which were not searched; nor were files beside the outputs of
    ``strange`` kinds, counted by their endings.
    """

    finds: tuple[Find, ...]
    forms: Mapping[Form, int]
    size: int
    pages: int
    free: int
    closed: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    strange: Mapping[str, int] = field(default_factory=dict)

    @property
    def files(self) -> int:
        """How many files there were."""
        return sum(self.forms.values())


@dataclass
class Search:
    """One search for a person by their signs.

    It reads the very bytes of the ledger, which this process must not have open then: see
    :mod:`pipeline.ledger.connections`.
    """

    practice: Practice
    person: Person
    signs: Signs
    _forms: Counter[Form] = field(default_factory=Counter)
    _closed: list[str] = field(default_factory=list)
    _size: int = 0

    def run(self, watch: Callable[[int], None] = lambda _: None) -> Searched:
        """Search all files; ``watch`` hears how many were searched so far. No file is changed."""
        finds = []
        for path in list_files(self.practice):
            if what := self._look(path):
                finds.append(Find(self.practice.relative(path), tuple(sorted(what))))
            watch(sum(self._forms.values()))
        with Ledger(self.practice.ledger, passing=True) as ledger:
            pages, free = ledger.count_pages()
        return Searched(
            tuple(finds),
            self._forms,
            self._size,
            pages,
            free,
            tuple(self._closed),
            tuple(map(self.practice.relative, list_elsewhere(self.practice))),
            count_strange(self.practice),
        )

    def _look(self, path: Path) -> set[str]:
        """Return what a file holds of them, in its name, in its bytes, and in what is packed in it."""
        name = self.practice.relative(path)
        what: set[str] = set(self.signs.in_text(name) | self.signs.in_text(name.translate(_SEPARATORS)))
        try:
            content = path.read_bytes()
        except OSError:
            self._closed.append(name)
            return what
        self._size += len(content)
        self._forms[form_of(content)] += 1
        try:
            for view in self._views(path, content):
                what |= self.signs.in_view(view)
        except (UnreadableError, PipelineError):
            self._closed.append(name)
        return what | set(self._entries(path))

    def _views(self, path: Path, content: bytes) -> Iterator[View]:
        """Yield a file's views; those of the ledger and its backup are its values too, whole."""
        yield from views_of(content)
        if path in (self.practice.ledger, backup_of(self.practice.ledger)):
            with Ledger(path, passing=True) as ledger:
                yield from map(View, ledger.traces.texts())

    def _entries(self, path: Path) -> Iterator[str]:
        """Yield where a file names their number in an entry made for it, however short it is."""
        from pipeline.rendering.printing.archive import read_owner

        if path.suffix == ".pdf" and fold_id(read_owner(path) or "") in self.person.ids:
            yield "number"
        is_known = self.signs.count("number") or self.signs.count("name")
        if not is_known and has_row_of(self.practice, path, self.person):
            yield "number"
        if path == self.practice.ledger:
            with Ledger(path, passing=True) as ledger:
                if any(ledger.traces.of(self.person.ids).values()):
                    yield "number"
