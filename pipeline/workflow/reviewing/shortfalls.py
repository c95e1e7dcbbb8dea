"""Plans that are shorter for what the coach dropped: told before the client sees them."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.models.client import Client
from pipeline.models.kit import Kit
from pipeline.models.problem import Problem
from pipeline.models.review import Review
from pipeline.review.rulings import Ruling

if TYPE_CHECKING:
    from pipeline.workflow.assessing import Assessor


class Shortfalls:
    """Compares plans with what they would be if nothing were dropped, by one kit."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    @cached_property
    def _assessor(self) -> "Assessor":
        from pipeline.workflow.assessing import Assessor  # most reviews drop nothing

        return Assessor(self._kit)

    def tell(self, client: Client, ruling: Ruling) -> Iterator[Problem]:
        """Yield a warning if nothing takes the place of some of the actions that were dropped."""
        review = ruling.review
        if not review.dropped:
            return
        left, whole = self._count(client, review), self._count(client, replace(review, dropped=()))
        if left < whole:
            yield ruling.row.at("drop").problem(
                f"Actions in the plan without these: {left} instead of {whole}, because no others fit.",
                "Drop fewer, or leave it if a shorter plan is what you want.",
                found=ruling.row.text("drop"),
                client=client.id,
                severity="warning",
            )

    def _count(self, client: Client, review: Review) -> int:
        """Return how many actions are planned."""
        return len(self._assessor.assess(client, review=review).roadmap.actions)
