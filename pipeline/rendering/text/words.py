"""Says the sentences of a kit in one language, to one client."""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction

from pipeline.errors import KitError, TemplateError
from pipeline.models.condition import Condition, Facts
from pipeline.models.wording import PLURALS, Text, Wording
from pipeline.rendering.text.language import Language

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}|[{}]")

Value = str | int | Fraction


class Words:
    """The wording of a kit, resolved for the facts about one client and their form of address.

    ``common`` are values that every text may use, such as the client's name. A number is written in the
    digits of the language; :meth:`count` writes small ones in words.
    """

    def __init__(
        self, wording: Wording, facts: Facts, form: str, language: Language, common: Mapping[str, str]
    ) -> None:
        self.wording = wording
        self.language = language
        self._facts = facts
        self._form = form
        self._common = common

    def say(self, key: str, **values: Value) -> str:
        """Return the text with this key; empty where no variant of it holds.

        Raises:
            KitError: the wording has no such text.
            TemplateError: the text needs a value that is not given, or has a stray curly bracket.
        """
        text = self.wording.texts.get(key)
        if text is None:
            raise KitError(
                f'The wording for "{self.wording.language.code}" has no text "{key}".',
                f"Add it under [texts] to wording.{self.wording.language.code}.toml.",
            )
        return self.fill(text, f"texts.{key}", **values)

    def fill(self, text: Text, place: str, **values: Value) -> str:
        """Return ``text`` with its variant chosen and its placeholders filled; errors name ``place``."""
        chosen = self._choose(text, place, values)
        known: Mapping[str, Value] = {**self._common, **values}

        def put(found: re.Match[str]) -> str:
            name: str | None = found[1]
            if name and name in known:
                return self._write(known[name])
            raise self._unfilled(place, f"{{{name}}}" if name else found[0], sorted(known))

        # One pass: curly brackets in a client's own words are never looked at.
        return _PLACEHOLDER.sub(put, self.language.sentence(chosen))

    def under(self, prefix: str) -> Iterator[str]:
        """The keys of the texts below a table, such as "start", in the order of the file."""
        return (key for key in self.wording.texts if key.startswith(f"{prefix}."))

    def holds(self, condition: Condition) -> bool:
        """Whether a condition of the kit is true of this client."""
        return condition.holds(self._facts)

    def count(self, value: float | Fraction) -> str:
        """Write a number in words where the wording has one (``texts.number.3``), otherwise in digits."""
        key = f"number.{value}"
        return self.say(key) if key in self.wording.texts else self.language.number(value)

    def _write(self, value: Value) -> str:
        return value if isinstance(value, str) else self.language.number(value)

    def _choose(self, text: Text, place: str, values: Mapping[str, Value]) -> str:
        if isinstance(text, str):
            return text
        if isinstance(text, Mapping):
            return self._pick(text, place, values)
        for variant in text:
            if variant.when is None or variant.when.holds(self._facts):
                return self._choose(variant.text, place, values)
        return ""

    def _pick(self, choices: Mapping[str, str], place: str, values: Mapping[str, Value]) -> str:
        """Choose by plural category of ``n``, or by form of address."""
        if not set(choices) <= PLURALS:
            return choices.get(self._form, choices["neutral"])
        count = values.get("n")
        if count is None or isinstance(count, str):
            raise self._unfilled(place, "a number {n} to choose the plural by", sorted(values))
        # "zero" is for none at all in every language, also where the language's rules have no such category.
        category = "zero" if count == 0 else self.language.plural(count)
        return choices.get(category, choices["other"])

    def _unfilled(self, place: str, what: str, known: list[str]) -> TemplateError:
        code = self.wording.language.code
        return TemplateError(
            f'wording.{code}.toml, "{place}": nothing is known to put in for {what}.',
            f"This text may use: {', '.join(f'{{{name}}}' for name in known) or 'no placeholders'}.",
        )
