"""What a coach decides about a client's report before it is sent."""

from collections.abc import Mapping
from dataclasses import dataclass

NOTE_CHARACTERS = 400
"""The most characters of a coach's note."""

NO_PATH = "-"
"""The coach wants no path, so that the steps keep the client's own words. It is the id of nothing."""

REVIEW = "review: "
"""How the names of a review's values begin, among all that a document is made from."""

NOTE = f"{REVIEW}note"
"""The name of the note among them."""


@dataclass(frozen=True, slots=True)
class Review:
    """What the coach changes of what was worked out; without a change, all is as it was worked out.

    ``note`` is printed on page 2 of the report, in at most 400 characters. ``dropped`` are the ids of
    actions that the plan does without, in the order of the kit. ``path`` is a stage of the kit, as
    ``ladder/stage`` or as ``stage`` on whichever ladder suits, the code of an imported occupation, or
    :data:`NO_PATH`; None leaves the path as it is found.
    """

    note: str = ""
    dropped: tuple[str, ...] = ()
    path: str | None = None

    @property
    def values(self) -> Mapping[str, str]:
        """Return what is set, by names that belong to no question."""
        told = {
            NOTE: self.note,
            f"{REVIEW}actions to drop": ", ".join(self.dropped),
            f"{REVIEW}path": self.path or "",
        }
        return {name: value for name, value in told.items() if value}


UNREVIEWED = Review()
"""The review of a client about whom the coach decided nothing."""
