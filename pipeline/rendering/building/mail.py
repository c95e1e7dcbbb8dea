"""Puts the mail together that a client's report is sent with.

It is handed no scorecard: conditions of the wording see whether there is a call, and no answer.
"""

from dataclasses import replace

from pipeline.models.client import Client
from pipeline.models.condition import Facts
from pipeline.models.kit import Kit
from pipeline.models.settings import Settings
from pipeline.rendering.building.answers import LONGEST_NAME, shorten
from pipeline.rendering.building.brand import build_brand
from pipeline.rendering.building.case import open_words
from pipeline.rendering.text.typography import strip_controls
from pipeline.rendering.text.words import Words
from pipeline.rendering.views.mail import Mail


def build_mail(client: Client, kit: Kit, settings: Settings, language: str) -> Mail:
    """Return everything that the letter says, in the kit's words of ``language``. No clock is read.

    Raises:
        KitError: the kit does not speak the language, or lacks a text.
        TemplateError: a text of the kit cannot be filled.
    """
    practice = settings.practice
    words = open_words(_shown(client), _facts(client), kit, settings, language)
    when = _moment(client, words)
    subject = _line(words.say("mail.subject", **when) if when else words.say("mail.subject_open"))
    label = words.say("mail.move" if when else "mail.choose")
    coach = practice.coach or practice.name
    return Mail(
        language=language,
        direction=words.wording.language.direction,
        subject=subject,
        subject_to_coach=_line(words.say("mail.to_coach", subject=subject)),
        document=words.say("mail.document"),
        event=_line(words.say("mail.event")),
        call=words.say("mail.call", **when) if when else "",
        link=practice.booking_url,
        link_label=label if practice.booking_url else "",
        coach=coach,
        practice=practice.name if practice.name != coach else "",
        brand=build_brand(settings),
        texts={key.removeprefix("mail.page."): words.say(key) for key in words.under("mail.page")},
    )


def _shown(client: Client) -> Client:
    return replace(client, name=shorten(client.name, LONGEST_NAME))


def _facts(client: Client) -> Facts:
    """Return what the sentences of a mail may depend on: the call alone."""
    states = {"call": "yes" if client.call_at else "no"}
    return Facts({}, _nothing, _nothing, _nothing, states)


def _nothing(_: str) -> None:
    return None


def _moment(client: Client, words: Words) -> dict[str, str]:
    """Return day and time of a call where the client is, and the city, or else the distance from UTC."""
    when = client.call_at
    if when is None:
        return {}
    return {
        "day": words.language.day(when.date(), words.say("dates.call")),
        "time": words.language.time(when, words.say("dates.time")),
        "city": words.language.city(when) or words.language.offset(when),
    }


def _line(text: str) -> str:
    """Return a text as one line without characters that are none, as a header needs it."""
    return " ".join(strip_controls(text).split())
