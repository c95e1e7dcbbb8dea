"""Parts of the sentences that a coach is told."""

from collections.abc import Sequence


def listed(names: Sequence[str], most: int, what: str = "") -> str:
    """Return names as they stand in a sentence: the first ones, and how many more of ``what`` there are."""
    rest = len(names) - most
    if rest <= 0:
        return ", ".join(names)
    kind = f" {what}{'s' if rest > 1 else ''}" if what else ""
    return f"{', '.join(names[:most])} and {rest:,} more{kind}"
