"""The letter that a report is sent with: short, easy to read, the same in both forms, telling no score."""

import re
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.delivery.lines import is_line
from pipeline.errors import TemplateError
from pipeline.kit import load_kit
from pipeline.models.client import Client
from pipeline.models.kit import Kit
from pipeline.models.settings import Settings
from pipeline.rendering.building.mail import build_mail
from pipeline.rendering.templates.page import Pages
from pipeline.rendering.views.mail import Mail
from tests.effort import effort
from tests.people import BUILT_IN_KITS, kit, maya
from tests.rendering.built import extreme, settings, whole_maya
from tests.rendering.prints import KIT
from tests.wording.readability import GRADE, count
from tests.wording.rules import broken

MOST_WORDS = 110
LANGUAGES = ("en", "ar")
TEXTS = {code: frozenset(wording.texts) for code, wording in kit().wordings.items()}
CALLED = replace(whole_maya(), call_at=datetime(2025, 10, 14, 10, 0, tzinfo=ZoneInfo("Asia/Dubai")))
UNCALLED = replace(CALLED, call_at=None)
BARE = settings(booking_url="", coach="")
EVERY = [(person, chosen) for person in (CALLED, UNCALLED) for chosen in (settings(), BARE)]
INVISIBLE = dict.fromkeys(map(ord, "\u200e\u200f"))


@cache
def pages() -> Pages:
    return Pages(kit().folders)


def mail(person: Client = CALLED, chosen: Settings | None = None, language: str = "en") -> Mail:
    return build_mail(person, kit(), chosen or settings(), language)


