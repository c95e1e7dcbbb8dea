"""The ledger: what was made, from what, when and why; what was answered before; and the ids that it gives."""

from pipeline.ledger.decisions import decide, decide_first
from pipeline.ledger.identity import derive_id, mark_of
from pipeline.ledger.store import Ledger

__all__ = ["Ledger", "decide", "decide_first", "derive_id", "mark_of"]
