"""Which files of a practice are about one person, and which hold others too and can be made again."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from email.utils import getaddresses
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Literal

from pipeline.ledger import Ledger
from pipeline.models.client import fold_id
from pipeline.practice import Practice
from pipeline.workflow.privacy.people import Person
from pipeline.workflow.privacy.signs import Signs
from pipeline.workflow.privacy.views import UnreadableError, views_of

Class = Literal["document", "message", "copy", "sheet", "export"]
"""A *document* or *message* is one person's alone. A *copy* to fix, and a *sheet* of scores or a print of
several people, can be made again. An *export* was made to be handed over."""

_DATA = frozenset(
    {".csv", ".eml", ".html", ".json", ".ods", ".pdf", ".sqlite3", ".txt", ".xls", ".xlsm", ".xlsx", ".zip"}
)
"""Endings of files that may be about clients, in the practice's own folder."""

_SHEET, _SCORES = b">roadmap</dc:creator>", b">quadrant<"
_TABLE = b"client,name,position,quadrant"
"""How a workbook, and a table, say that the program wrote scores into them."""


@dataclass(frozen=True, slots=True)
class Holding:
    """A file that the practice keeps of somebody."""

    path: Path
    sort: Class


def list_files(practice: Practice) -> Iterator[Path]:
    """Yield every file that a practice keeps besides its inputs: outputs, review, and data beside it."""
    beside = (path for path in practice.root.iterdir() if path.suffix.lower() in _DATA)
    for path in sorted(chain(practice.outputs.rglob("*"), beside)):
        if path.is_file() and not path.is_symlink():
            yield path


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
        """Return them all."""
        found = ((path, self._sort(path)) for path in list_files(self.practice))
        return [Holding(path, sort) for path, sort in found if sort]

    def _sort(self, path: Path) -> Class | None:
        if path in (self.practice.review, self.practice.ledger):
            return None
        outputs = self.practice.outputs
        if path.suffix == ".pdf" and path.is_relative_to(outputs):
            return self._sort_pdf(path)
        if path.suffix == ".eml" and path.is_relative_to(outputs):
            return "message" if self._is_to_them(path) else None
        if path.is_relative_to(exports_of(self.practice)):
            return "export" if self._names_them(path) else None
        if path.is_relative_to(self.practice.to_fix):
            return "copy" if self._names_them(path) else None
        return "sheet" if _is_sheet(path) and self._names_them(path) else None

    def _sort_pdf(self, path: Path) -> Class | None:
        """Tell whose a PDF is; one of several people, such as a print of briefs, is nobody's alone."""
        from pipeline.rendering.printing.archive import read_owner

        owner = read_owner(path)
        if owner is not None:
            return "document" if fold_id(owner) in self.person.ids else None
        if path in self._recorded:
            return "document"
        is_home = any(path.is_relative_to(home) for home in (self.practice.reports, self.practice.briefs))
        return None if is_home or not self._names_them(path) else "sheet"

    def _is_to_them(self, path: Path) -> bool:
        from email import message_from_bytes

        if path in self._recorded:
            return True
        recipients = message_from_bytes(_read(path)).get_all("To", [])
        return any(
            self.person.has_address(address) for _, address in getaddresses(map(str, recipients)) if address
        )

    def _names_them(self, path: Path) -> bool:
        """Whether a file that can be made again holds a sign of them, or may, since their name is none."""
        if self.person.names and not self.signs.count("name"):
            return True
        try:
            for view in views_of(_read(path)):
                if self.signs.in_bytes(view.content) if view.text is None else self.signs.in_text(view.text):
                    return True
        except UnreadableError:
            return False
        return False

    @cached_property
    def _recorded(self) -> AbstractSet[Path]:
        """The files among the outputs that the ledger names as theirs."""
        rows = self.ledger.traces.of(self.person.ids)
        names = [str(row["path"]) for row in rows["documents"]]
        names += [str(row["message"]) for row in rows["deliveries"]]
        return {self.practice.root / name for name in names if ".." not in Path(name).parts}


def _is_sheet(path: Path) -> bool:
    """Whether the program wrote scores into a workbook or table, and nobody has saved it since."""
    content = _read(path)
    if path.suffix == ".csv":
        return _TABLE in content[:200]
    try:
        members = [view.content for view in views_of(content)] if path.suffix == ".xlsx" else []
    except UnreadableError:
        return False
    return all(any(sign in member for member in members) for sign in (_SHEET, _SCORES))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
