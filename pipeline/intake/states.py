"""How people and booking tools say whether a call takes place, in the languages that are known.

They are compared folded, without case, accents and punctuation. A further language is a few more words here.
"""

from pipeline.spreadsheets.folding import fold, fold_header
from pipeline.spreadsheets.places import Cell

_CANCELLED = {
    "en": (
        "yes",
        "y",
        "true",
        "1",
        "x",
        "cancelled",
        "canceled",
        "rescheduled",
        "declined",
        "rejected",
        "deleted",
    ),
    "es": ("sí", "cancelado", "cancelada", "reprogramado", "reprogramada"),
    "fr": ("oui", "annulé", "annulée", "reporté", "reportée"),
    "de": ("ja", "storniert", "abgesagt", "verschoben"),
    "pt": ("sim", "cancelado", "cancelada", "remarcado", "remarcada"),
    "ar": ("نعم", "ملغى", "ملغاة"),
}
_ACTIVE = {
    "en": ("no", "n", "false", "0", "active", "accepted", "confirmed", "approved", "booked", "scheduled"),
    "en, later": ("upcoming", "pending", "past", "done", "completed", "attended", "no show", "not cancelled"),
    "es": ("no", "activo", "activa", "confirmado", "confirmada", "programado", "programada"),
    "fr": ("non", "actif", "confirmé", "confirmée", "accepté"),
    "de": ("nein", "aktiv", "bestätigt", "gebucht"),
    "pt": ("não", "ativo", "ativa", "confirmado", "confirmada", "agendado", "agendada"),
    "ar": ("لا", "مؤكد", "مؤكدة"),
}

CANCELLED = frozenset(fold(word) for words in _CANCELLED.values() for word in words)
"""What a cell of the column "cancelled" or "status" holds, folded, where the call does not take place."""

ACTIVE = frozenset(fold(word) for words in _ACTIVE.values() for word in words)
"""What it holds where the call takes place, or did."""


_STATES = CANCELLED | ACTIVE


def is_state(cell: Cell) -> bool:
    """Whether a cell says only that there is, was or will be no call: yes, no, booked; and not when."""
    return fold_header(cell) in _STATES