class Paragraphs(HTMLParser):
    """Collects the lines that a reader sees, and where links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.links: list[str | None] = []
        self._seen = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._seen = self._seen or tag == "div"
        if tag in {"p", "br"}:
            self.lines.append("")
        if tag == "a":
            self.links.append(dict(attrs)["href"])

    def handle_data(self, data: str) -> None:
        if self._seen and self.lines:
            self.lines[-1] += data.strip("\n")


def seen(made: Mail) -> Paragraphs:
    read = Paragraphs()
    read.feed(pages().markup(made))
    return read


def lines(made: Mail) -> list[str]:
    return [line for line in pages().plain(made).translate(INVISIBLE).split("\n") if line]


def test_the_letter_reads_so() -> None:
    assert pages().plain(mail()) == (
        "Dear Maya Haddad,\n\n"
        "Your career roadmap is attached. It is made from your own answers.\n\n"
        "Please read page 2 first. It sums up the rest.\n\n"
        "One question to think about:\nWhat would make our call worth your time?\n\n"
        "Our call: Tuesday 14 October, 10:00 Dubai\n"
        "To move or cancel the call:\nhttps://book.example.com/nadia-karam\n\n"
        "To get no more of these mails, reply with the word “stop”.\n\n"
        "Nadia Karam\nMeridian Coaching\n"
    )


@pytest.mark.parametrize(
    ("person", "language", "subject"),
    [
        (CALLED, "en", "Your roadmap for our call, Tuesday 14 October, 10:00 Dubai"),
        (UNCALLED, "en", "Your roadmap from Meridian Coaching"),
        (CALLED, "ar", "خارطة طريقك قبل مكالمتنا، الثلاثاء 14 أكتوبر، 10:00 بتوقيت دبي"),
        (UNCALLED, "ar", "خارطة طريقك من Meridian Coaching"),
    ],
)
def test_the_subject_names_the_call(person: Client, language: str, subject: str) -> None:
    made = mail(person, language=language)
    assert made.subject == subject
    assert subject in made.subject_to_coach
    assert made.subject_to_coach != subject


def test_a_call_in_a_zone_without_a_city_tells_its_distance_from_utc() -> None:
    person = replace(CALLED, call_at=datetime.fromisoformat("2025-10-14T10:00+04:00"))
    assert mail(person).subject == "Your roadmap for our call, Tuesday 14 October, 10:00 UTC+04:00"


def test_the_attachment_and_the_call_have_names_of_their_own() -> None:
    assert (mail().document, mail().event) == ("Career Roadmap", "Call with Nadia Karam")
    assert mail(language="ar").document == "خارطة الطريق المهنية"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("person", "chosen"), EVERY)
def test_both_forms_say_the_same_in_few_words(person: Client, chosen: Settings, language: str) -> None:
    made = mail(person, chosen, language)
    assert seen(made).lines == lines(made)
    assert len(" ".join(lines(made)).split()) < MOST_WORDS
    assert seen(made).links == ([made.link] if made.link else [])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("person", "chosen"), EVERY)
def test_the_letter_keeps_the_rules_of_wording(person: Client, chosen: Settings, language: str) -> None:
    made = mail(person, chosen, language)
    for line in (made.subject, made.document, made.event, *lines(made)):
        assert not broken(line, language, "client"), line


@pytest.mark.parametrize(("person", "chosen"), EVERY)
def test_the_letter_is_easy_to_read(person: Client, chosen: Settings) -> None:
    said = [line for line in lines(mail(person, chosen)) if re.search(r"[.?]$", line)]
    assert count(" ".join(said)).grade <= GRADE


def test_who_has_no_link_answers_the_mail() -> None:
    assert "To choose a time for a call, reply to this mail." in lines(mail(UNCALLED, BARE))
    assert "reply to this mail" not in " ".join(lines(mail(CALLED, BARE)))
    assert lines(mail(UNCALLED))[-5:-3] == [
        "To choose a time for a call:",
        "https://book.example.com/nadia-karam",
    ]


def test_a_practice_that_is_called_as_its_coach_signs_once() -> None:
    assert lines(mail(CALLED, BARE))[-1] == "Meridian Coaching"
    assert lines(mail(CALLED, BARE)).count("Meridian Coaching") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_answer_score_level_or_goal_changes_a_letter(language: str) -> None:
    """Whoever somebody is and whatever they answered, the letter differs by name and call alone."""
    people = [maya(), whole_maya(), extreme(best=True), extreme(best=False)]
    alike = [
        replace(person, name="Maya", call_at=CALLED.call_at, role_title=title, hours_a_week=Fraction(hours))
        for hours, (person, title) in enumerate(zip(people, ("Nurse", "Cook", None, "Waiter"), strict=True))
    ]
    made = [mail(person, language=language) for person in alike]
    assert len({pages().markup(each) for each in made}) == 1
    assert len({pages().plain(each) for each in made}) == 1


def test_a_sentence_of_a_mail_may_depend_on_the_call_and_on_nothing_that_was_answered(tmp_path: Path) -> None:
    """A condition that looks at an answer, a score or a level finds none."""
    never = (
        'score = "F", at_least = 0',
        'points = "L01", at_least = 0',
        'habit = "learning", is = ["not-yet"]',
        'answer = "L01", at_least = 1',
        'chosen = "T1"',
        'state = "plan", is = ["some"]',
    )
    variants = "".join(
        f'[[texts.mail.page.first]]\nwhen = {{ {one} }}\ntext = "Your level"\n' for one in never
    )
    (tmp_path / "wording.en.toml").write_text(f'{variants}[[texts.mail.page.first]]\ntext = "Read page 2."\n')
    chosen = load_kit("career", BUILT_IN_KITS / "career", tmp_path)
    for person in (CALLED, extreme(best=True), extreme(best=False)):
        assert build_mail(person, chosen, settings(), "en").texts["first"] == "Read page 2."


def test_an_arabic_letter_runs_from_right_to_left_in_both_forms() -> None:
    made = mail(language="ar")
    markup = pages().markup(made)
    assert markup.count('lang="ar" dir="rtl"') == 2
    assert 'dir="ltr" style="color' in markup
    for line in filter(None, pages().plain(made).split("\n")):
        if not line.startswith("https://"):
            assert re.match("[\u0600-\u06ff\u200f]", line), line
    assert "\u200fNadia Karam" in pages().plain(made)


def test_an_arabic_name_in_an_english_letter_stays_on_its_side() -> None:
    made = replace(mail(), coach="ناديا كرم")
    assert "\u200eناديا كرم\n" in pages().plain(made)


def test_arabic_numerals_are_written_where_they_are_wanted() -> None:
    reports = settings().reports.model_copy(update={"numerals": "arabic"})
    chosen = settings().model_copy(update={"reports": reports})
    assert "١٤ أكتوبر، ١٠:٠٠" in mail(CALLED, chosen, "ar").subject


def test_the_letter_is_in_the_form_of_address_of_the_client() -> None:
    wording = kit().wordings["en"]
    own = {**wording.texts, "mail.page.greeting": {"neutral": "Dear {name},", "feminine": "Dear Ms {name},"}}
    chosen: Kit = replace(kit(), wordings={"en": wording.model_copy(update={"texts": own})})
    for form, said in ((None, "Dear Maya Haddad,"), ("feminine", "Dear Ms Maya Haddad,")):
        made = build_mail(replace(CALLED, address_form=form), chosen, settings(), "en")
        assert pages().plain(made).startswith(said)


hostile = st.text(st.characters(exclude_categories=()), max_size=60) | st.sampled_from(
    [
        "a\r\nBcc: b@y.com",
        "<b>&amp;</b>",
        "{{ report.link }}{% endif %}",
        "x" * 2000,
        "\u202egnp",
        "word " * 300,
    ]
)


def shows_something(name: str) -> bool:
    """Whether a practice may be called that: settings refuse a name without a letter or digit."""
    return any(map(str.isalnum, name))


@effort(60)
@given(name=hostile, coach=hostile.filter(shows_something))
def test_no_name_makes_markup_a_line_or_a_long_letter(name: str, coach: str) -> None:
    practice = settings().practice.model_copy(update={"coach": coach, "name": coach})
    chosen = settings().model_copy(update={"practice": practice})
    made = mail(replace(CALLED, name=name), chosen)
    assert is_line(made.subject)
    assert is_line(made.event)
    plain, markup = pages().plain(made), pages().markup(made)
    assert plain.count("\n") == pages().plain(mail(CALLED, BARE)).count("\n") + 2
    assert re.findall(r"<[a-z0-9/]+", markup) == re.findall(
        r"<[a-z0-9/]+", pages().markup(replace(made, coach="a"))
    )
    assert "\u202e" not in plain + markup
    plain.encode()
    markup.encode()


def test_words_of_people_are_plain_in_plain_text() -> None:
    made = mail(replace(CALLED, name="Tom & <Ann>"))
    assert "Dear Tom & <Ann>,\n" in pages().plain(made)
    assert "Dear Tom &amp; &lt;Ann&gt;,</p>" in pages().markup(made)


# ---------- what a practice may change ----------


def own(folder: Path, name: str, content: str) -> Pages:
    (folder / "mail").mkdir(exist_ok=True)
    (folder / name).write_text(content, encoding="utf-8")
    return Pages([folder, KIT])


def test_a_practice_has_a_subject_a_sentence_and_a_template_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "letter.txt").write_text('{{ t("greeting") }}\n{{ t("mine") }}\n')
    (tmp_path / "wording.en.toml").write_text(
        '[texts.mail]\nsubject = "{name}: our call, {day}"\n'
        '[texts.mail.page]\nmine = "See you, says {coach}."\n'
    )
    chosen = load_kit("career", BUILT_IN_KITS / "career", tmp_path)
    made = build_mail(CALLED, chosen, settings(), "en")
    assert made.subject == "Maya Haddad: our call, Tuesday 14 October"
    assert Pages(chosen.folders).plain(made) == "Dear Maya Haddad,\nSee you, says Nadia Karam.\n"
    assert "Please read page 2 first" in Pages(chosen.folders).markup(made)


@pytest.mark.parametrize("name", ["mail/letter.html", "mail/letter.txt"])
@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{ report.nmae }}", 'line 1: report has no "nmae"'),
        ("{{ report.plan }}", 'line 1: report has no "plan"'),
        (
            "\n{{ t('hello') }}",
            'line 2: there is no text "mail.page.hello" in wording.en.toml and wording.ar.toml',
        ),
        ("{% if %}", "line 1: Expected an expression"),
        ("", "line 1: it prints nothing; every letter would be empty"),
    ],
)
def test_a_slip_in_a_letter_is_told_with_its_line(
    tmp_path: Path, name: str, template: str, said: str
) -> None:
    with pytest.raises(TemplateError, match=re.escape(f"{name}, {said}")):
        own(tmp_path, name, template).check(TEXTS)


def test_what_is_no_letter_may_lie_beside_the_templates(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("{{ not a template")
    Pages([tmp_path, KIT]).check(TEXTS)


@pytest.mark.parametrize(
    "template", ['{% include "mail/letter.txt" %}', '{% import "mail/letter.txt" as a with context %}{{ a }}']
)
def test_plain_text_is_never_taken_into_markup(tmp_path: Path, template: str) -> None:
    chosen = own(tmp_path, "mail/letter.html", f"<p>\n{template}")
    said = "mail/letter.html, line 2: plain text may not be taken in here"
    with pytest.raises(TemplateError, match=said):
        chosen.check(TEXTS)
    with pytest.raises(TemplateError, match=said):
        chosen.markup(mail(replace(CALLED, name="<b>")))


def test_a_letter_that_cannot_be_filled_names_the_place(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"mail/letter\.txt, line 2: integer division"):
        own(tmp_path, "mail/letter.txt", "a\n{{ 1 // 0 }}").plain(mail())
