"""A row of cells becomes a client, or all that keeps it from being one.

reader  cells -> client or problems     rules   what must hold of a row as a whole
shapes  how the sheet shows a row       tally   a bound on what is told of one file
outcome what a row came to              roles   what questions mean to the program
other_scales  sheets whose numbers mean something else
"""

from pipeline.intake.rows.other_scales import hold_other_scales
from pipeline.intake.rows.outcome import ReadRow
from pipeline.intake.rows.reader import RowReader

__all__ = ["ReadRow", "RowReader", "hold_other_scales"]
