"""Why a document is not as it would be made now, in words that a coach reads."""

from collections.abc import Iterable

from pipeline.ledger.decisions import ANSWER_CHANGED
from pipeline.models.wording import Wording
from pipeline.spreadsheets.places import cut

_ASKED, _CHARACTERS = 3, 60
"""So many changed answers are named, with so much of a question that has no short name."""


def say_reasons(reasons: Iterable[str], wording: Wording) -> str:
    """Say several reasons one after the other."""
    return "; ".join(_say(reason, wording) for reason in reasons)


def _say(reason: str, wording: Wording) -> str:
    """Say which answers changed in the words of their questions; any other reason is plain already."""
    what, separator, ids = reason.partition(": ")
    if not what.endswith(ANSWER_CHANGED) or not separator:
        return reason
    changed = ids.split(", ")
    told = [
        f"“{cut(asked.short or asked.text, _CHARACTERS)}” ({one})"
        if (asked := wording.questions.get(one))
        else one
        for one in changed
    ]
    more = f" and {len(told) - _ASKED:,} more" if len(told) > _ASKED else ""
    return f"{what}: {', '.join(told[:_ASKED])}{more}"
