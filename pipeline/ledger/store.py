"""The ledger: every table of one file behind one name."""

from functools import cached_property

from pipeline.ledger.assessments import Assessments
from pipeline.ledger.conditions import Conditions
from pipeline.ledger.deliveries import Deliveries
from pipeline.ledger.documents import Documents
from pipeline.ledger.events import Events
from pipeline.ledger.keys import Keys
from pipeline.ledger.standstills import Standstills
from pipeline.ledger.traces import Traces


class Ledger(Documents, Assessments, Keys, Events):
    """What was made and sent, and why. Use it in a ``with`` block, by one run at a time for writing."""

    @cached_property
    def deliveries(self) -> Deliveries:
        """The mails: frozen, approved, on their way, and what became of them."""
        return Deliveries(self)

    @cached_property
    def conditions(self) -> Conditions:
        """What holds for the whole ledger until somebody ends it."""
        return Conditions(self)

    @cached_property
    def standstills(self) -> Standstills:
        """The servers that took nothing, and since when."""
        return Standstills(self)

    @cached_property
    def traces(self) -> Traces:
        """All that is kept of people, and the one door by which it leaves."""
        return Traces(self)
