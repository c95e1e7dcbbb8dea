"""Zip archives from strangers: what opening one may raise, and which of its members are locked."""

import zipfile
import zlib

BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, NotImplementedError)
"""What :mod:`zipfile` raises for an archive that is damaged, cut short or of a kind that it does not know."""

_LOCKED_BIT = 1


def is_locked(member: zipfile.ZipInfo) -> bool:
    """Whether a member is encrypted: bit 0 of its flags (APPNOTE.TXT 4.4.4)."""
    return bool(member.flag_bits & _LOCKED_BIT)
