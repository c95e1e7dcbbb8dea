"""What templates come to when they are compiled: compiling those of a report costs a fifth of printing it.

All is kept as long as the process lives. The program's own kits are kept from run to run as well, where
Python keeps the compiled modules of this folder: whoever can write there could change the program itself. It
counts only as what it was written for, whole: the same text under the same name, compiled by the same code.
A copy of such a template is as good as the template.
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
"""What was compiled in this process, by the template's name."""


class Compiled(BytecodeCache):
    """A template is compiled again only when its text has changed."""

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002 - Jinja's signature
        """Return the template's name: it stands in what is compiled, so that errors say where they are."""
        return name

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is known of a template; Jinja tells by its checksum whether it is still right."""
        if known := _COMPILED.get(bucket.key) or _read(self._origin(bucket), bucket):
            bucket.bytecode_from_string(known)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember a template."""
        _COMPILED[bucket.key] = bucket.bytecode_to_string()
        origin = self._origin(bucket)
        if origin and not sys.dont_write_bytecode:
            _write(origin, bucket)

    def _origin(self, bucket: Bucket) -> Path | None:
        """Return where the program's own kits have just this template; None if it is a practice's own."""
        for path in (kit / bucket.key for kit in _KITS.iterdir()):
            with suppress(OSError, UnicodeDecodeError):
                if self.get_source_checksum(path.read_text(encoding="utf-8")) == bucket.checksum:
                    return path
        return None


def _read(origin: Path | None, bucket: Bucket) -> bytes | None:
    """Return what an earlier run has kept of a template; None if that is of another text, code or name."""
    if origin is None:
        return None
    with suppress(OSError):
        kept = _place(origin).read_bytes()
        digest, compiled = kept[:_DIGEST_BYTES], kept[_DIGEST_BYTES:]
        return compiled if digest == _digest(bucket, compiled) else None
    return None


def _write(origin: Path, bucket: Bucket) -> None:
    """Keep a template for later runs; where nothing can be written, each compiles it.

    What is only half there, as a run that is killed leaves it, is as if it were not there.
    """
    compiled, place = _COMPILED[bucket.key], _place(origin)
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(_digest(bucket, compiled) + compiled)


def _place(origin: Path) -> Path:
    return _KEPT / f"{sha256(str(origin).encode()).hexdigest()}.{sys.implementation.cache_tag}.jinja"


def _digest(bucket: Bucket, compiled: bytes) -> bytes:
    """Return a digest of what was compiled, and of all that decides what comes of compiling."""
    around = f"{VERSION}\n{_code()}\n{bucket.checksum}\n{bucket.key}".encode()
    return sha256(sha256(around).digest() + MAGIC_NUMBER + compiled).digest()


@cache
def _code() -> str:
    """Return a digest of the code of this folder."""
    modules = sorted(Path(__file__).parent.glob("*.py"))
    return sha256(b"".join(sha256(module.read_bytes()).digest() for module in modules)).hexdigest()
