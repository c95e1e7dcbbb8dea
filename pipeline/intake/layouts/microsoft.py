"""Microsoft Forms: a workbook, or the CSV file saved from it."""

from pipeline.intake.layouts.layout import Layout, Own

_START = Own(
    (
        "Start time",
        "Hora de inicio",
        "Heure de début",
        "Startzeit",
        "Ora di inizio",
        "Hora de início",
        "Begintijd",
        "وقت البدء",
    )
)
_COMPLETION = Own(
    (
        "Completion time",
        "Hora de finalización",
        "Heure de fin",
        "Fertigstellungszeit",
        "Ora di completamento",
        "Hora de conclusão",
        "Tijd van voltooien",
        "وقت الإكمال",
    ),
    "completed_at",
)
_EMAIL = Own(
    (
        "Email",
        "Correo electrónico",
        "Adresse de messagerie",
        "E-Mail",
        "Posta elettronica",
        "البريد الإلكتروني",
    ),
    "email",
)
_NAME = Own(("Name", "Nombre", "Nom", "Nome", "Naam", "الاسم"), "name")
_MODIFIED = Own(
    (
        "Last modified time",
        "Hora de la última modificación",
        "Heure de la dernière modification",
        "Uhrzeit der letzten Änderung",
        "Ora dell'ultima modifica",
        "Hora da última modificação",
        "Tijd van laatste wijziging",
    )
)
_QUIZ = Own(("Total points", "Quiz feedback", "Grade posted time"))

FORM = Layout(
    "microsoft-forms",
    (Own(("ID",)), _START, _COMPLETION, _EMAIL, _NAME, _MODIFIED, _QUIZ),
    signs=(_START, _COMPLETION),
    nobody=("anonymous", "anónimo", "anonyme", "anonym", "anonimo", "anônimo", "anoniem", "مجهول"),
    numbers_equals=True,  # an Excel table has no two equal headers
)
