"""What changed for Maya Haddad since last time, written by hand."""

# ruff: noqa: E501

from pipeline.rendering.views.scores import Range
from pipeline.rendering.views.since import Changed, Outcome, Shift, Since

SINCE = Since(
    summary="Your answers of 12 May 2026, beside those of 5 November 2025.",
    note="",
    shifts=(
        Shift("P", 0, "What you have now", is_axis=True, before=Range(49.9, 56.25, 62.6),
              after=Range(52.4, 58.75, 65.1), then="then about 56, likely 50–63",
              now="now about 59, likely 52–65",
              finding="Too small a shift to call on the whole axis; the answers below changed.",
              alt="What you have now: then about 56, now about 59. Too small a shift to call."),
        Shift("F", 1, "Building ahead", is_axis=True, before=Range(18.5, 23, 27.5), after=Range(36.2, 40.69, 45.2),
              then="then about 23, likely 19–28", now="now about 41, likely 36–45",
              finding="Higher than last time, by more than answers shift from day to day.",
              alt="Building ahead: then about 23, now about 41. By more than answers shift from day to day."),
    ),
    others="",
    unchanged="",
    facts=(
        Changed("Paid time off", "not covered", "covered"),
        Changed("A clear next step", "none", "talked about"),
        Changed("Furthest written goal", "none", "3 months"),
    ),
    answers=(
        Changed("Can name a next role", "disagree", "agree"),
        Changed("Uses interests most weeks", "in between", "agree"),
    ),
    more="",
    outcomes=(
        Outcome("Write a 12-month goal and a five-year role", "half", "closer", "Furthest written goal: now 3 months"),
        Outcome("Map three roles reachable from here", "full", "reached", "Can name a next role: now agree"),
        Outcome("Start a wins log: five results with numbers", "empty", "as it was", "Results record updated: now never"),
        Outcome("Block one learning hour a week", None, "no answer tells", "Learning hours in a month: now no answer"),
    ),
)  # fmt: skip
