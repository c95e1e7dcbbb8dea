"""Several options in one cell, as forms join them: told apart by the list, never by blind splitting."""

import re
from collections.abc import Callable

_JOINT = re.compile(r"([;\n,|])")
_MOST_PIECES = 60
_LONGEST = 2_000


def chosen(text: str, code_of: Callable[[str], str | None]) -> tuple[str, ...]:
    """Return the codes of the joined options in a cell, each once; none unless all of it is options.

    ``code_of`` tells the code of one label. Labels may hold the signs that join options: the longest that
    fits is taken, and where the rest then is no option, a shorter one.
    """
    parts = _JOINT.split(text) if len(text) <= _LONGEST else []
    if not 1 < len(parts) <= _MOST_PIECES:
        return ()
    codes = _codes(parts, 0, code_of, set())
    return tuple(dict.fromkeys(codes or ()))


def _codes(
    parts: list[str], start: int, code_of: Callable[[str], str | None], dead: set[int]
) -> tuple[str, ...] | None:
    """Return the codes from a part on, or None if it leads nowhere; parts and joints take turns."""
    while start < len(parts) and not parts[start].strip():
        start += 2
    if start >= len(parts):
        return ()
    if start in dead:
        return None
    for end in range(len(parts), start, -2):
        code = code_of("".join(parts[start:end]))
        rest = _codes(parts, end + 1, code_of, dead) if code is not None else None
        if code is not None and rest is not None:
            return (code, *rest)
    dead.add(start)
    return None
