"""The one door to the terminal: what comes from spreadsheets, names and arguments is shown, never obeyed."""

import logging
import unicodedata

import click

_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def say(text: str, *, err: bool = False) -> None:
    """Print lines to stdout, or to stderr, without what would steer a terminal."""
    click.echo("\n".join(map(safe, text.split("\n"))), err=err)


def safe(text: str) -> str:
    """Take out what would steer a terminal or turn its lines, line feeds too."""
    return text if text.isprintable() else "".join(" " if _steers(letter) else letter for letter in text)


def escape(document: str) -> str:
    """Write what would steer a terminal in a JSON document as JSON's escapes; its own line feeds stay."""
    if document.replace("\n", "").isprintable():
        return document
    steering = {letter for letter in set(document) if letter != "\n" and _steers(letter)}
    return document.translate({ord(letter): f"\\u{ord(letter):04x}" for letter in steering})


class SafeFormatter(logging.Formatter):
    """Writes what is logged without what would steer a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one record."""
        return "\n".join(map(safe, super().format(record).split("\n")))


def _steers(letter: str) -> bool:
    return unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"} or letter in _TURNS
