"""Which files of a practice's folder are the program's own words, unchanged: these are about nobody."""

from pathlib import Path

from pipeline.program import NEW_PRACTICE, built_in

_OF_CLONE = frozenset(
    {"CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile", "README.md", ".editorconfig", ".gitignore"}
)
"""What a clone of the program has at its root, and no coach writes."""

_WRITTEN = {"Makefile": "Makefile", ".gitignore": "gitignore"}
"""What a new practice has at its root, by the names under which the program carries it."""

_INTERPRETER = b"@PYTHON@"


def is_original(path: Path, root: Path) -> bool:
    """Whether a file at the root of a practice is as the program brought it; ``root`` is that folder."""
    if path.parent != root:
        return False
    if root == built_in("templates").parent:
        return path.name in _OF_CLONE
    written = _WRITTEN.get(path.name)
    return written is not None and path.is_file() and _is_copy(path, NEW_PRACTICE / written)


def _is_copy(path: Path, original: Path) -> bool:
    """Whether a file is a copy, with any one line's end where the original leaves the interpreter open."""
    content = path.read_bytes()
    before, gap, after = original.read_bytes().partition(_INTERPRETER)
    if not gap:
        return content == before
    filled = content.removeprefix(before).removesuffix(after)
    return before + filled + after == content and b"\n" not in filled
