"""Which files of a practice are about one person, and which hold others too and can be made again.

Only what the program keeps is counted here, among the outputs. What a coach has put away, changed or written
to a place of their own may hold others for good: it is searched and told, and nobody but them takes it away.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from email.utils import getaddresses
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Literal

from pipeline.batch.names import NAMES_KEY, is_name_for
from pipeline.ledger import Ledger
from pipeline.models.client import fold_id
from pipeline.practice import SETTINGS_FILE, Practice
from pipeline.program import built_in
from pipeline.spreadsheets.seals import source_of
from pipeline.workflow.privacy.originals import is_original
from pipeline.workflow.privacy.people import Person
from pipeline.workflow.privacy.signs import Signs
from pipeline.workflow.privacy.views import UnreadableError, views_of
from pipeline.workflow.sending.outbox import Outbox

Class = Literal["document", "message", "copy", "sheet", "export"]
"""A *document* or *message* is one person's alone. A *copy* to fix as it was made, and the *sheet* of briefs
that is printed for a day, can be made again. An *export* was made to be handed over."""

WITH_OTHERS: frozenset[Class] = frozenset({"copy", "sheet"})
"""What holds others too."""

_DATA = frozenset(
    f".{ending}"
    for ending in (
        *("csv", "tsv", "xlsx", "xlsm", "xlsb", "xls", "ods", "numbers"),
        *("pdf", "html", "txt", "md", "doc", "docx", "odt", "rtf", "eml", "ics", "vcf", "json"),
        *("sqlite3", "bak", "old", "zip", "gz", "tar", "7z", "rar"),
    )
) | {""}
"""Endings of files that may be about clients, in the practice's own folder and below it."""

_NOT_MADE = frozenset({"inputs", "templates", "brand"})
"""Folders that are the coach's own: what the program reads."""


@dataclass(frozen=True, slots=True)
class Holding:
    """A file that the practice keeps of somebody."""

    path: Path
    sort: Class


def folders_of(practice: Practice) -> tuple[Path, ...]:
    """Return the outputs, and those of the program's own folders among them that are links to elsewhere."""
    kept = (practice.reports, practice.briefs, practice.drafts, practice.old, practice.to_fix)
    own = (*kept, exports_of(practice), Outbox(practice).folder)
    return practice.outputs, *(folder for folder in own if folder.is_symlink())


def list_files(practice: Practice) -> Iterator[Path]:
    """Yield every file that a practice keeps besides its inputs: outputs, review, and data beside them.

    What the program itself put beside them and nobody changed is none: its examples may bear any name.
    A link to a file is one too, also where nothing lies at its end: its name may tell of somebody.
    """
    data = (path for path in _list_beside(practice) if path.suffix.lower() in _DATA)
    beside = (path for path in data if not is_original(path, practice.root))
    found = sorted(chain(_list_outputs(practice), beside))
    return (path for path in found if path.is_file() or not path.exists())


def list_elsewhere(practice: Practice) -> Iterator[Path]:
    """Yield the links to folders that hold who knows what, and that are not followed."""
    found = sorted(chain(_list_outputs(practice), _list_beside(practice)))
    own = {*folders_of(practice), *(practice.root / name for name in _NOT_MADE)}
    return (path for path in found if path.is_symlink() and path.is_dir() and path not in own)


def count_strange(practice: Practice) -> Counter[str]:
    """Count the files beside the outputs, by their endings, that are of kinds which nothing here reads."""
    beside = (path for path in _list_beside(practice) if path.is_file() and path.name != SETTINGS_FILE)
    return Counter(ending for path in beside if (ending := path.suffix.lower()) not in _DATA)


def _list_outputs(practice: Practice) -> Iterator[Path]:
    return chain.from_iterable(folder.rglob("*") for folder in folders_of(practice))


