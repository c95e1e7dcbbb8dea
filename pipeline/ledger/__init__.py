"""The ledger: what was made, from what, when and why."""

from pipeline.ledger.decisions import decide
from pipeline.ledger.store import Ledger

__all__ = ["Ledger", "decide"]
