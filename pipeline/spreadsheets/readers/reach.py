"""How far the sheets of a workbook reach, told from their XML before anything makes room for every cell.

A few bytes can name the last cell of the largest sheet there is; a reader that trusts them needs more memory
than any machine has.
"""

import io
import re
import zipfile

from pipeline.models.intake import IntakeLimits
from pipeline.spreadsheets.places import column_name, columns_to
from pipeline.spreadsheets.readers.markup import sheet_files

_TAG = re.compile(rb"<(?:\w+:)?(?:c|row)\s")


def overlong_sheets(data: bytes, limits: IntakeLimits) -> set[str | None]:
    """Return the names of the sheets that reach beyond the limits; None is a part of no known name."""
    far = _far(limits)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [part for part in archive.namelist() if _is_overlong(archive.read(part), far, limits)]
        names: dict[str, str] = {file: sheet for sheet, file in sheet_files(archive)} if parts else {}
    return {names.get(part) for part in parts}


def _is_overlong(markup: bytes, far: re.Pattern[bytes], limits: IntakeLimits) -> bool:
    for match in far.finditer(markup):
        row, column = int(match[2] or 0), columns_to(match[1].decode().upper())
        # What looks like a place may be somebody's words: the tag before it tells.
        if (row > limits.rows or column > limits.columns) and _TAG.match(
            markup, markup.rfind(b"<", 0, match.start())
        ):
            return True
    return False


def _far(limits: IntakeLimits) -> re.Pattern[bytes]:
    """Return a pattern of places as long as those at the limits: nearer ones cost no time."""
    letters, digits = len(column_name(limits.columns - 1)), len(str(limits.rows))
    far = rb"(?=[A-Za-z]{%d}|[A-Za-z]*\d{%d})" % (letters, digits)
    return re.compile(rb"\sr\s*=\s*[\"']" + far + rb"([A-Za-z]{0,9})(\d{0,19})[\"']")
