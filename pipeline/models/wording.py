"""Everything a kit says in one language: ``wording.<language>.toml``.

A *text* is a string with ``{placeholders}``, or a table by plural category (``one``, ``few``, ``other`` …,
chosen by the parameter ``n``) or by form of address (``neutral``, ``feminine``, ``masculine``), or a list of
variants of which the first whose condition holds is used.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag

from pipeline.models.condition import Condition
from pipeline.models.data import Data, Id

PLURALS = frozenset({"zero", "one", "two", "few", "many", "other"})
FORMS = frozenset({"neutral", "feminine", "masculine"})
WAYS = STRING, TABLE, LIST = "<string>", "<table>", "<list>"
"""The ways to write a text, as they stand in the place of a fault; no name in a kit is one of them."""

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


class Variant(Data):
    """One of several texts; without ``when`` it always fits."""

    when: Condition | None = None
    text: "Text"


def _table(value: object) -> object:
    """Refuse a table that is neither by plural nor by form, naming the keys that are missing."""
    if not isinstance(value, dict):
        return value
    keys = set(value)
    if (keys <= PLURALS and "other" in keys) or (keys <= FORMS and "neutral" in keys):
        return value
    raise ValueError('needs plural categories with "other", or forms of address with "neutral"')


Choices = Annotated[Mapping[str, str], BeforeValidator(_table)]


def _way(value: object) -> str:
    """Tell which way a text is written, so that a fault is told of that one alone."""
    if isinstance(value, Mapping):
        return TABLE
    return LIST if isinstance(value, (list, tuple)) else STRING


Text = Annotated[
    Annotated[str, Tag(STRING)] | Annotated[Choices, Tag(TABLE)] | Annotated[tuple[Variant, ...], Tag(LIST)],
    Discriminator(_way),
]


def placeholders(text: Text) -> frozenset[str]:
    """The names in curly brackets that a text uses in any of its variants."""
    return frozenset(name for string in strings(text) for name in _PLACEHOLDER.findall(string))


def strings(text: Text) -> Iterator[str]:
    """Every string that a text may become."""
    if isinstance(text, str):
        yield text
    elif isinstance(text, Mapping):
        yield from text.values()
    else:
        for variant in text:
            yield from strings(variant.text)


def strays(text: Text) -> bool:
    """Whether a text has a curly bracket in any of its variants that encloses no name."""
    return any(set(_PLACEHOLDER.sub("", string)) & {"{", "}"} for string in strings(text))


def tables_in(text: Text) -> Iterator[Mapping[str, str]]:
    """Every table by plural category or form of address that a text is chosen from."""
    if isinstance(text, Mapping):
        yield text
    elif isinstance(text, tuple):
        for variant in text:
            yield from tables_in(variant.text)


def conditions(text: Text) -> Iterator[Condition]:
    """Every condition that chooses between the variants of a text."""
    if isinstance(text, tuple):
        for variant in text:
            if variant.when:
                yield from variant.when.parts()
            yield from conditions(variant.text)


def flatten(tree: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - raw TOML
    """Join the keys of nested tables with dots, down to the texts."""
    for key, value in tree.items():
        if isinstance(value, dict) and not (set(value) <= PLURALS or set(value) <= FORMS):
            if fault := _mixture(f"{prefix}{key}", value):
                raise ValueError(fault)
            yield from flatten(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def _mixture(key: str, table: Mapping[str, Any]) -> str:
    """Say what is wrong with a table that would choose one text but for some of its names, if it is one."""
    for last, names in (("other", PLURALS), ("neutral", FORMS)):
        if isinstance(table.get(last), str):
            wrong = ", ".join(f'"{name}"' for name in table if name not in names)
            return f'"{key}" has {wrong} among {", ".join(sorted(names))}'
    return ""


Texts = Annotated[Mapping[str, Text], BeforeValidator(lambda tree: dict(flatten(tree)))]
"""Texts by dotted key; written as nested tables."""


class ScaleWording(Data):
    """The labels of a scale by code. ``short`` are the words that stand beside a cited answer.

    ``aliases`` are other labels to accept.
    """

    labels: Mapping[str, str]
    short: Mapping[str, str] = Field(default_factory=dict)
    aliases: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)


class QuestionWording(Data):
    """A question as it is asked, and how its answers are spoken of.

    ``short`` names the question beside a cited answer, ``options`` label the answers, ``told`` replaces a
    label where it is cited. ``best`` states the best answer as something to build on. ``gate`` names it as
    a sign of readiness. ``aliases`` are other headers and ``option_aliases`` other labels to accept;
    ``spare_aliases`` are headers to accept where no other column is for the question.
    """

    text: str
    help: str = ""
    short: str = ""
    aliases: tuple[str, ...] = ()
    spare_aliases: tuple[str, ...] = ()
    options: Mapping[str, str] = Field(default_factory=dict)
    option_aliases: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    told: Mapping[str, str] = Field(default_factory=dict)
    best: str = ""
    gate: str = ""


class AxisWording(Data):
    """The name of an axis and what the group of its areas means, in two sentences."""

    name: str
    heading: str
    intro: str


class AreaWording(Data):
    """What is said of one area: its name, what it is good for, why it is a strength, what to ask of it."""

    name: str
    good_for: Text
    strength: Text
    ask: Text = ""


class HabitWording(Data):
    """The name of a habit and, in a sentence, what it does."""

    name: str
    line: str = ""


class ActionTexts(Data):
    """The texts of an action, each of which a variant may replace.

    ``title`` and ``why`` are what and why, ``first_step`` takes under 15 minutes, ``done`` is the evidence
    ("done when …"), ``hurdle`` the if-part of an if-then sentence, ``short`` names the action in a card.
    """

    title: str | None = None
    why: str | None = None
    first_step: str | None = None
    done: str | None = None
    hurdle: str | None = None
    short: str | None = None
    resource: str | None = None


class ActionWording(Data):
    """An action's texts, with other ones where these differ.

    ``variant`` is for the self-employed, ``away`` for those who do not work now.
    """

    title: str
    why: str
    first_step: str
    done: str
    hurdle: str
    short: str
    resource: str = ""
    variant: ActionTexts = ActionTexts()
    away: ActionTexts = ActionTexts()


class StageWording(Data):
    """A rung's title, other titles to recognise it by, and what shows that somebody is ready for it."""

    title: str
    aliases: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


