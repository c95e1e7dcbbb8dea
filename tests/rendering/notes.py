"""Notes of a coach for page 2: of the most letters there may be, short ones, and odd ones."""

from dataclasses import replace
from functools import cache

from pipeline.models.client import Client
from pipeline.models.review import Review
from pipeline.rendering.building.report import build_report
from pipeline.rendering.printing.document import Document
from pipeline.rendering.views.report import Report
from tests.people import kit
from tests.rendering.built import assess, settings, whole_maya
from tests.rendering.prints import print_report

FULL = (
    "Maya, your wins log caught my eye: you already train the new people, and nobody has written it "
    "down yet. Bring one number from this month to our call and we will put it on the first line. "
    "The team lead post in your branch is still open until June. You do not need to decide anything "
    "before we speak, but please ask your manager who decides, and what they look for. I look "
    "forward to our talk. Nadia"
)
ARABIC = (
    "مايا، لفت انتباهي ما كتبتِه عن تدريب الزملاء الجدد: تقومين بذلك الآن دون أن يُكتب في أي مكان. "
    "أحضري رقمًا واحدًا من هذا الشهر إلى مكالمتنا لنضعه في السطر الأول. ووظيفة قيادة الفريق في فرعك "
    "ما زالت مفتوحة حتى نهاية يونيو. لا حاجة إلى أي قرار قبل أن نتحدّث، لكن من المفيد أن تسألي "
    "مديرك عمّن يقرّر وعمّا يبحث عنه. أتطلّع إلى حديثنا يوم الخميس، وإلى سماع ما تودّين أن تسألي "
    "عنه. مع التحية، نادية"
)
ODD = (
    'Maya, أهلًا بك! Bring <b>one</b> {{ 7 * 7 }} number & a "wish".\n'
    "See you on Thursday — مع أطيب التحيات, Nadia"
)
NOTES = {"note": (FULL, "en"), "note-short": (ODD, "en"), "arabic-note": (ARABIC, "ar")}


def report_with(note: str, language: str = "en", person: Client | None = None) -> Report:
    """Build the report of Maya, or of somebody else, with a note."""
    assessment = replace(assess(person or whole_maya(), kit()), review=Review(note))
    return build_report(assessment, kit(), settings(), language)


@cache
def print_note(note: str, language: str) -> Document:
    """Print the report of Maya with a note."""
    return print_report(report_with(note, language))
