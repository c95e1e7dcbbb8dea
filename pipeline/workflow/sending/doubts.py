"""Refusals of which nobody can tell at once whether they are about one client or about the sender.

A server that relays for nobody, or that has blocked an account, refuses recipient by recipient, with the
answer that a policy against one of them has too ("per-host or per-recipient": RFC 3463, 3.8). What it says of
others tells the two apart. Until then such mails stay on their way: the server has not seen their text.
"""

from dataclasses import dataclass, field, replace

from pipeline.delivery.outcomes import Outcome
from pipeline.models.delivery import Delivery

ENOUGH = 3
"""So many such refusals in a row, with no mail taken between them, are about the sender."""

PUT_OFF = "{reason} No other mail was taken meanwhile, so this may be about your account and not about them."
ALL_OF_THEM = (
    "{reason} That was so with three mails in a row. Ask your mail provider whether your account may send to "
    "others from here."
)
NONE_TAKEN = "{reason} No mail was taken in this run: if others are refused so too, it is about your account."

Answer = tuple[Delivery, Outcome]
"""A mail that is on its way, and what the server said of it."""


@dataclass
class Doubts:
    """The unclear refusals of one run, until it is known what they are."""

    _held: list[Answer] = field(default_factory=list)
    _has_taken: bool = False

    def weigh(self, delivery: Delivery, outcome: Outcome) -> list[Answer]:
        """Return what can be settled after one more answer; what stops the batch comes last."""
        if outcome.is_unclear:
            self._held.append((delivery, outcome))
            return self._put_all_off() if len(self._held) == ENOUGH else []
        if outcome.kind != "accepted":
            return [(delivery, outcome)]
        self._has_taken = True
        return [(delivery, outcome), *self._rest()]

    def finish(self) -> list[Answer]:
        """Return what is held back as a run ends: fewer than enough are about their own recipients."""
        return self._rest() if self._has_taken else [_tell(answer, NONE_TAKEN) for answer in self._rest()]

    def _rest(self) -> list[Answer]:
        held, self._held = self._held, []
        return held

    def _put_all_off(self) -> list[Answer]:
        *others, (delivery, outcome) = self._rest()
        reason = ALL_OF_THEM.format(reason=outcome.reason)
        stopping = Outcome("deferred", reason, outcome.code, stops=True, lasts=True)
        return [*map(_put_off, others), (delivery, stopping)]


def _put_off(answer: Answer) -> Answer:
    delivery, outcome = _tell(answer, PUT_OFF)
    return delivery, replace(outcome, kind="deferred")


def _tell(answer: Answer, what: str) -> Answer:
    delivery, outcome = answer
    return delivery, replace(outcome, reason=what.format(reason=outcome.reason))
