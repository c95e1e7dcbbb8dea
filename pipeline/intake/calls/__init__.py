"""Call lists: files that say who booked which call, as booking tools export them, and never an assessment.

words     what their headers and states are called      columns  a header -> which column says what
entries   a row -> a booking, or what is wrong with it   clocks   day and time of day in two columns
owners    whose a booking is                             choosing which of a client's calls takes place
aliases   other addresses that clients book with         joining  bookings -> the call of each client
"""

from pipeline.intake.calls.aliases import Aliases
from pipeline.intake.calls.columns import KNOWN_HEADERS, find_call_header
from pipeline.intake.calls.entries import Booking, BookingReader
from pipeline.intake.calls.joining import apply_calls, join_calls
from pipeline.intake.calls.owners import Person

LAYOUT = "call-list"
"""How a call list is named among the layouts."""

__all__ = [
    "KNOWN_HEADERS",
    "LAYOUT",
    "Aliases",
    "Booking",
    "BookingReader",
    "Person",
    "apply_calls",
    "find_call_header",
    "join_calls",
]
