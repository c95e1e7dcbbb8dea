"""What a practice may choose about reading its spreadsheets: the ``[intake]`` section of ``roadmap.toml``."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from pipeline.models.data import Data, Id

AmbiguousDates = Literal["day-first", "month-first", "refuse"]
Positive = Annotated[int, Field(ge=1, strict=True)]


class IntakeLimits(Data):
    """The largest input that is read. The defaults are far above any practice and far below a machine.

    ``file_mb`` is the file on disk, ``unpacked_mb`` and ``members`` what a workbook says it unpacks to, both
    in megabytes of 1,000,000 bytes; ``rows`` and ``columns`` count those of one sheet.
    """

    file_mb: Positive = 50
    unpacked_mb: Positive = 500
    members: Positive = 2_000
    rows: Positive = 200_000
    columns: Positive = 1_000
    cell_characters: Positive = 32_767


class IntakeSettings(Data):
    """How inputs are read.

    ``ambiguous_dates`` decides dates such as 9/12/2026. ``columns`` pins headers, as they stand in the sheet,
    to questions. ``confirmed_addresses`` are e-mail addresses that are right although letters of theirs look
    like others. ``addresses`` gives an address that a call was booked with the one that its client answered
    with. ``sheets`` pins files of several sheets to the one that is read. ``limits`` protects the
    machine.
    """

    ambiguous_dates: AmbiguousDates = "refuse"
    columns: Mapping[str, Id] = Field(default_factory=dict)
    confirmed_addresses: tuple[str, ...] = ()
    addresses: Mapping[str, str] = Field(default_factory=dict)
    sheets: Mapping[str, str] = Field(default_factory=dict)
    limits: IntakeLimits = IntakeLimits()
