"""All that is worked out for one client before anything is written."""

from dataclasses import dataclass

from pipeline.models.client import Client
from pipeline.models.progress import Progress
from pipeline.models.review import UNREVIEWED, Review
from pipeline.models.roadmap import Roadmap
from pipeline.models.scorecard import Scorecard


@dataclass(frozen=True, slots=True)
class Assessment:
    """A client with scorecard and plan, and what the coach decided about these.

    ``progress`` is None where no earlier assessment is known.
    """

    client: Client
    card: Scorecard
    roadmap: Roadmap
    progress: Progress | None = None
    review: Review = UNREVIEWED
