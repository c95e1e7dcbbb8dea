"""The values of a row by what their questions mean to the program."""

from collections.abc import Mapping
from typing import TypeVar

from pipeline.intake.values import Value
from pipeline.models.client import Missing
from pipeline.models.questionnaire import Questionnaire

_T = TypeVar("_T")


class Roles:
    """The questions of a kit that have a role; a kit need not have any particular one."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._questions = {role: question.id for role, question in questionnaire.by_role.items()}

    def question(self, role: str) -> str:
        """Return the id of the question with this role, or an empty text."""
        return self._questions.get(role, "")

    def value(self, role: str, values: Mapping[str, Value], kind: type[_T]) -> _T | None:
        """Return the value of a role's question if it was answered with one of this kind."""
        value = values.get(self.question(role))
        return value if isinstance(value, kind) and not isinstance(value, Missing) else None
