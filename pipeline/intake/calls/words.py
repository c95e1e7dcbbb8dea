"""What booking tools and people call the columns of a call list.

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
    "name": (
        "invitee name",  # Calendly
        "attendee name",  # Cal.com
        "client name",
        "customer name",
        "guest name",
        "full name",
        "name",
        "client",
        "customer",
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

BARE = (
    *(header for header in DAYS if not {"call", "appointment", "meeting"} & {*header.split()}),
    "date and time",
    "date & time",
    "date/time",
    "event date/time",
    "event time",
    "time",
    "fecha y hora",
    "hora",
    "date et heure",
    "heure",
    "datum und uhrzeit",
    "uhrzeit",
    "data e hora",
    "الوقت",
)
"""Headers of which the moment may be anything: an order, a payment, the day somebody signed up."""

CALL_WORDS = frozenset(
    (
        *("call", "calls", "appointment", "appointments", "meeting", "meetings", "booking", "bookings"),
        *("booked", "scheduled", "invitee", "calendar", "calendly", "acuity"),
        *("cita", "citas", "llamada", "llamadas", "reserva", "reservas", "reunión", "reuniones"),
        *("rendez", "rdv", "appel", "appels", "réservation", "réservations"),
        *("termin", "termine", "anruf", "anrufe", "gespräch", "gespräche", "buchung", "buchungen"),
        *("chamada", "chamadas", "reunião", "reuniões", "agendamento", "agendamentos"),
        *("مكالمة", "المكالمة", "مكالمات", "المكالمات", "موعد", "مواعيد", "حجز"),
    )
)
"""Words in a header, or in the name of a sheet or file, that tell that its moments are those of calls."""
