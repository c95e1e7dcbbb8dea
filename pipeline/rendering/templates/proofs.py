"""Reads page templates as a proofreader does: every name in them must stand for something.

No client is needed for that, so a slip is told even where the page it stands on would hardly ever be filled.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from types import GenericAlias
from typing import TypeAlias

from pipeline.rendering.templates.shapes import Module, Shape, ask, names_of, offers, part
from pipeline.rendering.templates.starts import is_plain, tell_missing
from pipeline.rendering.templates.trees import (
    GUARDS,
    TEXT_IN_MARKUP,
    Node,
    constants,
    guarded,
    nearest,
    set_anywhere,
    spell,
)

_KEEPING = frozenset({"in_order"})
"""Filters that give back what they are given, put otherwise."""

Scope: TypeAlias = dict[str, Shape]
"""The variables that there are at a place of a template."""


@dataclass(frozen=True, slots=True, order=True)
class Slip:
    """Something wrong with a template: the file, the line counted from 1, and a sentence."""

    file: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Grammar:
    """What every template may use: ``variables`` that are always there, ``filters`` and ``tests``."""

    variables: Collection[str]
    filters: Collection[str]
    tests: Collection[str]


@dataclass(frozen=True, slots=True)
class Proof:
    """One kind of document: the template it begins with, the type of its ``report``, and its texts.

    ``lacking`` returns what to say of a text key that a template asks for, or "" if all is well; ``anywhere``
    is the same for a key that is asked for in an imported template, which several documents may share.
    """

    start: str
    report: type
    lacking: Callable[[str], str]
    anywhere: Callable[[str], str]


def proofread(proof: Proof, trees: Mapping[str, Node | None], grammar: Grammar) -> set[Slip]:
    """Return the slips in a document's templates. ``trees`` holds None for a file that could not be read."""
    reader = _Reader(proof, trees, grammar)
    try:
        reader.enter(proof.start, {"report": proof.report}, "", 0)
    except RecursionError:
        reader.slips.add(
            Slip(proof.start, 1, "the templates that it takes in are nested too deep in each other")
        )
    return reader.slips


