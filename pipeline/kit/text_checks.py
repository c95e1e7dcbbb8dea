"""Checks the texts that a practice writes: each is one that pages ask for, and asks for nothing unknown."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from pipeline.kit.faults import Faults
from pipeline.models.kit import Kit
from pipeline.models.wording import PLURALS, Text, Wording, placeholders, strays, tables_in

COMMON = frozenset({"name", "coach", "practice", "contact", "occupations"})
"""What every text about a client may put in."""

COUNTS = frozenset({"n", "count", "title_count"})
"""What a text may put in that is chosen by a number."""

PAGES = ("page", "brief.page", "cohort.page", "mail.page")
"""Tables of texts that only templates ask for: a practice's own pages may bring any."""

LISTS = (
    "about",
    "blank.guide",
    "contents",
    "long_run",
    "low_variance",
    "number",
    "start",
    "talk.question",
    "talk.step",
    "two_ways",
)
"""Tables that are walked through, or asked for a text that need not be there."""


def check_texts(
    kit: Kit,
    own: Iterable[str],
    needed: Iterable[Mapping[str, Text]],
    built_in: Iterable[Mapping[str, Text]],
    faults: Faults,
) -> None:
    """Record texts that are missing, texts that nothing asks for, and brackets that nothing fills.

    ``own`` are the languages that a practice has words of its own in, ``needed`` the texts that this kit is
    laid over, ``built_in`` those of every kit of the program, a mapping for each file: they show which there
    are, and what each may put in.
    """
    known, asked_for = _learn(built_in), _learn(needed).texts
    for language in own:
        file, wording = f"wording.{language}.toml", kit.wordings[language]
        for key in (*_missing(asked_for, wording), *_half_paragraphs(wording)):
            faults.add(file, "", f'[texts] says nothing of "{key}"')
        for key, text in wording.texts.items():
            for message in (*_faults_of(key, text, known), *_pair_faults(key, kit, known)):
                faults.add(file, f"texts.{key}", message)
        for place, text in _texts_of_areas(wording):
            for message in _unknown(text, COMMON):
                faults.add(file, place, message)


@dataclass(frozen=True, slots=True)
class _Known:
    """What a text may put in: by its key, and by its table for texts that a practice may add."""

    texts: Mapping[str, frozenset[str]]
    tables: Mapping[str, frozenset[str]]


def _learn(built_in: Iterable[Mapping[str, Text]]) -> _Known:
    keys: dict[str, frozenset[str]] = {}
    tables = {table: COUNTS if table in PAGES else frozenset[str]() for table in (*PAGES, *LISTS)}
    for texts in built_in:
        for key, text in texts.items():
            counted = any(set(table) <= PLURALS for table in tables_in(text))
            names = placeholders(text) | (COUNTS if counted else set())
            keys[key] = keys.get(key, frozenset()) | names
            if table := table_of(key):
                tables[table] |= names
    return _Known(keys, tables)


def _faults_of(key: str, text: Text, known: _Known) -> Iterator[str]:
    table = table_of(key)
    if table is None and key not in known.texts:
        near = get_close_matches(key, known.texts, n=1)
        yield "nothing asks for a text of this name" + (f'; did you mean "{near[0]}"?' if near else "")
        return
    yield from _unknown(text, COMMON | (known.tables[table] if table else known.texts[key]))


def _missing(asked_for: Iterable[str], wording: Wording) -> Iterator[str]:
    return (key for key in sorted(asked_for) if key not in wording.texts and not table_of(key))


def _half_paragraphs(wording: Wording) -> Iterator[str]:
    """Yield what a paragraph about the method lacks: each has a lead and a text."""
    tables = dict.fromkeys(key.rpartition(".")[0] for key in wording.texts if key.startswith("about."))
    wanted = (f"{table}.{part}" for table in tables for part in ("lead", "text"))
    return (key for key in wanted if key not in wording.texts)


def _pair_faults(key: str, kit: Kit, known: _Known) -> Iterator[str]:
    """Say that a question about two answers belongs to no pair; those of the built-in kit may lie idle."""
    table, _, name = key.partition(".")
    pairs = [f"{pair.first}-{pair.second}" for pair in kit.questionnaire.scoring.pairs]
    if table == "two_ways" and name not in pairs and key not in known.texts:
        there = f"it has {', '.join(pairs)}" if pairs else "it has none"
        yield f"[scoring] has no such pair of answers; {there}"


def _unknown(text: Text, names: frozenset[str]) -> Iterator[str]:
    may = ", ".join(f"{{{name}}}" for name in sorted(names))
    for name in sorted(placeholders(text) - names):
        yield f"nothing is known to put in for {{{name}}}; it may use {may}"
    if strays(text):
        yield f"there is a curly bracket that encloses no name; a text may use {may}"


def table_of(key: str) -> str | None:
    """Return the table that a practice may add texts to, if the text belongs to one."""
    return next((table for table in (*PAGES, *LISTS) if key.startswith(f"{table}.")), None)


def _texts_of_areas(wording: Wording) -> Iterator[tuple[str, Text]]:
    for name, area in wording.dimensions.items():
        for part in ("good_for", "strength", "ask"):
            yield f"dimensions.{name}.{part}", getattr(area, part)
