"""All that is worked out for a client: scores, plan, and what changed since an earlier assessment."""

from pipeline.models.answers import responses_of
from pipeline.models.assessment import Assessment
from pipeline.models.client import Client
from pipeline.models.kit import Kit
from pipeline.models.progress import Progress
from pipeline.models.review import UNREVIEWED, Review
from pipeline.models.scorecard import Scorecard
from pipeline.planning import Planner
from pipeline.planning.measures import follow_measures
from pipeline.scoring import Scorer
from pipeline.scoring.change import compare_answers, compare_scores


class Assessor:
    """Assesses clients by one kit, which is prepared once."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._scorer = Scorer(kit.questionnaire)
        self._planner = Planner(kit)

    def assess(
        self, client: Client, earlier: Client | None = None, review: Review = UNREVIEWED
    ) -> Assessment:
        """Return all that follows from a client's answers. It never raises for what a client answered.

        ``earlier`` is the client as they answered before. They are compared if both times are known.
        ``review`` is what the coach decided about the client.
        """
        card = self._score(client)
        progress = self._compare(earlier, client, card) if earlier else None
        return Assessment(client, card, self._planner.plan(client, card, review), progress, review)

    def _score(self, client: Client) -> Scorecard:
        return self._scorer.score(responses_of(client.answers, self._kit.questionnaire))

    def _compare(self, earlier: Client, client: Client, after: Scorecard) -> Progress | None:
        since, until = earlier.completed_at, client.completed_at
        if since is None or until is None:
            return None
        before = self._score(earlier)
        facts, answers = compare_answers(before, after, self._kit.questionnaire)
        then = self._planner.plan(earlier, before)
        return Progress(
            earlier=earlier,
            since=since,
            until=until,
            before=before,
            after=after,
            scores=compare_scores(before, after, self._kit.questionnaire),
            facts=facts,
            answers=answers,
            measures=tuple(follow_measures(then, before, after, self._kit)),
        )
