"""Who somebody is to the ledger: ids for those without one, and people who are not to be worked with."""

import secrets
from collections.abc import Callable
from functools import cache

from pipeline.errors import OutputError
from pipeline.ledger import Ledger, derive_id, mark_of
from pipeline.ledger.identity import KEY, KEY_BYTES
from pipeline.practice import Practice


def id_maker(practice: Practice) -> Callable[[str], str]:
    """Return what makes ids of addresses; the ledger is looked at when the first is needed.

    The key is made then, so that the same ids come again; where nothing can be written, they are for now.
    """

    @cache
    def key() -> bytes:
        with Ledger(practice.ledger, passing=True) as ledger:
            if known := ledger.find_key(KEY):
                return known
            spare = key_of(ledger)
        try:
            with Ledger(practice.ledger) as ledger:
                return key_of(ledger)
        except OutputError:
            return spare

    return lambda address: derive_id(key(), address)


def passing_id_maker(practice: Practice, spare: bytes) -> Callable[[str], str]:
    """Return what makes the same ids and leaves the ledger as it is; ``spare`` is the key if it has none."""

    @cache
    def key() -> bytes:
        with Ledger(practice.ledger, passing=True) as ledger:
            return ledger.find_key(KEY) or spare

    return lambda address: derive_id(key(), address)


def blocked_people(practice: Practice) -> Callable[[str], str | None] | None:
    """Return what tells why the owner of a folded id is not to be worked with; None if that is nobody.

    A practice without a ledger has blocked nobody, and gets none for the question.
    """
    with Ledger(practice.ledger, passing=True) as ledger:
        return blocked_in(ledger)


def blocked_in(ledger: Ledger) -> Callable[[str], str | None] | None:
    """Return what tells the same by a ledger that is open."""
    reasons, key = ledger.blocked(), key_of(ledger)
    return (lambda identity: reasons.get(mark_of(key, identity))) if reasons else None


def key_of(ledger: Ledger) -> bytes:
    """Return the key of ids and marks; it is made when it is needed first."""
    return ledger.key(KEY, lambda: secrets.token_bytes(KEY_BYTES))
