"""What the blank workbook says, in one language of a kit: ``texts.blank`` and the words of the questions."""

from collections.abc import Iterator

from pipeline.errors import KitError
from pipeline.models.questionnaire import Question, Questionnaire
from pipeline.models.wording import Wording

_PREFIX = "blank."
_HEADING, _TEXT = ".heading", ".text"
_CONSENT = {"consent_processing", "consent_mailing", "consented_at"}


class BlankWords:
    """The sentences of one language, filled in for a questionnaire."""

    def __init__(self, questionnaire: Questionnaire, wording: Wording) -> None:
        self.wording = wording
        self._questionnaire = questionnaire

    @property
    def is_right_to_left(self) -> bool:
        """Whether columns run from the right."""
        return self.wording.language.direction == "rtl"

    def say(self, key: str, **values: str) -> str:
        """Return the sentence ``texts.blank.<key>`` with its placeholders filled.

        Raises:
            KitError: the wording has no such sentence, or one with variants.
        """
        text = self.wording.texts.get(_PREFIX + key)
        if not isinstance(text, str):
            code = self.wording.language.code
            raise KitError(
                f'The wording for "{code}" has no plain text "{_PREFIX}{key}".',
                f"Add it under [texts] to wording.{code}.toml.",
            )
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", value)
        return text

    def guide(self) -> Iterator[tuple[str, str]]:
        """Yield heading and text of each part of the instructions that the kit gives cause for."""
        start = f"{_PREFIX}guide."
        for key in self.wording.texts:
            if key.startswith(start) and key.endswith(_HEADING):
                part = key.removeprefix(start).removesuffix(_HEADING)
                if self._concerns(part):
                    yield (
                        self.say(f"guide.{part}{_HEADING}"),
                        self.say(f"guide.{part}{_TEXT}", **self._facts()),
                    )

    def asked(self, question: Question) -> str:
        """Return a question as it is asked."""
        return self.wording.questions[question.id].text

    def explained(self, question: Question, offered: tuple[str, ...]) -> str:
        """Return what helps with a question: its own words, whether it is needed, the answers."""
        lines = [self.wording.questions[question.id].help, self._need(question)]
        if offered:
            lines.append(self.say("answers", answers="".join(f"\n· {answer}" for answer in offered)))
        return "\n\n".join(filter(None, lines))

    def _need(self, question: Question) -> str:
        """Say whether a row needs an answer to a question."""
        for group in self._questionnaire.required:
            if question.id in group:
                others = [self._named(other) for other in group if other != question.id]
                return (
                    self.say("required_either", others=self._either(others))
                    if others
                    else self.say("required")
                )
        return self.say("optional")

    def _concerns(self, part: str) -> bool:
        """Whether the kit asks what a part of the instructions is about; parts of other names are for all."""
        asked = self._questionnaire
        return {
            "list": any(question.scale or question.options for question in asked.questions),
            "missing": any(question.accepts_missing for question in asked.questions),
            "moments": any(question.kind == "moment" for question in asked.questions),
            "agreed": bool(_CONSENT & set(asked.by_role)),
            "needed": bool(asked.required),
        }.get(part, True)

    def _facts(self) -> dict[str, str]:
        """Return what the instructions may speak of."""
        groups = (self._either([self._named(one) for one in group]) for group in self._questionnaire.required)
        return {"sheet": self.say("sheet"), "required": self.say("also").join(groups), **self.wording.missing}

    def _named(self, question: str) -> str:
        return self.say("named", question=self.wording.questions[question].text)

    def _either(self, names: list[str]) -> str:
        return self.say("or").join(names)
