"""The rules of wording, read from ``rules.toml`` (all languages) and ``rules.<language>.toml``."""

import re
import tomllib
from functools import cache, cached_property
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from tests.wording.texts import Reader

FOLDER = Path(__file__).parent


class Allowed(BaseModel):
    """Words in which a pattern means something else, and why they may stand."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    words: str
    why: str = Field(min_length=10)


class Rule(BaseModel):
    """What no text may say (a regular expression, in any case of letters), why, and for whom it holds.

    ``caught`` are sentences that break the rule, for the proof that it can be broken.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    why: str = Field(min_length=20)
    pattern: str
    readers: tuple[Reader, ...] = ("client", "coach")
    caught: tuple[str, ...] = Field(min_length=1)
    allowed: tuple[Allowed, ...] = ()

    def found(self, words: str) -> str | None:
        """Return the words that break the rule, None where it is kept."""
        for allowed in self._others:
            words = allowed.sub("…", words)
        match = self._finder.search(words)
        return match[0] if match else None

    @cached_property
    def _finder(self) -> re.Pattern[str]:
        return re.compile(self.pattern, re.IGNORECASE | re.VERBOSE)

    @cached_property
    def _others(self) -> tuple[re.Pattern[str], ...]:
        words = (re.escape(allowed.words) for allowed in self.allowed)
        return tuple(re.compile(rf"(?<!\w){escaped}(?!\w)", re.IGNORECASE) for escaped in words)


class RuleBook(BaseModel):
    """One file of rules, with sentences that keep all of them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    fine: tuple[str, ...] = ()
    rules: tuple[Rule, ...]


@cache
def rule_book(language: str) -> RuleBook:
    """Return the rules of one language on top of those of every language."""
    books = [_read("rules.toml"), _read(f"rules.{language}.toml")]
    return RuleBook(
        fine=tuple(words for book in books for words in book.fine),
        rules=tuple(rule for book in books for rule in book.rules),
    )


def _read(file: str) -> RuleBook:
    return RuleBook.model_validate(tomllib.loads(FOLDER.joinpath(file).read_text(encoding="utf-8")))


@cache
def broken(words: str, language: str, reader: Reader) -> tuple[str, ...]:
    """Return each rule that ``words`` break, with the words that break it and the reason."""
    return tuple(
        f"{rule.name}: “{found}” ({rule.why})"
        for rule in rule_book(language).rules
        if reader in rule.readers and (found := rule.found(words))
    )
