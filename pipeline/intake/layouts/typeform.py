"""Typeform: a CSV file or workbook whose times are in UTC."""

from pipeline.intake.layouts.layout import Layout, Own

_SUBMITTED = Own(("Submit Date (UTC)",), "completed_at")
_NETWORK = Own(("Network ID",))

FORM = Layout(
    "typeform",
    (
        Own(("#",)),
        Own(("Response Type",), unfinished=("partial", "started")),
        Own(("Start Date (UTC)",)),
        Own(("Stage Date (UTC)",)),
        _SUBMITTED,
        _NETWORK,
        Own(("Tags",)),
        Own(("Ending",)),
    ),
    signs=(_SUBMITTED, _NETWORK),
)
