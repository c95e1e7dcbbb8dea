"""Jotform: a CSV file or workbook."""

from pipeline.intake.layouts.layout import Layout, Own

_SUBMITTED = Own(("Submission Date",), "completed_at")
_NUMBER = Own(("Submission ID",))

FORM = Layout(
    "jotform",
    (_SUBMITTED, _NUMBER, Own(("IP",)), Own(("Submission IP",)), Own(("Last Update Date",))),
    first=_SUBMITTED.headers,
    signs=(_SUBMITTED, _NUMBER),
)
