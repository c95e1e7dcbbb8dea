"""The time of completion, where the kit has no question for it: form tools write it whatever is asked."""

from pipeline.models.questionnaire import Question, Questionnaire
from pipeline.models.wording import QuestionWording

STAMP = Question(id="time-stamp", kind="moment", role="completed_at")
"""What stands in for such a question. Its answer is nobody's, and is kept as the time alone."""

STAMP_WORDS = QuestionWording(text="Time of completion")
"""What it is called where a coach is told of it."""


def with_stamp(asked: Questionnaire) -> Questionnaire:
    """Return ``asked`` with a question for the time of completion; itself if it has one, or this id."""
    ids = {name for question in asked.questions for name in (question.id, *question.also)}
    if STAMP.role in asked.by_role or STAMP.id in ids:
        return asked
    # Made anew, as a copy would keep what was worked out from the questions before.
    fields = {name: getattr(asked, name) for name in Questionnaire.model_fields}
    return Questionnaire(**fields | {"questions": (*asked.questions, STAMP)})
