"""A kit of other ids than the built-in one, in two languages: none of these may be known to the program."""

from dataclasses import replace

from pipeline.models.kit import Kit
from pipeline.models.questionnaire import Questionnaire
from pipeline.models.wording import Wording
from tests.people import kit as built_in_kit


def swimming() -> Kit:
    """A kit of other ids in two languages, as none of these may be known to the program."""
    questionnaire = Questionnaire.model_validate(
        {
            "required": [["who"], ["mail"]],
            "scoring": built_in_kit().questionnaire.scoring,
            "scales": [{"id": "ease", "low": -2, "high": 2}],
            "dimensions": [{"id": "water"}],
            "questions": [
                {"id": "who", "kind": "text", "role": "name"},
                {"id": "mail", "kind": "email", "role": "email"},
                {"id": "w1", "kind": "scale", "scale": "ease", "dimension": "water", "accepts_missing": True},
                {"id": "pools", "kind": "number", "at_least": "1/2"},
                {"id": "sharks", "kind": "number", "at_most": 0},
                {"id": "fish", "kind": "number"},
                {"id": "lane", "kind": "number"},
                {"id": "lake", "kind": "number"},
                {"id": "tongue", "kind": "language", "role": "language"},
                {
                    "id": "laps",
                    "kind": "count",
                    "dimension": "water",
                    "options": [
                        {"id": "some", "at_least": 2, "points": 0},
                        {"id": "many", "at_least": 10, "points": 1},
                    ],
                },
            ],
        }
    )
    return replace(built_in_kit(), questionnaire=questionnaire, wordings={"en": _english(), "ar": _arabic()})


def _wording(language: dict[str, str], **tables: object) -> Wording:
    return Wording.model_validate(
        {"language": language, "levels": {}, "dimensions": {}, "texts": {}, "missing": {}, **tables}
    )


def _english() -> Wording:
    return _wording(
        {"code": "en", "name": "English", "direction": "ltr"},
        missing={"does_not_apply": "no idea"},
        scales={"ease": {"labels": {"-2": "hard", "2": "easy"}}},
        questions={
            "who": {"text": "Swimmer", "aliases": ["one", "both"]},
            "mail": {"text": "E-mail", "aliases": ["both"]},
            "w1": {"text": "Is <b>water</b> easy?"},
            "lane": {"text": "Favourite lane"},
            "lake": {"text": "Favourite lake"},
            "tongue": {"text": "Language", "options": {"ar": "Arabic", "fr": "French"}},
            "laps": {"text": "Laps", "options": {"some": "a few", "many": "lots"}},
        },
    )


def _arabic() -> Wording:
    return _wording(
        {"code": "ar", "name": "العربية", "direction": "rtl"},
        missing={"does_not_apply": "لا ينطبق"},
        scales={"ease": {"labels": {"-2": "صعب", "0": "وسط", "2": "سهل"}}},
        questions={"w1": {"text": "هل الماء سهل؟"}, "laps": {"text": "أشواط", "options": {"many": "كثير"}}},
    )
