"""Every problem that reading can tell, wherever it is made, says what is wrong and what to do."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PIPELINE = Path(__file__).parents[2] / "pipeline"
ROOMS = ("intake", "spreadsheets", "workflow")
TOLD = frozenset({"problem", "Fault", "Problem"})
GAP = "…"
"""Stands for what is filled in when the sentence is made."""


def _calls() -> Iterator[tuple[str, ast.expr | None, ast.expr | None]]:
    """Yield where a problem is made, its message and what to do, as far as both are written there."""
    for path in (path for room in ROOMS for path in sorted((PIPELINE / room).rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node) in TOLD and not _is_handed_on(node):
                named = {keyword.arg: keyword.value for keyword in node.keywords}
                first, second = [*node.args[:2], None, None][:2]
                place = f"{path.relative_to(PIPELINE)}:{node.lineno}"
                yield place, first or named.get("message"), second or named.get("fix")


def _name(call: ast.Call) -> str:
    called = call.func
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def _is_handed_on(call: ast.Call) -> bool:
    """Whether both sentences come as a pair from where they are written: ``problem(*DAMAGED)``."""
    return any(isinstance(argument, ast.Starred) for argument in call.args)


def _sentence(node: ast.expr | None) -> str | None:
    """Return a sentence that stands in the code, its gaps marked; None for one made elsewhere."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else GAP for part in node.values)
    return None


CALLS = list(_calls())


def test_the_places_are_found() -> None:
    assert len(CALLS) > 100
    assert sum(_sentence(message) is not None for _, message, _ in CALLS) > 60


@pytest.mark.parametrize(("place", "message", "fix"), CALLS, ids=[place for place, *_ in CALLS])
def test_a_problem_says_what_is_wrong_and_what_to_do(
    place: str, message: ast.expr | None, fix: ast.expr | None
) -> None:
    assert message is not None, place
    assert fix is not None, f"{place} does not say what to do"
    for node in (message, fix):
        said = _sentence(node)
        if said is not None:
            assert re.search(r"\w{2}", said), f"{place}: nothing is said"
            assert said.endswith((".", GAP)), f"{place}: “{said}” is no whole sentence"
            assert not re.search(r"\b(None|null|exception|traceback|parse|regex|schema)\b", said), said
    assert _sentence(message) is None or _sentence(message) != _sentence(fix)
