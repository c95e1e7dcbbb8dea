"""Small questions to the tree of a template, as Jinja reads it.

Nodes are told apart by the names of their classes, so that Jinja itself keeps its one door.
"""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any, TypeAlias

Node: TypeAlias = Any
"""A node of a tree: ``lineno``, ``iter_child_nodes()``, and the fields of its kind."""

GUARDS = frozenset({"default", "d", "defined", "undefined"})
"""Filters and tests whose subject need not be there."""


DEEPEST = 60
"""Nodes inside each other; the built-in templates come to 14. Jinja compiles by recursion."""

LARGEST = 10**100
"""No page needs a whole number of as many digits; Python itself refuses to write one of some thousand."""

TEXT_IN_MARKUP = "plain text may not be taken in here: what clients write would become markup"
TOO_DEEP = "it is nested too deep"
TOO_LARGE = "it holds a number with far too many digits"


def walk(tree: Node) -> Iterable[Node]:
    """Yield a node and all below it."""
    yield tree
    for child in tree.iter_child_nodes():
        yield from walk(child)


def find_unfit(tree: Node) -> tuple[int, str] | None:
    """Return the line of what no template may hold, whatever it is for, and what to say of it."""
    row = [tree]
    for _ in range(DEEPEST):
        row = [child for node in row for child in node.iter_child_nodes()]
    if row:
        return row[0].lineno, TOO_DEEP
    for node in walk(tree):
        if type(node).__name__ == "ScopedEvalContextModifier":
            return node.lineno, "autoescape may not be changed: what clients write would become markup"
        if type(node).__name__ == "Const" and isinstance(node.value, int) and node.value >= LARGEST:
            return node.lineno, TOO_LARGE
    return None


def line_behind(code: str, line: int) -> int:
    """Return the line of a template that a line of its code comes from; Jinja writes that below the code."""
    pairs = re.findall(r"(\d+)=(\d+)", code.rpartition("debug_info = ")[2])
    return next((int(own) for own, compiled in reversed(pairs) if int(compiled) <= line), 1)


def set_anywhere(tree: Node) -> set[str]:
    """The names that a template gives to something, wherever in it."""
    names = set()
    for node in walk(tree):
        kind = type(node).__name__
        if kind == "Macro" or (kind == "Name" and node.ctx == "store"):
            names.add(node.name)
        elif kind == "Import":
            names.add(node.target)
        elif kind == "FromImport":
            names |= {name[1] if isinstance(name, tuple) else name for name in node.names}
    return names


def guarded(tree: Node) -> set[str]:
    """The variables that a template itself asks about, whether they are there."""
    uses = (node for node in walk(tree) if type(node).__name__ in {"Filter", "Test"})
    subjects = (node.node for node in uses if node.name in GUARDS)
    return {node.name for node in subjects if type(node).__name__ == "Name"}


def constants(node: Node) -> list[str] | None:
    """The texts that an expression names outright: one, or a list of them; None if it works them out."""
    kind = type(node).__name__
    if kind == "Const" and isinstance(node.value, str):
        return [node.value]
    if kind in {"List", "Tuple"} and all(type(item).__name__ == "Const" for item in node.items):
        return [str(item.value) for item in node.items]
    return None


def spell(node: Node) -> str:
    """Write a value as it stands in the template, as far as that is short."""
    kind = type(node).__name__
    if kind == "Name":
        return str(node.name)
    return f"{spell(node.node)}.{node.attr}" if kind == "Getattr" else "this"


def nearest(name: str, known: Iterable[str]) -> str:
    """Return what to add to a sentence about an unknown name: the known one that it is nearest to."""
    near = get_close_matches(name, sorted(set(known)), n=1, cutoff=0.7)
    return f'; did you mean "{near[0]}"?' if near else ""


def prints_nothing(tree: Node) -> bool:
    """Whether a template has nothing on it but remarks, space and names."""
    outputs = [node for node in walk(tree) if type(node).__name__ in {"Output", "Include", "Extends"}]
    return not any(_has_ink(node) for node in outputs)


def _has_ink(node: Node) -> bool:
    if type(node).__name__ != "Output":
        return True
    return any(type(part).__name__ != "TemplateData" or part.data.strip() for part in node.nodes)
