"""What booking tools and people call the columns of a call list, and the states of a booking.

A further tool or language is a few more words here. They are compared folded, without case, accents and
punctuation; of two columns that fit, the one whose words stand first is meant.

Tools give the start in the clock of whoever exports, and beside it the zone of whoever booked. So "time
zone" alone is what the start is to be read by, and "invitee time zone" says where the client was. What is
told of the call goes by the client's clock: by their own answer, else by the invitee's zone, else by the row.
"""

from collections.abc import Mapping

DAYS = (
    "call date",
    "appointment date",
    "meeting date",
    "event date",
    "start date",
    "date",
    "fecha de la cita",
    "fecha de inicio",
    "fecha",
    "date de début",
    "startdatum",
    "datum",
    "data de início",
    "data",
    "تاريخ البدء",
    "التاريخ",
)
"""Headers of a call's day, and of day and time where no other column has the time."""

CLOCKS = (
    "call time",
    "appointment time",
    "meeting time",
    "booking time",
    "event time",
    "start time",
    "time",
    "hora de inicio",
    "hora",
    "heure de début",
    "heure",
    "startzeit",
    "uhrzeit",
    "hora de início",
    "وقت البدء",
    "الوقت",
)
"""Headers of a call's time of day, where the day stands in another column."""

HEADERS: Mapping[str, tuple[str, ...]] = {
    "id": ("client number", "client id", "client code", "client no", "kundennummer", "número de cliente"),
    "email": (
        "invitee email",  # Calendly
        "attendee email",  # Cal.com
        "client email",
        "customer email",
        "guest email",
        "email",  # Acuity
        "e-mail",
        "email address",
        "e-mail address",
        "attendee emails",
        "correo electrónico",
        "adresse e-mail",
        "e-mail-adresse",
        "endereço de e-mail",
        "البريد الإلكتروني",
    ),
    "call_at": (
        "call date and time",
        "start date & time",  # Calendly
        "start date and time",
        "start time",  # Acuity
        "start",  # Cal.com
        "starts at",
        "start at",
        "call time",
        "call",
        "booking time",
        "appointment time",
        "appointment",
        "meeting time",
        "event date/time",
        "date and time",
        "date & time",
        "date/time",
        "fecha y hora de inicio",
        "fecha y hora",
        "hora de inicio",
        "date et heure de début",
        "date et heure",
        "heure de début",
        "startdatum und -uhrzeit",
        "datum und uhrzeit",
        "startzeit",
        "termin",
        "data e hora de início",
        "data e hora",
        "hora de início",
        "وقت البدء",
        "موعد المكالمة",
        *DAYS,
    ),
    "call_zone": (
        "time zone",
        "timezone",
        "calendar time zone",
        "calendar timezone",
        "zona horaria",
        "fuseau horaire",
        "zeitzone",
        "fuso horário",
        "المنطقة الزمنية",
    ),
    "client_zone": (
        "invitee time zone",
        "invitee timezone",
        "attendee time zone",
        "attendee timezone",
        "client time zone",
        "client timezone",
        "customer timezone",
        "zona horaria del invitado",
        "fuseau horaire de l'invité",
        "zeitzone des eingeladenen",
    ),
    "booked_at": (
        "event created date & time",  # Calendly
        "created at",  # Cal.com
        "date scheduled",  # Acuity
        "booked at",
        "booked on",
        "booking date",
        "created",
        "created on",
        "date created",
        "scheduled on",
        "fecha de creación",
        "date de création",
        "erstellt am",
        "gebucht am",
        "data de criação",
    ),
    "cancelled": (
        "cancelled",
        "canceled",  # Calendly
        "is cancelled",
        "is canceled",
        "status",  # Cal.com
        "booking status",
        "appointment status",
        "event status",
        "cancelado",
        "cancelada",
        "estado",
        "annulé",
        "statut",
        "storniert",
        "abgesagt",
    ),
}

NUMBERS = ("id",)
"""Headers that a kit may use for the client's number, and booking tools use for the booking's."""

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

CANCELLED = frozenset(word for words in _CANCELLED.values() for word in words)
"""What a cell of the column "cancelled" or "status" holds where the call does not take place."""

ACTIVE = frozenset(word for words in _ACTIVE.values() for word in words)
"""What it holds where the call takes place, or did."""
