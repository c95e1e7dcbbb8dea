"""Ids for clients to whom the coach gave none."""

import base64
import hmac

KEY = "client ids"
"""The name under which the ledger keeps the key of :func:`derive_id`."""

KEY_BYTES = 32
_CHARACTERS = 12


def derive_id(key: bytes, address: str) -> str:
    """Return the id that belongs to a folded e-mail address: twelve letters and digits.

    It is keyed, because a plain digest of an address could be found by trying addresses.
    """
    mark = hmac.new(key, address.encode("utf-8", "surrogatepass"), "sha256").digest()
    return base64.b32encode(mark).decode().lower()[:_CHARACTERS]
