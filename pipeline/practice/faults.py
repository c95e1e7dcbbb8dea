"""What is wrong with the settings, in plain words with key and line."""

import difflib
import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from pipeline.models.settings import (
    COLOUR,
    EMAIL_ADDRESS,
    FAMILY,
    HOST,
    NAME,
    PHONE,
    VISIBLE,
    WEB_ADDRESS,
    Settings,
)

_SECRET = re.compile(r"pass(word|wd|phrase)?$|secret|api_?key", re.IGNORECASE)
_MESSAGES: Mapping[str, str] = {
    "missing": "is needed and is not there",
    "string_type": "must be text in quotation marks",
    "string_too_short": "must not be empty",
    "string_too_long": "may have at most {max_length} characters",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "greater_than_equal": "must be {ge} or more",
    "greater_than": "must be more than {gt}",
    "less_than_equal": "must be {le} or less",
    "literal_error": "must be {expected}",
    "model_type": "must be a section of its own, in square brackets",
    "tuple_type": "must be a list in square brackets",
    "too_short": "has too few entries",
    "too_long": "has too many entries",
}
_PATTERNS = {
    COLOUR: 'must be a colour such as "#143F3B"',
    FAMILY: "must be the name of a font family: letters, digits, spaces and hyphens",
    PHONE: 'must be a phone number such as "+1 555 0100"',
    WEB_ADDRESS: 'must be a web address such as "https://example.com"',
    EMAIL_ADDRESS: 'must be an e-mail address such as "you@example.com"',
    HOST: 'must be the name of a mail server, such as "smtp.example.com"',
    NAME: "must be a name, with letters or digits, on one line",
    VISIBLE: "must be text without invisible characters",
    r"^([01]\d|2[0-3]):[0-5]\d$": 'must be a time of day such as "21:00"',
}


def plain_faults(text: str, error: ValidationError) -> list[str]:
    """Return one sentence for each fault, in the order of the file."""
    faults = [(".".join(_keys(fault)), _sentence(fault)) for fault in error.errors()]
    faults.sort(key=lambda fault: _line_of(text, fault[0]) or 0)
    return [f"{place(text, key)}: {sentence}" for key, sentence in faults]


def place(text: str, key: str) -> str:
    """Say where a dotted key stands: ``line 4, brand.logo``."""
    line = _line_of(text, key)
    return f"line {line}, {key}" if line else key


def _line_of(text: str, key: str) -> int | None:
    """The line, from 1, of a dotted key; failing that, of its section."""
    section, found = "", None
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[([^\[\]]+)\]", line):
            section = re.sub(r"""[\s"']""", "", header[1])
            if key == section or key.startswith(f"{section}."):
                found = number
        elif (entry := re.match(r"""\s*["']?([^"'=#]+?)["']?\s*=""", line)) and key in (
            f"{section}.{entry[1]}",
            entry[1] if not section else None,
        ):
            return number
    return found


def _keys(fault: ErrorDetails) -> list[str]:
    """The names on the way to a fault; places in a list and the validator's own marks left out."""
    names = [step for step in fault["loc"] if isinstance(step, str)]
    return [name for name in names if not name.startswith(("tuple[", "function-"))]


def _sentence(fault: ErrorDetails) -> str:
    context: dict[str, Any] = fault.get("ctx", {})
    if fault["type"] == "extra_forbidden":
        return _unknown(_keys(fault))
    if context.get("pattern") in _PATTERNS:
        return _PATTERNS[context["pattern"]]
    if fault["type"] in _MESSAGES:
        return _MESSAGES[fault["type"]].format(**context).replace("'", '"')
    return fault["msg"].removeprefix("Value error, ").replace("Input should be", "must be")


def _unknown(keys: list[str]) -> str:
    *sections, name = keys
    if _SECRET.search(name):
        return (
            "a password must never stand in this file; take the line out and set it in the environment "
            "as ROADMAP_MAIL_PASSWORD"
        )
    known = _known_keys(sections)
    close = difflib.get_close_matches(name, known, n=1)
    if close:
        return f'there is no such key; did you mean "{close[0]}"?'
    return f"there is no such key; the keys here are {', '.join(known)}"


def _known_keys(sections: list[str]) -> list[str]:
    shape: type[BaseModel] = Settings
    for section in sections:
        inner = shape.model_fields[section].annotation
        if not (isinstance(inner, type) and issubclass(inner, BaseModel)):
            return []
        shape = inner
    return [field.alias or name for name, field in shape.model_fields.items()]
