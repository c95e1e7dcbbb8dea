"""Ids for clients to whom the coach gave none, and marks of people who are not to be worked with."""

import base64
import hmac

KEY = "client ids"
"""The name under which the ledger keeps the key of :func:`derive_id` and :func:`mark_of`."""

KEY_BYTES = 32
_CHARACTERS = 12


def derive_id(key: bytes, address: str) -> str:
    """Return the id that belongs to a folded e-mail address: twelve letters and digits.

    It is keyed, because a plain digest of an address could be found by trying addresses.
    """
    mark = hmac.new(key, address.encode("utf-8", "surrogatepass"), "sha256").digest()
    return base64.b32encode(mark).decode().lower()[:_CHARACTERS]


def mark_of(key: bytes, identity: str) -> str:
    """Return what the ledger keeps of somebody to know them again: nothing that leads back to them.

    ``identity`` is a folded id, typed or derived, or a folded address. The mark is keyed, and is nobody's
    derived id.
    """
    return hmac.new(key, f"blocked {identity}".encode("utf-8", "surrogatepass"), "sha256").hexdigest()
