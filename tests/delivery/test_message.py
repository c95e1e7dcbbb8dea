"""A message holds exactly what was meant: headers, one recipient, two texts and one PDF."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.utils import getaddresses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.delivery.address import Mailbox
from pipeline.delivery.calendar import Event, write_invitation
from pipeline.delivery.inspection import inspect
from pipeline.delivery.message import Letter, compose, to_coach
from pipeline.delivery.names import pdf_name
from tests.delivery.letters import HOSTILE, NADIA, PDF, SUBJECT, WRITTEN, as_line, letter, lines, texts

HEADERS = ["From", "To", "Reply-To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"]
often = settings(max_examples=60, deadline=None)


def invitation(sender: str = NADIA.address, recipient: str = "maya@example.com", name: str = "Maya") -> bytes:
    return write_invitation(
        Event(
            uid="call@example.com",
            revision=1,
            starts=datetime(2026, 10, 14, 6, 0, tzinfo=UTC),
            minutes=30,
            written=WRITTEN,
            organizer=Mailbox(sender),
            attendee=Mailbox(recipient, name),
            summary="Our call",
            description="See you then.",
        )
    )


def header_lines(message: bytes) -> list[str]:
    """Return what begins each header, read as a person reads the octets."""
    block = message[: message.index(b"\r\n\r\n")].decode()
    return [line.split(":")[0] for line in block.split("\r\n") if not line.startswith((" ", "\t"))]


def recipients(message: bytes) -> list[str]:
    """Return every address that any program could send to."""
    parsed = message_from_bytes(message)
    fields = [value for name in ("To", "Cc", "Bcc", "Resent-To") for value in parsed.get_all(name, [])]
    return [address for _, address in getaddresses(fields)]


def check(made: Letter) -> bytes:
    """Compose a letter and hold the message against all that is promised of every one."""
    message = compose(made)
    assert inspect(message, made.expected) == ()
    assert header_lines(message) == HEADERS
    assert recipients(message) == [made.recipient]
    assert max(map(len, message.split(b"\r\n"))) <= 998
    assert message.replace(b"\r\n", b"").isascii()
    assert b"\r" not in message.replace(b"\r\n", b"")
    assert b"\n" not in message.replace(b"\r\n", b"")
    parsed = message_from_bytes(message, policy=policy.default)
    assert parsed["Subject"] == made.subject
    (pdf,) = parsed.iter_attachments()
    assert (pdf.get_content_type(), pdf.get_filename()) == ("application/pdf", made.pdf_name)
    assert pdf.get_payload(decode=True) == made.pdf
    return message


def test_a_letter_is_written_as_it_was_meant() -> None:
    message = check(letter()).decode()
    assert f"\r\nSubject: {SUBJECT}\r\n" in message
    assert '\r\nTo: maya@example.com\r\nReply-To: "Nadia Karam"\r\n <nadia@example.com>\r\n' in message
    assert "\r\nDate: Mon, 12 Oct 2026 08:00:00 +0400\r\n" in message
    assert "\r\nMessage-ID: <0123456789abcdef@example.com>\r\n" in message
    assert '\r\n filename="Maya Haddad - Career Roadmap.pdf"\r\n' in message
    assert "\r\nDear Maya Haddad,\r\n\r\nYour roadmap is attached.\r\n" in message


def test_the_texts_come_back_as_they_were() -> None:
    text = (
        "Dear مايا,\n\n" + "x" * 2000 + " \nline with a blank at its end \n.\n..\nFrom me\n=20\n--=_whole--\n"
    )
    made = letter(text=text, html=f"<p>{text}</p>\n")
    parsed = message_from_bytes(check(made), policy=policy.default)
    bodies = [part.get_content().replace("\r\n", "\n") for part in next(parsed.iter_parts()).iter_parts()]
    assert bodies == [made.text, made.html]


def test_the_same_letter_gives_the_same_bytes() -> None:
    made = letter(calendar=invitation())
    assert compose(made) == compose(replace(made))
    assert compose(made) != compose(replace(made, date=WRITTEN + timedelta(seconds=1)))


@often
@given(
    subject=lines(),
    name=lines(),
    person=texts(),
    text=texts(),
    mailbox=st.sampled_from([NADIA, Mailbox("a@b.co")]),
)
def test_no_text_makes_a_header_or_a_recipient(
    subject: str, name: str, person: str, text: str, mailbox: Mailbox
) -> None:
    sender = Mailbox("nadia@example.com", as_line(name.replace("@", "").replace("=?", "")))
    body = text.encode(errors="ignore").decode()
    check(
        letter(
            sender=sender,
            reply_to=mailbox,
            subject=subject,
            pdf_name=pdf_name(person, "Career Roadmap"),
            text=body,
            html=body,
            calendar=invitation(sender.address, name=person),
        )
    )


@pytest.mark.parametrize("text", [as_line(text) for text in HOSTILE])
def test_a_subject_and_a_name_that_broke_mail_before_stay_what_they_are(text: str) -> None:
    check(letter(subject=text))
    check(letter(sender=Mailbox("nadia@example.com", text.replace("@", "").replace("=?", "")[:80].strip())))


def test_a_mailbox_in_another_script_is_written_in_utf_8() -> None:
    made = letter(
        recipient="مايا@xn--mgba3gch31f.com", calendar=invitation(recipient="مايا@xn--mgba3gch31f.com")
    )
    message = compose(made)
    assert inspect(message, made.expected) == ()
    assert "\r\nTo: مايا@xn--mgba3gch31f.com\r\n".encode() in message
    assert message[message.index(b"\r\n\r\n") :].isascii()


def test_the_longest_address_fits_on_its_line() -> None:
    long = f"{'a' * 64}@{'b' * 60}.{'c' * 60}.{'d' * 60}.com"
    check(letter(recipient=long, sender=Mailbox(long, "x" * 200), reply_to=Mailbox(long)))


def test_an_exported_draft_opens_as_one() -> None:
    made = letter(is_draft=True)
    message = compose(made)
    assert b"\r\nX-Unsent: 1\r\n" in message
    assert inspect(message, made.expected) == ()
    assert inspect(message, letter().expected) == ("The message has other headers than a letter has.",)
    assert inspect(compose(letter()), made.expected)


def test_the_coach_gets_the_same_letter_without_its_invitation() -> None:
    made = letter(calendar=invitation(), is_draft=True)
    own = to_coach(made, NADIA, f"To me: {SUBJECT}", "<me@example.com>")
    message = check(own)
    assert (own.recipient, own.subject, own.text, own.pdf) == (
        NADIA.address,
        f"To me: {SUBJECT}",
        made.text,
        PDF,
    )
    assert b"text/calendar" not in message
    assert b"X-Unsent" not in message


def test_a_trial_of_the_mail_settings_has_no_pdf() -> None:
    made = letter(pdf=None, pdf_name="")
    message = compose(made)
    assert inspect(message, made.expected) == ()
    assert b"application/pdf" not in message
    assert inspect(message, letter().expected) == (
        "The message does not hold exactly the PDF that was approved.",
    )


def test_an_invitation_stands_beside_the_texts() -> None:
    made = letter(calendar=invitation())
    parsed = message_from_bytes(check(made), policy=policy.default)
    *_, entry = next(parsed.iter_parts()).iter_parts()
    assert entry["Content-Type"] == 'text/calendar; charset="UTF-8"; method="REQUEST"'
    assert entry.get_payload(decode=True) == made.calendar


@pytest.mark.parametrize(
    "changed",
    [
        {"subject": "a\r\nBcc: evil@example.net"},
        {"subject": "a\nb"},
        {"subject": "\u202ea"},
        {"sender": Mailbox("nadia@example.com", "a\r\nb")},
        {"reply_to": Mailbox("nadia@example.com>\r\nBcc: <evil@example.net")},
        {"reply_to": Mailbox("nadia@MÜNCHEN.de")},
        {"recipient": "a@example.com, b@example.com"},
        {"recipient": '"a@example.com" <evil@example.net>'},
        {"pdf_name": "a\r\n.pdf"},
        {"message_id": "<a b@example.com>"},
        {"message_id": "a@example.com"},
        {"date": datetime(2026, 10, 12)},  # noqa: DTZ001 - that is the point
    ],
)
def test_what_cannot_stand_in_a_header_is_refused(changed: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="a letter"):
        compose(letter(**changed))


# ---------- what is changed between approval and sending ----------

MESSAGE = compose(letter(calendar=invitation()))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (b"\r\nTo: maya@", b"\r\nTo: evil@", "The header To is not what was approved."),
        (b"\r\nTo: maya@example.com", b"\r\nTo: maya@example.com, b@y.com", "The header To"),
        (b"\r\nSubject:", b"\r\nBcc: evil@example.net\r\nSubject:", "The message has other headers"),
        (
            b"\r\nTo: maya@example.com\r\n",
            b"\r\nTo: maya@example.com\r\nTo: evil@example.net\r\n",
            "other headers",
        ),
        (b"\r\nTo: maya@example.com\r\n", b"\r\n", "other headers"),
        (b"\r\nSubject:", b"\r\nX-Priority: 1\r\nSubject:", "The message has other headers"),
        (b"10:00 Dubai", b"11:00 Dubai", "The header Subject is not what was approved."),
        (b"<nadia@example.com>\r\nTo", b"<evil@example.net>\r\nTo", "The header From is not what"),
        (b'Reply-To: "Nadia', b'Reply-To: "Evil', "The header Reply-To is not what was approved."),
        (b"0123456789abcdef@", b"0@", "The header Message-ID is not what was approved."),
        (b"12 Oct", b"13 Oct", "The header Date is not what was approved."),
        (
            b'mixed; boundary="=_whole"',
            b"mixed; boundary=x",
            "The header Content-Type is not what was approved.",
        ),
        (b"MIME-Version: 1.0", b"MIME-Version : 1.0", "The headers of the message cannot be read."),
        (b"From: ", b"From: \xff", "The headers of the message cannot be read."),
        (b"\r\n\r\n", b"\r\n", "The headers of the message cannot be read."),
        (b"\r\nSubject", b"\nSubject", "The message has lines that mail does not allow."),
        (b"\r\nSubject", b"\rSubject", "The message has lines that mail does not allow."),
        (b"Dear", b"De\x00r", "The message has lines that mail does not allow."),
        (b"Dear", "Dé".encode(), "The message has lines that mail does not allow."),
        (b"Dear", b"D" * 999, "The message has lines that mail does not allow."),
        (b"JVBERi0x", b"JVBERi0y", "The message does not hold exactly the PDF that was approved."),
        (b"Maya Haddad - Career", b"Evil Haddad - Career", "The message does not hold exactly the PDF"),
        (b"application/pdf", b"application/zip", "The message does not hold exactly the PDF"),
        (b"text/html", b"text/xhtml", "The message has other texts than a letter has."),
        (
            b"Content-Type: text/html",
            b"X-Evil: 1\r\nContent-Type: text/html",
            "A part of the message has headers",
        ),
        (b"\r\n--=_whole--", b"\r\n--=_whole\r\n\r\nmore\r\n--=_whole--", "does not hold exactly the PDF"),
        (b"\r\n--=_whole--", b"", "The message is not well formed."),
        (b"\r\n\r\n--=_whole", b"\r\n\r\nhidden\r\n--=_whole", "The message is not well formed."),
        (b"--=_whole--\r\n", b"--=_whole--\r\nhidden\r\n", "The message is not well formed."),
        (b"--=_bodies\r\n", b"--=_body\r\n", "The message is not well formed."),
        (b"--=_whole", b"", "The message is not well formed."),
        (
            b"; method=REQUEST",
            b"; method=CANCEL",
            "The invitation is not from the coach to the recipient alone.",
        ),
    ],
)
def test_a_changed_message_is_told(old: bytes, new: bytes, told: str) -> None:
    assert old in MESSAGE
    found = inspect(MESSAGE.replace(old, new), letter().expected)
    assert told in " ".join(found)
    assert not any("maya" in sentence.lower() or "evil" in sentence.lower() for sentence in found)


def test_a_header_that_two_programs_read_as_two_things_is_told() -> None:
    message = MESSAGE.replace(b'From: "Nadia Karam"', b"From: Team: Nadia")
    expected = replace(letter().expected, sender=replace(NADIA, name="Team: Nadia"))
    assert inspect(message, expected) == ("Another program reads the header From as something else.",)
    coded = "=?utf-8?Q?Call?="
    message = MESSAGE.replace(SUBJECT.encode(), coded.encode())
    found = inspect(message, replace(letter().expected, subject=coded))
    assert found == ("Another program reads the header Subject as something else.",)


def test_words_before_the_first_part_are_told() -> None:
    changed = MESSAGE.replace(b"\r\n\r\n--=_whole", b"\r\n\r\nhidden\r\n--=_whole", 1)
    assert inspect(changed, letter().expected) == ("The message is not well formed.",)


def test_no_message_at_all_is_told() -> None:
    assert inspect(b"", letter().expected) == ("The headers of the message cannot be read.",)


def test_a_message_as_it_was_made_has_nothing_to_tell() -> None:
    assert inspect(MESSAGE, letter().expected) == ()


@pytest.mark.parametrize(
    "changed",
    [
        {"subject": f"{SUBJECT}."},
        {"recipient": "maya@example.org"},
        {"sender": replace(NADIA, name="Nadia K")},
        {"sender": Mailbox(NADIA.address)},
        {"reply_to": Mailbox("nadia@example.org", NADIA.name)},
        {"message_id": "<1@example.com>"},
        {"date": WRITTEN.astimezone(UTC)},
        {"pdf": PDF + b" "},
        {"pdf_name": "Maya.pdf"},
    ],
)
def test_a_message_that_is_not_the_approved_one_is_told(changed: dict[str, object]) -> None:
    assert inspect(compose(letter()), letter(**changed).expected)


@pytest.mark.parametrize("coach", ["nadia@example.com", "office@example.com"])
def test_an_invitation_comes_from_the_sender_or_from_whoever_gets_the_answers(coach: str) -> None:
    made = letter(calendar=invitation(coach), reply_to=Mailbox("office@example.com"))
    assert inspect(compose(made), made.expected) == ()


@pytest.mark.parametrize("people", [{"sender": "evil@example.net"}, {"recipient": "ben@example.com"}])
def test_an_invitation_for_others_is_told(people: dict[str, str]) -> None:
    message = compose(letter(calendar=invitation(**people)))
    assert inspect(message, letter().expected) == (
        "The invitation is not from the coach to the recipient alone.",
    )


@often
@given(st.integers(0, len(MESSAGE) - 1), st.binary(min_size=0, max_size=3))
def test_no_damage_to_a_message_ends_in_anything_but_sentences(place: int, put: bytes) -> None:
    damaged = MESSAGE[:place] + put + MESSAGE[place + 1 :]
    assert all(sentence.endswith(".") for sentence in inspect(damaged, letter().expected))


@often
@given(st.integers(0, MESSAGE.index(b"Content-Type: multipart/mixed")), st.sampled_from(b"\r\n @<,;x\xff"))
def test_no_octet_of_the_headers_can_be_another(place: int, octet: int) -> None:
    damaged = MESSAGE[:place] + bytes([octet]) + MESSAGE[place + 1 :]
    assert damaged == MESSAGE or inspect(damaged, letter().expected)
