"""Google Forms: the CSV file that the form gives, and the sheet that is linked to it."""

import re

from pipeline.intake.layouts.layout import Layout, Own

_TIME = Own(
    (
        "Timestamp",
        "Marca temporal",
        "Horodateur",
        "Zeitstempel",
        "Informazioni cronologiche",
        "Carimbo de data/hora",
        "Tijdstempel",
        "طابع زمني",
        "Sygnatura czasowa",
        "Zaman damgası",
        "Отметка времени",
    ),
    "completed_at",
)
_EMAIL = Own(
    (
        "Email Address",
        "Dirección de correo electrónico",
        "Adresse e-mail",
        "E-Mail-Adresse",
        "Indirizzo email",
        "Endereço de e-mail",
        "E-mailadres",
        "عنوان البريد الإلكتروني",
    ),
    "email",
)
_USER = Own(
    (
        "Username",
        "Nombre de usuario",
        "Nom d'utilisateur",
        "Nutzername",
        "Nome utente",
        "Nome de usuário",
        "Gebruikersnaam",
        "اسم المستخدم",
    ),
    "email",
)
_OWN = (_TIME, _EMAIL, _USER, Own(("Score", "Total score")))

FORM = Layout(
    "google-forms",
    _OWN,
    first=_TIME.headers,
    # 2018/06/28 10:29:47 AM MDT: only the form itself puts the year first and the time zone last.
    stamp=re.compile(r"\d{4}/\d{1,2}/\d{1,2}\s.*\s[A-Z]{3,5}(?:[+-][\d:]+)?"),
)
SHEET = Layout("google-sheet", _OWN, first=_TIME.headers)
