"""A search through the bytes of a workbook's parts, each unpacked once and never kept.

It finds what a reader of cells does not tell, or would take for an order to make room: how far a sheet
reaches, rows that are hidden or stand twice, and whether there are cells that want a closer look. To unpack
every part is also to learn that each is as large as the archive says, and whole.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from pipeline.spreadsheets.limits import Limits
from pipeline.spreadsheets.places import column_name, columns_to
from pipeline.spreadsheets.readers.damage import blamed_on_file

_CHUNK = 1 << 20
_FEW_TEXTS = 100_000
_LEAST_CELL = len('<c t="s"><v>0</v></c>')
_TEXTS = (b"<si", b":si>")
_TYPES = (b"<!DOCTYPE", b"<!ENTITY")
_ROOT = re.compile(rb"<((?:\w+:)?)worksheet[\s>]")
_TAG = re.compile(rb"<(?:\w+:)?(?:c|row)\s")
_NUMBER = re.compile(rb"\sr\s*=\s*[\"'](\d{1,18})[\"']")
_HIDDEN = re.compile(rb"\shidden\s*=\s*[\"'](?:1|true)[\"']")
_ERRORS = (b't="e"', b"t='e'")


class OwnTypesError(ValueError):
    """A part declares types or entities of its own: no spreadsheet program does, and an attack may."""


class IdleTextsError(ValueError):
    """The list of shared texts is far longer than the sheets have cells that could show them."""


@dataclass(frozen=True, slots=True)
class Part:
    """What the bytes of one sheet tell.

    ``file`` is the part's name in the archive. ``hidden`` rows count from 0. ``repeated`` is a row number,
    from 1, that stands twice. ``is_special``: some cells hold an error or a formula.
    """

    file: str
    hidden: frozenset[int]
    repeated: int | None
    is_overlong: bool
    is_special: bool


def scan(data: bytes, limits: Limits) -> dict[str, Part]:
    """Return what the sheets tell, by the name of their part in one case: readers look it up without regard.

    Raises :class:`OwnTypesError`, :class:`IdleTextsError`, and :class:`DamagedError` for an archive that is
    not as it says.
    """
    found = {}
    texts = room = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for member in archive.infolist():
            part = _search(member.filename, _windows(archive, member), limits)
            if isinstance(part, int):
                texts += part
            else:
                room += member.file_size
                found[member.filename.casefold()] = part
    if texts > max(_FEW_TEXTS, room // _LEAST_CELL):
        raise IdleTextsError
    return found


def _chunks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    with blamed_on_file(), archive.open(member) as packed:
        while chunk := packed.read(_CHUNK):
            yield chunk


def _windows(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield a part in pieces that end where a tag begins, so that no tag is torn."""
    kept = b""
    for chunk in _chunks(archive, member):
        window = kept + chunk
        cut = window.rfind(b"<")
        if cut > 0:
            yield window[:cut]
        kept = window[max(cut, 0) :]
    yield kept


def _search(file: str, windows: Iterator[bytes], limits: Limits) -> Part | int:
    """Search one part; for one that is no sheet, return how many shared texts it holds."""
    first = next(windows)
    if any(sign in first for sign in _TYPES):
        raise OwnTypesError
    root = _ROOT.search(first)
    if not root:
        # Unpacked all the same, to learn its size.
        return sum(window.count(sign) for window in chain([first], windows) for sign in _TEXTS)
    search = _Search(root[1], limits)
    search.run([first])
    search.run(windows)
    return search.part(file)


class _Search:
    """What was found so far in a sheet whose tags begin with ``prefix``."""

    def __init__(self, prefix: bytes, limits: Limits) -> None:
        self._limits = limits
        self._row = re.compile(rb"<%srow(?=[\s/>])([^>]*)>" % re.escape(prefix))
        self._formula_sign = b"<%sf" % prefix
        self._formula = re.compile(rb"%s[\s/>]" % re.escape(self._formula_sign))
        self._far = _far(limits)
        self._last = 0
        self._seen: set[int] = set()
        self._hidden: set[int] = set()
        self._repeated: int | None = None
        self._is_overlong = False
        self._is_special = False

    def run(self, windows: Iterable[bytes]) -> None:
        for window in windows:
            self._look_at_rows(window)
            self._is_overlong = self._is_overlong or self._last > self._limits.rows or self._reaches(window)
            self._is_special = self._is_special or self._holds_special(window)

    def part(self, file: str) -> Part:
        return Part(file, frozenset(self._hidden), self._repeated, self._is_overlong, self._is_special)

    def _look_at_rows(self, window: bytes) -> None:
        for attributes in self._row.findall(window):
            numbered = _NUMBER.search(attributes)
            number = int(numbered[1]) if numbered else self._last + 1
            if number in self._seen:
                self._repeated = self._repeated or number
            self._seen.add(number)
            self._last = number
            if b"hidden" in attributes and _HIDDEN.search(attributes):
                self._hidden.add(number - 1)

    def _holds_special(self, window: bytes) -> bool:
        if any(sign in window for sign in _ERRORS):
            return True
        return self._formula_sign in window and bool(self._formula.search(window))

    def _reaches(self, window: bytes) -> bool:
        """Whether a cell or row lies beyond the limits."""
        for match in self._far.finditer(window):
            column, row = columns_to(match[1].decode()), int(match[2] or 0)
            # What looks like a place may be somebody's words: the tag before it tells.
            if (row > self._limits.rows or column > self._limits.columns) and _TAG.match(
                window, window.rfind(b"<", 0, match.start())
            ):
                return True
        return False


def _far(limits: Limits) -> re.Pattern[bytes]:
    """Return a pattern of places far enough out to be worth a look; nearer ones cost no time.

    Rows are known from their own tags: here only a cell that claims a row with more digits matters.
    """
    letters, digits = len(column_name(limits.columns - 1)), len(str(limits.rows)) + 1
    return re.compile(rb'r="(?=[A-Z]{%d}|[A-Z]*\d{%d})([A-Z]{0,9})(\d{0,19})"' % (letters, digits))