def _list_beside(practice: Practice) -> Iterator[Path]:
    """Yield what lies in a practice's folder and, but for the program's own one, in the coach's below it."""
    is_program = practice.root == built_in("templates").parent
    for path in practice.root.iterdir():
        yield path
        is_known = path == practice.outputs or path.name in _NOT_MADE or path.name.startswith(".")
        if not (is_program or is_known or path.is_symlink()):
            yield from path.rglob("*")


def exports_of(practice: Practice) -> Path:
    """Return the folder for what is handed over to clients."""
    return practice.outputs / "exports"


@dataclass(frozen=True)
class Files:
    """The files about a person, who has these signs; the ledger is asked before it forgets them."""

    practice: Practice
    person: Person
    signs: Signs
    ledger: Ledger

    def find(self) -> list[Holding]:
        """Return them all; none lies outside the outputs, but where these are links to elsewhere."""
        own = (each for each in _list_outputs(self.practice) if each.is_file() and not each.is_symlink())
        found = ((path, self._sort(path)) for path in sorted(own))
        return [Holding(path, sort) for path, sort in found if sort]

    def _sort(self, path: Path) -> Class | None:
        if path.suffix == ".pdf":
            return self._sort_pdf(path)
        if path.suffix == ".eml":
            return "message" if self._is_to_them(path) else None
        if path.suffix == ".zip" and path.parent == exports_of(self.practice):
            return "export" if self._is_named_for(path) else None
        is_copy = path.is_relative_to(self.practice.to_fix) and _is_as_made(path)
        return "copy" if is_copy and self._names_them(path) else None

    def _sort_pdf(self, path: Path) -> Class | None:
        """Tell whose a PDF is; of those of several people, the program makes the print of briefs alone."""
        from pipeline.rendering.printing.archive import read_owner

        owner = read_owner(path)
        if owner is not None:
            return "document" if fold_id(owner) in self.person.ids else None
        if path in self._recorded or (path.is_relative_to(self.practice.drafts) and self._is_named_for(path)):
            return "document"
        return "sheet" if path == self.practice.today and self._names_them(path) else None

    def _is_named_for(self, path: Path) -> bool:
        """Whether a file has a name of theirs: no draft or export says whose it is, nor does the ledger."""
        name = path.with_suffix(".pdf").name
        return any(is_name_for(name, one, self._names_key) for one in self.person.ids)

    def _is_to_them(self, path: Path) -> bool:
        """Whether a mail is theirs: as the ledger knows it, for several may share an address, or by that."""
        from email import message_from_bytes

        if owner := self._owners.get(path):
            return owner in self.person.ids
        message = message_from_bytes(_read(path))
        written = [str(value) for name in ("To", "Cc", "Bcc") for value in message.get_all(name, [])]
        addresses = [address for _, address in getaddresses(written) if address]
        return bool(addresses) and all(map(self.person.has_address, addresses))

    def _names_them(self, path: Path) -> bool:
        """Whether a file that can be made again holds a sign of them, or may, since their name is none."""
        if self.person.names and not self.signs.count("name"):
            return True
        try:
            return any(map(self.signs.in_view, views_of(_read(path))))
        except UnreadableError:
            return False

    @cached_property
    def _names_key(self) -> bytes | None:
        return self.ledger.find_key(NAMES_KEY)

    @cached_property
    def _recorded(self) -> AbstractSet[Path]:
        """The documents among the outputs that the ledger names as theirs."""
        names = [str(row["path"]) for row in self.ledger.traces.of(self.person.ids)["documents"]]
        return {self.practice.root / name for name in names if ".." not in Path(name).parts}

    @cached_property
    def _owners(self) -> Mapping[Path, str]:
        """The folded ids of those whose mails the ledger knows, by where a mail or its draft lies."""
        outbox, found = Outbox(self.practice), dict[Path, str]()
        for delivery in self.ledger.deliveries.all():
            found[outbox.draft_of(delivery)] = delivery.folded
            found[self.practice.root / delivery.message] = delivery.folded
        return found


def _is_as_made(path: Path) -> bool:
    """Whether nobody has saved a copy to fix since: what a coach has begun to mend there is theirs."""
    return source_of(_read(path)) is not None


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
