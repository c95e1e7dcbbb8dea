"""What must hold of a row as a whole, beyond its single cells."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.intake.rows.roles import Roles
from pipeline.intake.values import Fault, Value, is_broken_encoding
from pipeline.models.answers import Missing
from pipeline.models.problem import Severity

YES = "yes"
NO = "no"

_NO_NAME = Fault("The name is missing.", "Write the client's name, or delete the row if it is no client's.")
_NO_IDENTITY = Fault(
    "There is neither an e-mail address nor an id.",
    "Write one, to tell clients apart, or delete the row if it is no client's.",
)
_NO_ANSWERS = Fault("There are no answers.", "Ask the client to answer some of the questions.")
_NO_CONSENT = Fault(
    "The client does not agree that the answers are used for a roadmap.", "Ask the client, or delete the row."
)
_NO_DATE = Fault(
    "The client agreed to be mailed, and nothing says when.",
    "Add the date of consent, or the time of completion.",
)

_BROKEN = Fault(
    "This text looks as if its letters were read or saved in the wrong encoding.",
    "Compare it with the form, and type it again where letters are wrong, or export the file again as UTF-8.",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault, the question it is about, if any, and its column where that is not the question's first.

    An error holds the row.
    """

    fault: Fault
    question: str = ""
    severity: Severity = "error"
    column: int | None = None


def check_row(values: Mapping[str, Value], roles: Roles, items: Iterable[str]) -> Iterator[Finding]:
    """Yield what is wrong with a row; ``items`` are the questions that give points."""
    asked = roles.questions
    name, email, identity = asked["name"], asked["email"], asked["id"]
    if name not in values:
        yield Finding(_NO_NAME, name)
    if email not in values and identity not in values:
        yield Finding(_NO_IDENTITY, email or identity)
    if items and not any(item in values and not isinstance(values[item], Missing) for item in items):
        yield Finding(_NO_ANSWERS)
    for question in roles.texts:
        value = values.get(question)
        if isinstance(value, str) and is_broken_encoding(value):
            # A name stands on the cover and in mail, an id tells clients apart; else a reader sees past it.
            yield Finding(_BROKEN, question, "error" if question in {name, identity} else "warning")
    yield from _check_consent(values, roles)


def _check_consent(values: Mapping[str, Value], roles: Roles) -> Iterator[Finding]:
    """A form that does not ask for consent needs none."""
    asked = roles.questions
    if values.get(asked["consent_processing"]) == NO:
        yield Finding(_NO_CONSENT, asked["consent_processing"])
    dated = asked["consented_at"] in values or asked["completed_at"] in values
    if values.get(asked["consent_mailing"]) == YES and not dated:
        yield Finding(_NO_DATE, asked["consent_mailing"], "warning")
