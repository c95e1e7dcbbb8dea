"""What a template may ask of a value, told from the types of the views alone: no page has to be filled."""

import types
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

Shape: TypeAlias = Any
"""A type annotation, such as ``tuple[Move, ...]`` or ``Map | None``; None where nothing is known."""

_UNIONS = frozenset({Union, types.UnionType})


@dataclass(frozen=True, slots=True)
class Module:
    """A template that was imported under a name, with what it offers."""

    names: frozenset[str]


def _origin(shape: Shape) -> Any:  # noqa: ANN401 - a class or a special form
    """Return what an annotation is made of: ``tuple`` for ``tuple[Move, ...]``; None for a plain class."""
    return get_origin(shape)


def bare(shape: Shape) -> Shape:
    """Return the shape that a value has if it is there at all: ``Map`` for ``Map | None``."""
    if _origin(shape) in _UNIONS:
        kinds = [kind for kind in get_args(shape) if kind is not types.NoneType]
        return bare(kinds[0]) if len(kinds) == 1 else None
    return str if _origin(shape) is Literal else shape


def part(shape: Shape) -> Shape:
    """Return the shape of each thing in a value that is walked through, as far as it is known."""
    shape = bare(shape)
    kinds = {kind for kind in get_args(shape) if kind is not Ellipsis}
    if _origin(shape) in (tuple, list) and len(kinds) == 1:
        return kinds.pop()
    return str if shape is str else None


def offers(shape: Shape, name: str) -> bool:
    """Whether something can be asked of a value by this name; True where nothing is known of it."""
    shape = bare(shape)
    if isinstance(shape, Module):
        return name in shape.names
    kind = _origin(shape) or shape
    if not isinstance(kind, type) or issubclass(kind, Mapping):
        return True
    return hasattr(kind, name) or name in names_of(shape)


def names_of(shape: Shape) -> Iterable[str]:
    """Return the names by which something can be asked of a value, where a person has chosen them."""
    shape = bare(shape)
    if isinstance(shape, Module):
        return sorted(shape.names)
    return [field.name for field in fields(shape)] if is_dataclass(shape) else []


def ask(shape: Shape, name: str) -> Shape:
    """Return the shape of what a value gives under a name; None where nothing is known."""
    shape = bare(shape)
    return get_type_hints(shape).get(name) if is_dataclass(shape) and isinstance(shape, type) else None
