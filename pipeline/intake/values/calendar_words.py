"""The months and days of the week as forms and booking tools spell them, by their folded names.

In English, German, French, Spanish, Italian, Portuguese, Dutch and Arabic; source: Unicode CLDR 47, Gregorian
calendar, wide and abbreviated names.
"""

from pipeline.spreadsheets.folding import fold

_MONTHS = (
    "jan january januar jänner janvier janv enero ene gennaio gen janeiro januari يناير",
    "feb february februar février févr fév febrero febbraio fevereiro fev februari فبراير",
    "mar march märz mär mars marzo março maart mrt مارس",
    "apr april avril avr abril abr aprile أبريل",
    "may mai mayo maggio mag maio mei مايو",
    "jun june juni juin junio giugno giu junho يونيو",
    "jul july juli juillet juil julio luglio lug julho يوليو",
    "aug august août agosto ago augustus أغسطس",
    "sep sept september septembre septiembre settembre set setembro سبتمبر",
    "oct october oktober okt octobre octubre ottobre ott outubro out أكتوبر",
    "nov november novembre noviembre novembro نوفمبر",
    "dec december dezember dez décembre déc diciembre dic dicembre dezembro ديسمبر",
)
_WEEKDAYS = (
    "mon monday montag lundi lunes lunedì segunda maandag الاثنين",
    "tue tues tuesday dienstag mardi martes martedì terça dinsdag الثلاثاء",
    "wed wednesday mittwoch mercredi miércoles mercoledì quarta woensdag الأربعاء",
    "thu thur thurs thursday donnerstag jeudi jueves giovedì quinta donderdag الخميس",
    "fri friday freitag vendredi viernes venerdì sexta vrijdag الجمعة",
    "sat saturday samstag sonnabend samedi sábado sabato zaterdag السبت",
    "sun sunday sonntag dimanche domingo domenica zondag الأحد",
)

MONTHS = {fold(name): number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
"""The number of a month, from 1, by its folded name."""

WEEKDAYS = {fold(name): number for number, names in enumerate(_WEEKDAYS) for name in names.split()}
"""The day of the week, Monday is 0, by its folded name."""
