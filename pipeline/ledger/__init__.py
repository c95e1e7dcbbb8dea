"""The ledger: what was made, from what, when and why; and the ids that it gives."""

from pipeline.ledger.decisions import decide
from pipeline.ledger.identity import derive_id, mark_of
from pipeline.ledger.store import Ledger

__all__ = ["Ledger", "decide", "derive_id", "mark_of"]
