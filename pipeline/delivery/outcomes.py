"""What becomes of a mail, judged by what the server answers, stage by stage (RFC 5321, RFC 3463)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

OutcomeKind = Literal["accepted", "deferred", "refused", "uncertain"]
Silence = Literal["closed", "silent", "garbled"]
"""How an answer can be missing: the server hung up, said nothing in time, or said what is no SMTP."""

Stage = Literal[
    "connect", "greeting", "hello", "tls", "login", "sender", "recipient", "data", "text", "dot"
]  # fmt: skip
_OF_ONE_MAIL: frozenset[Stage] = frozenset({"recipient", "data", "text", "dot"})
"""Stages whose answer is about one mail. Those before them are about the sender, so they concern all."""

_WHEN: Mapping[Stage, str] = {
    "greeting": "before greeting",
    "hello": "when it was greeted",
    "tls": "when the connection was to be encrypted",
    "login": "at the login",
    "sender": "when it was told the sender",
    "recipient": "when it was told the recipient",
    "data": "when the message was announced",
    "text": "while the message was sent",
    "dot": "when the message was complete",
}
_DID: Mapping[Silence, str] = {
    "closed": "closed the connection",
    "silent": "gave no answer in time",
    "garbled": "gave an answer that makes no sense",
}
_READY_FOR_TEXT = 354
_NEGATIVE = (4, 5)
_FOR_GOOD = 500
_LOGIN_NEEDED = 530
_LEAVING = 421
_TOO_BIG = 552
_TOO_BIG_STATUS = ("5.3.4", "5.2.3")
_QUOTA_USED = frozenset({"4.4.5", "5.4.5", "4.1.90", "5.1.90"})
"""What Google (5.4.5) and Exchange Online (5.1.90) answer when the account may send no more that day."""

_POLICY = ".7."
"""The subject of statuses about security and policy (RFC 3463, 3.8)."""

_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}(?=\s|$)")
_MEANINGS: Mapping[str, str] = {
    "1.1": "says that this address does not exist",
    "1.2": "cannot find the domain of this address",
    "1.3": "says that this address cannot be right",
    "1.10": "says that this address does not exist",
    "2.1": "says that this mailbox takes no mail",
    "2.2": "says that this mailbox is full",
    "2.3": "says that the message is too big",
    "3.4": "says that the message is too big",
    "4.1": "cannot reach the recipient's server",
    "4.4": "cannot reach the recipient's server",
    "7.1": "does not let this message through",
}


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer of a server: its code, 200 to 599, and its lines without the code.

    The lines may repeat the recipient's address: they are for reading here and never told or logged.
    """

    code: int
    lines: tuple[str, ...]

    @property
    def status(self) -> str:
        """The enhanced status code, such as ``5.1.1``, or nothing."""
        found = _STATUS.match(self.lines[0]) if self.lines else None
        return found[0] if found else ""

    @property
    def is_good(self) -> bool:
        """Whether what was asked is done."""
        return self.code // 100 == 2  # noqa: PLR2004 - the first digit (RFC 5321, 4.2.1)

    @property
    def is_farewell(self) -> bool:
        """Whether the server closes the connection after this."""
        return self.code == _LEAVING

    @property
    def codes(self) -> str:
        """The code and the status, as both are told."""
        return f"{self.code} {self.status}".strip()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one mail.

    *Accepted*: the server took it. *Deferred*: it was not sent, and may be tried again. *Refused*: it was
    not sent, and trying again would not help. *Uncertain*: nobody can tell, so it must not go out again by
    itself. ``stops`` says that no other mail can go now: the trouble is not this client's; ``lasts``, that it
    will not pass by itself. ``is_unclear`` says of a refusal that it may be about the sender as well, which
    what the server says of others will tell. ``reason`` is a sentence without any text of a client or server;
    ``code`` is the server's, if it gave one.
    """

    kind: OutcomeKind
    reason: str
    code: int | None = None
    stops: bool = False
    lasts: bool = False
    is_unclear: bool = False


def judge(stage: Stage, reply: Reply) -> Outcome | None:
    """Return what an answer before the dot settles, or nothing where the conversation goes on."""
    goes_on = reply.code == _READY_FOR_TEXT if stage == "data" else reply.is_good
    return None if goes_on else _trouble(stage, reply)


def judge_end(reply: Reply) -> Outcome:
    """Return what became of a message whose final dot was answered."""
    if reply.is_good:
        return Outcome("accepted", "The mail server took the message.", reply.code)
    return _trouble("dot", reply)


def _trouble(stage: Stage, reply: Reply) -> Outcome:
    if reply.code // 100 not in _NEGATIVE:
        return missing(stage, "garbled")
    if stage == "sender" and (reply.code == _TOO_BIG or reply.status in _TOO_BIG_STATUS):
        return Outcome("refused", _told("says that the message is too big", reply), reply.code)
    if what := _about_all(stage, reply):
        return Outcome("deferred", _told(what, reply), reply.code, stops=True, lasts=_lasts(stage, reply))
    later = not _is_for_good(reply)
    meaning = _MEANINGS.get(reply.status[2:], "asks to try later" if later else "refused this message")
    told = _told(meaning, reply)
    if later:
        return Outcome("deferred", told, reply.code)
    is_unclear = stage == "recipient" and _POLICY in reply.status
    return Outcome("refused", told, reply.code, is_unclear=is_unclear)


def _about_all(stage: Stage, reply: Reply) -> str:
    """What the server says of the sender or of itself, if it speaks of that."""
    if reply.status in _QUOTA_USED:
        return "lets this account send no more for today"
    if reply.code == _LOGIN_NEEDED:
        return "wants a login first"
    if stage == "login":
        return "refused the login" if _is_for_good(reply) else "could not check the login"
    if stage == "sender":
        return "takes no mail from this sender"
    return "" if stage in _OF_ONE_MAIL else "takes no mail just now"


def _lasts(stage: Stage, reply: Reply) -> bool:
    """Whether what concerns all mails stays so until somebody changes the settings, here or at the server."""
    if reply.status in _QUOTA_USED:
        return False
    return reply.code == _LOGIN_NEEDED or (_is_for_good(reply) and stage == "login")


def _is_for_good(reply: Reply) -> bool:
    return reply.code >= _FOR_GOOD


def missing(stage: Stage, why: Silence) -> Outcome:
    """Return what follows from an answer that did not come, or that cannot be read.

    After the dot the message may have been taken. The batch stops there, so that a server in trouble leaves
    one uncertain mail and not all; it stops as well where each client would have to wait as long as this one.
    """
    did = f"{_DID[why]} {_WHEN[stage]}" if stage != "connect" else "could not be reached"
    told = f"The mail server {did}"
    if stage == "dot":
        return Outcome("uncertain", f"{told}; whether it took the message is not known.", stops=True)
    return Outcome("deferred", f"{told}.", stops=stage not in _OF_ONE_MAIL or why == "silent")


def _told(what: str, reply: Reply) -> str:
    return f"The mail server {what} ({reply.codes})."
