"""How a practice's data file changes the kit's: tables merge key by key, lists of tables by their ``id``."""

from collections.abc import Iterator
from typing import Any

Table = dict[str, Any]


def merge(base: Table, change: Table) -> Table:
    """Return ``base`` with ``change`` laid over it.

    A table, or an entry of a list of tables with the same ``id``, is changed key by key, added where it is
    new, and taken out by ``remove = true``. Other lists and values are replaced, and so are the tables inside
    an entry: a condition, or the shares of an action, mean something only as a whole.
    """
    merged = dict(base)
    for key, value in change.items():
        if _is_removal(value):
            merged.pop(key, None)
        else:
            merged[key] = _merge_value(base.get(key), value)
    return merged


def removed_in_vain(base: Table, change: Table) -> Iterator[str]:
    """Yield the names that ``change`` takes out of ``base`` although nothing there has them."""
    for key, value in change.items():
        before = base.get(key)
        if _is_removal(value):
            yield from () if key in base else (key,)
        elif isinstance(value, dict):
            yield from removed_in_vain(before if isinstance(before, dict) else {}, value)
        elif _has_ids(value):
            entries = {entry["id"]: entry for entry in before} if _has_ids(before) and before else {}
            yield from _entries_in_vain(entries, value)


def _entries_in_vain(entries: dict[str, Table], change: list[Table]) -> Iterator[str]:
    for entry in change:
        before = entries.get(entry["id"])
        if not _is_removal(entry):
            yield from removed_in_vain(before or {}, entry)
        elif before is None:
            yield entry["id"]


def _merge_entry(base: Table, change: Table) -> Table:
    lists = {key: _merge_value(base.get(key), value) for key, value in change.items() if _has_ids(value)}
    return base | change | lists


def _is_removal(value: object) -> bool:
    return isinstance(value, dict) and value.get("remove") is True


def _merge_value(base: Any, change: Any) -> Any:  # noqa: ANN401 - raw TOML
    if isinstance(base, dict) and isinstance(change, dict):
        return merge(base, change)
    if _has_ids(base) and _has_ids(change):
        return _merge_entries(base, change)
    return change


def _has_ids(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(entry, dict) and isinstance(entry.get("id"), str) for entry in value
    )


def _merge_entries(base: list[Table], change: list[Table]) -> list[Table]:
    """Lay entries over those of the same id; a second one in the same file stays, so that it can be told."""
    entries = {entry["id"]: entry for entry in base}
    seen, again = set(), []
    for entry in change:
        name = entry["id"]
        if _is_removal(entry):
            entries.pop(name, None)
        elif name in seen:
            again.append(_merge_entry(entries[name], entry))
        else:
            entries[name] = _merge_entry(entries.get(name, {}), entry)
        seen.add(name)
    return [*entries.values(), *again]
