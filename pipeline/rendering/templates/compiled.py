"""What templates come to when they are compiled: compiling those of a report costs a fifth of printing it.

All is kept as long as the process lives; that of the program's own templates, from run to run.
"""

from functools import cache
from hashlib import sha256
from pathlib import Path

from pipeline.program import Shelf
from pipeline.rendering.templates.jinja import VERSION, Bucket, BytecodeCache

_COMPILED: dict[str, bytes] = {}
"""What was compiled in this process, by the template's name."""


class Compiled(BytecodeCache):
    """A template is compiled again only when its text has changed."""

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002 - Jinja's signature
        """Return the template's name: it stands in what is compiled, so that errors say where they are."""
        return name

    def get_source_checksum(self, source: str) -> str:
        """Return the digest by which what was kept of a template is known."""
        return sha256(source.encode()).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is known of a template; Jinja tells by its checksum whether it is still right."""
        if known := _COMPILED.get(bucket.key) or _SHELF.recall(bucket.key, bucket.checksum):
            bucket.bytecode_from_string(known)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember a template."""
        compiled = _COMPILED[bucket.key] = bucket.bytecode_to_string()
        _SHELF.remember(bucket.key, bucket.checksum, compiled)


@cache
def _code() -> str:
    """Return what decides what comes of compiling: Jinja, and a digest of the code of this folder."""
    modules = sorted(Path(__file__).parent.glob("*.py"))
    digest = sha256(b"".join(sha256(module.read_bytes()).digest() for module in modules)).hexdigest()
    return f"{VERSION}\n{digest}"


_SHELF = Shelf("jinja", _code)
