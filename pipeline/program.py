"""What comes with the program, and what was worked out of it once and kept from run to run.

It is kept where Python keeps the compiled modules of this folder: whoever can write there could change the
program itself. It counts only whole, and as what it was made for: of just this content, by the same code.
Nothing is kept of a practice's own files.
"""

import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path

_KEPT = Path(cache_from_source(__file__)).parent
_SEAL_BYTES = 32


def built_in(name: str) -> Path:
    """Return a folder that comes with the program: ``templates`` or ``inputs``.

    An installed copy carries it inside the package, a clone has it at its root.
    """
    package = Path(__file__).parent
    packaged = package / "_data" / name
    return packaged if packaged.is_dir() else package.parent / name


NEW_PRACTICE = Path(__file__).parent / "cli" / "new_practice"
"""The folder of what ``roadmap init`` writes, with ``@PYTHON@`` for the interpreter."""

_KITS = built_in("templates")


@dataclass(frozen=True, slots=True)
class Shelf:
    """What files of the program's own kits came to. A copy of such a file is as good as the file.

    ``ending`` is that of the files in which it is kept; ``maker`` says what decides, beside the content and
    Python, what comes of it.
    """

    ending: str
    maker: Callable[[], str]

    def recall(self, name: str, digest: str) -> bytes | None:
        """Return what a file came to in an earlier run; None if nobody knows.

        ``name`` is that of the file in its kit, ``digest`` its SHA-256 in hexadecimal digits.
        """
        origin = _origin(name, digest)
        if not origin:
            return None
        with suppress(OSError):
            kept = self._place(origin).read_bytes()
            seal, result = kept[:_SEAL_BYTES], kept[_SEAL_BYTES:]
            return result if seal == self._seal(name, digest, result) else None
        return None

    def remember(self, name: str, digest: str, result: bytes) -> None:
        """Keep what a file came to, if it is one of the program's and there is where to write.

        What is only half there, as a run that is killed leaves it, is as if it were not there.
        """
        origin = _origin(name, digest)
        if not origin or sys.dont_write_bytecode:
            return
        with suppress(OSError):
            place = self._place(origin)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(self._seal(name, digest, result) + result)

    def _place(self, origin: Path) -> Path:
        name = sha256(str(origin).encode()).hexdigest()
        return _KEPT / f"{name}.{sys.implementation.cache_tag}.{self.ending}"

    def _seal(self, name: str, digest: str, result: bytes) -> bytes:
        made_of = f"{self.maker()}\n{name}\n{digest}".encode() + MAGIC_NUMBER
        return sha256(sha256(made_of).digest() + result).digest()


def _origin(name: str, digest: str) -> Path | None:
    """Return where the program's own kits have just this file; None if it is a practice's own."""
    with suppress(OSError):
        for path in (kit / name for kit in _KITS.iterdir()):
            if path.is_file() and sha256(path.read_bytes()).hexdigest() == digest:
                return path
    return None