class LanguageFacts(Data):
    """The language itself: CLDR ``code``, its own ``name``, and the direction of writing.

    ``aliases`` are other names by which a client may ask for it.
    """

    code: Id
    name: str
    aliases: tuple[str, ...] = ()
    direction: Literal["ltr", "rtl"]


class Wording(Data):
    """One ``wording.<language>.toml``. ``texts`` holds the sentences of the pages by dotted key.

    ``grades`` are single words that tell how far somebody is in a role, not which role it is ("senior").
    ``missing`` labels the answers that count as missing; ``missing_aliases`` are other labels to accept.
    """

    language: LanguageFacts
    grades: tuple[str, ...] = ()
    missing: Mapping[str, str]
    missing_aliases: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    scales: Mapping[str, ScaleWording] = Field(default_factory=dict)
    questions: Mapping[str, QuestionWording]
    axes: Mapping[str, AxisWording] = Field(default_factory=dict)
    dimensions: Mapping[str, AreaWording]
    habits: Mapping[str, HabitWording] = Field(default_factory=dict)
    levels: Mapping[str, str]
    positions: Mapping[str, str] = Field(default_factory=dict)
    quadrants: Mapping[str, str] = Field(default_factory=dict)
    actions: Mapping[str, ActionWording] = Field(default_factory=dict)
    stages: Mapping[str, StageWording] = Field(default_factory=dict)
    texts: Texts
