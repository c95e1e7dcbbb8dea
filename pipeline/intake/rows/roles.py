"""The values of a row by what their questions mean to the program."""

from collections.abc import Mapping
from typing import TypeVar, get_args

from pipeline.intake.values import Value
from pipeline.models.answers import Missing
from pipeline.models.questionnaire import Questionnaire, Role

_T = TypeVar("_T")


class Roles:
    """The questions of a kit that have a role; a kit need not have any particular one.

    ``questions`` are the ids of the questions by role, an empty text where there is none; ``texts`` are the
    ids of all questions that are answered in the client's own words.
    """

    def __init__(self, questionnaire: Questionnaire) -> None:
        asked = questionnaire.by_role
        self.questions = {role: asked[role].id if role in asked else "" for role in get_args(Role)}
        self.texts = tuple(question.id for question in questionnaire.questions if question.kind == "text")

    def question(self, role: str) -> str:
        """Return the id of the question with this role, or an empty text."""
        return self.questions[role]

    def value(self, role: str, values: Mapping[str, Value], kind: type[_T]) -> _T | None:
        """Return the value of a role's question if it was answered with one of this kind."""
        value = values.get(self.questions[role])
        return value if isinstance(value, kind) and not isinstance(value, Missing) else None