class _Reader:
    """Walks through the templates of one document, with the variables known at each place."""

    def __init__(self, proof: Proof, trees: Mapping[str, Node | None], grammar: Grammar) -> None:
        self._proof = proof
        self._trees = trees
        self._grammar = grammar
        self._open: list[str] = []
        self._imported = 0
        self._later: dict[str, set[str]] = {}
        self.slips: set[Slip] = set()

    def enter(self, name: str, scope: Scope, file: str, line: int) -> Node | None:
        """Read a template that ``file`` asks for on ``line``, and return its tree if there is one."""
        if name in self._open:
            self.slips.add(Slip(file, line, f'"{name}" takes in itself, without end'))
        elif name not in self._trees:
            self.slips.add(Slip(file or name, line, tell_missing(name)))
        elif file and is_plain(name) and not is_plain(file):
            self.slips.add(Slip(file, line, TEXT_IN_MARKUP))
        elif (tree := self._trees[name]) is not None:
            self._open.append(name)
            self._later.setdefault(name, set_anywhere(tree))
            scope.update({asked: None for asked in guarded(tree) if asked not in scope})
            self._read_all(tree.body, scope)
            self._open.pop()
            return tree
        return None

    def _tell(self, node: Node, message: str) -> None:
        self.slips.add(Slip(self._open[-1], node.lineno, message))

    def _read(self, node: Node | None, scope: Scope) -> Shape:
        """Read a statement or an expression; return the shape of an expression's value."""
        if node is None:
            return None
        special = getattr(self, f"_read_{type(node).__name__.lower()}", None)
        if special:
            return special(node, scope)
        self._read_all(node.iter_child_nodes(), scope)
        return None

    def _read_all(self, nodes: Iterable[Node], scope: Scope) -> None:
        for node in nodes:
            self._read(node, scope)

    # Variables.

    def _read_name(self, node: Node, scope: Scope) -> Shape:
        if node.ctx == "load" and node.name not in scope and node.name not in self._grammar.variables:
            known = [*scope, *self._grammar.variables]
            self._tell(node, f'there is no variable "{node.name}"{nearest(node.name, known)}')
        return scope.get(node.name)

    def _read_assign(self, node: Node, scope: Scope) -> None:
        _bind(node.target, self._read(node.node, scope), scope)

    def _read_assignblock(self, node: Node, scope: Scope) -> None:
        self._read(node.filter, scope)
        self._read_all(node.body, dict(scope))
        _bind(node.target, None, scope)

    def _read_with(self, node: Node, scope: Scope) -> None:
        inner = dict(scope)
        for target, value in zip(node.targets, node.values, strict=True):
            _bind(target, self._read(value, scope), inner)
        self._read_all(node.body, inner)

    def _read_for(self, node: Node, scope: Scope) -> None:
        inner = {**scope, "loop": None}
        _bind(node.target, part(self._read(node.iter, scope)), inner)
        self._read(node.test, inner)
        self._read_all(node.body, inner)
        self._read_all(node.else_, dict(scope))

    def _read_macro(self, node: Node, scope: Scope) -> None:
        self._read_body(node, scope)
        scope[node.name] = None

    def _read_callblock(self, node: Node, scope: Scope) -> None:
        self._read(node.call, scope)
        self._read_body(node, scope)

    def _read_body(self, node: Node, scope: Scope) -> None:
        """Read what runs later: it may use whatever the template has set by then."""
        self._read_all(node.defaults, scope)
        later = dict.fromkeys((*self._later[self._open[-1]], "caller", "varargs", "kwargs"))
        self._read_all(node.body, {**later, **scope, **{given.name: None for given in node.args}})

    # Other templates.

    def _read_include(self, node: Node, scope: Scope) -> None:
        names = constants(node.template)
        if names is None:
            self._read(node.template, scope)
            return
        there = [name for name in names if name in self._trees]
        if there or not node.ignore_missing:
            given = dict(scope) if node.with_context else {}
            self.enter((there or names)[0], given, self._open[-1], node.lineno)

    def _read_extends(self, node: Node, scope: Scope) -> None:
        for name in constants(node.template) or ():
            self.enter(name, scope, self._open[-1], node.lineno)

    def _read_import(self, node: Node, scope: Scope) -> None:
        scope[node.target] = self._bring_in(node, scope)

    def _read_fromimport(self, node: Node, scope: Scope) -> None:
        module = self._bring_in(node, scope)
        for name in node.names:
            asked, called = name if isinstance(name, tuple) else (name, name)
            if module and asked not in module.names:
                self._tell(node, f'the template has no "{asked}"{nearest(asked, module.names)}')
            scope[called] = None

    def _bring_in(self, node: Node, scope: Scope) -> Module | None:
        """Read an imported template, which any document may import: of ``report`` nothing is known in it."""
        names = constants(node.template)
        if names is None:
            return None
        self._imported += 1
        given = {**scope, "report": None} if node.with_context else {}
        tree = self.enter(names[0], given, self._open[-1], node.lineno)
        self._imported -= 1
        return Module(frozenset(set_anywhere(tree))) if tree is not None else None

    # Expressions.

    def _read_getattr(self, node: Node, scope: Scope) -> Shape:
        shape = self._read(node.node, scope)
        if node.attr.startswith("_"):
            self._tell(node, f'"{node.attr}" is out of a template\'s reach')
        elif not offers(shape, node.attr):
            near = nearest(node.attr, names_of(shape))
            self._tell(node, f'{spell(node.node)} has no "{node.attr}"{near}')
        return ask(shape, node.attr)

    def _read_getitem(self, node: Node, scope: Scope) -> Shape:
        self._read(node.arg, scope)
        shape = self._read(node.node, scope)
        return part(shape) if type(node.arg).__name__ != "Slice" else shape

    def _read_call(self, node: Node, scope: Scope) -> None:
        self._read_all(node.iter_child_nodes(), scope)
        key = constants(node.args[0]) if node.args else None
        if type(node.node).__name__ == "Name" and node.node.name == "t" and key:
            proof = self._proof
            message = (proof.anywhere if self._imported else proof.lacking)(key[0])
            if message:
                self._tell(node, message)

    def _read_and(self, node: Node, scope: Scope) -> Shape:
        self._read(node.left, scope)
        return self._read(node.right, scope)

    def _read_or(self, node: Node, scope: Scope) -> Shape:
        return _common(self._read(node.left, scope), self._read(node.right, scope))

    def _read_condexpr(self, node: Node, scope: Scope) -> Shape:
        self._read(node.test, scope)
        return _common(self._read(node.expr1, scope), self._read(node.expr2, scope))

    def _read_list(self, node: Node, scope: Scope) -> Shape:
        shapes = [self._read(item, scope) for item in node.items]
        first = shapes[0] if shapes else None
        alike = first is not None and all(shape == first for shape in shapes)
        return GenericAlias(list, (first,)) if alike else None

    def _read_filter(self, node: Node, scope: Scope) -> Shape:
        self._read_use(node, scope, "filter", self._grammar.filters)
        return self._read(node.node, scope) if node.name in _KEEPING else None

    def _read_test(self, node: Node, scope: Scope) -> None:
        self._read_use(node, scope, "test", self._grammar.tests)

    def _read_use(self, node: Node, scope: Scope, what: str, known: Collection[str]) -> None:
        if node.name not in known:
            self._tell(node, f'there is no {what} "{node.name}"{nearest(node.name, known)}')
        skipped = node.node if node.name in GUARDS else None
        self._read_all((child for child in node.iter_child_nodes() if child is not skipped), scope)


def _bind(target: Node, shape: Shape, scope: Scope) -> None:
    """Let the names of an assignment stand for a value; of what is taken apart nothing is known."""
    if type(target).__name__ == "Name":
        scope[target.name] = shape
    for inner in getattr(target, "items", ()):
        _bind(inner, None, scope)


def _common(one: Shape, other: Shape) -> Shape:
    return one if one == other else None
