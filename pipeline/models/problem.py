"""One thing that is wrong with a row or a file, as a value."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, where, and what to do about it.

    ``file`` is relative to the practice where it lies inside it. ``cell`` is A1-style, for CSV too; ``row``
    counts as the sheet counts (the first line is 1). ``client`` is the id or, failing that, the name of the
    row, if either could be read. ``field`` is the question's id. ``found`` is what the cell holds, cut to
    80 characters. ``message`` says what is wrong and ``fix`` what to do, each as one plain sentence. An
    ``error`` holds the row (or the file); a ``warning`` holds nothing. ``needs_doing`` is false for what is
    told for information alone.
    """

    file: str
    message: str
    fix: str
    sheet: str | None = None
    cell: str | None = None
    row: int | None = None
    client: str | None = None
    field: str | None = None
    found: str | None = None
    severity: Severity = "error"
    needs_doing: bool = True

    @property
    def is_error(self) -> bool:
        """Whether the row or file is held because of this."""
        return self.severity == "error"
