"""The flow, in the order of its steps: intake → score → plan → render → ledger.

    check         read and validate                     (reading)
    score_all     … and score                           (reading)
    explain       … and plan, for one client            (explaining)
    make_reports  … and print what is new or changed    (making)

Nothing here prints, and the time comes in as an argument.
"""

from pipeline.workflow.candidates import Wish
from pipeline.workflow.explaining import Explanation, explain
from pipeline.workflow.making import Batch, make_reports
from pipeline.workflow.reading import Reading, Scored, check, load_kit_of, score_all

__all__ = [
    "Batch",
    "Explanation",
    "Reading",
    "Scored",
    "Wish",
    "check",
    "explain",
    "load_kit_of",
    "make_reports",
    "score_all",
]
