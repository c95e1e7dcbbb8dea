"""What templates come to when they are compiled: compiling those of a report costs a fifth of printing it.

All is kept as long as the process lives. The program's own kits are kept from run to run as well, where
Python keeps the compiled modules of this folder: whoever can write there could change the program itself. It
counts only as what it was written for, whole: the same text in the same place, compiled by the same code.
"""

import sys
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path

from pipeline.practice import built_in
from pipeline.rendering.templates.jinja import VERSION, Bucket, BytecodeCache

_KITS = built_in("templates")
_KEPT = Path(cache_from_source(__file__)).parent
_DIGEST_BYTES = 32

_COMPILED: dict[str, bytes] = {}
"""What was compiled in this process, by the template's path."""


class Compiled(BytecodeCache):
    """A template is compiled again only when its text has changed."""

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the template's path: it stands in what is compiled, so that errors say where they are."""
        return filename or name

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is known of a template; Jinja tells by its checksum whether it is still right."""
        if known := _COMPILED.get(bucket.key) or (_read(bucket) if _is_ours(bucket) else None):
            bucket.bytecode_from_string(known)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember a template."""
        _COMPILED[bucket.key] = bucket.bytecode_to_string()
        if _is_ours(bucket) and not sys.dont_write_bytecode:
            _write(bucket)


def _is_ours(bucket: Bucket) -> bool:
    """Whether it is a template of the program's own kits; a practice may lie beside them."""
    return Path(bucket.key).is_relative_to(_KITS)


def _read(bucket: Bucket) -> bytes | None:
    """Return what an earlier run has kept of a template; None if that is of another text, code or place."""
    with suppress(OSError):
        kept = _place(bucket).read_bytes()
        digest, compiled = kept[:_DIGEST_BYTES], kept[_DIGEST_BYTES:]
        return compiled if digest == _digest(bucket, compiled) else None
    return None


def _write(bucket: Bucket) -> None:
    """Keep a template for later runs; where nothing can be written, each compiles it.

    What is only half there, as a run that is killed leaves it, is as if it were not there.
    """
    compiled, place = _COMPILED[bucket.key], _place(bucket)
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(_digest(bucket, compiled) + compiled)


def _place(bucket: Bucket) -> Path:
    return _KEPT / f"{sha256(bucket.key.encode()).hexdigest()}.{sys.implementation.cache_tag}.jinja"


def _digest(bucket: Bucket, compiled: bytes) -> bytes:
    """Return a digest of what was compiled, and of all that decides what comes of compiling."""
    around = f"{VERSION}\n{_code()}\n{bucket.checksum}\n{bucket.key}".encode()
    return sha256(sha256(around).digest() + MAGIC_NUMBER + compiled).digest()


@cache
def _code() -> str:
    """Return a digest of the code of this folder."""
    modules = sorted(Path(__file__).parent.glob("*.py"))
    return sha256(b"".join(sha256(module.read_bytes()).digest() for module in modules)).hexdigest()
