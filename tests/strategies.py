"""Random clients of the built-in kit, for properties."""

from fractions import Fraction

from hypothesis import strategies as st

from pipeline.models.answers import Answer, Missing
from pipeline.models.client import Client, Source
from pipeline.models.questionnaire import Question, Questionnaire
from tests.people import kit


def answers_to(question: Question, asked: Questionnaire) -> st.SearchStrategy[Answer]:
    """Return any valid answer to a question with fixed answers."""
    if question.scale:
        scale = asked.scale_by_id[question.scale]
        fixed: st.SearchStrategy[Answer] = st.integers(scale.low, scale.high)
    else:
        fixed = st.sampled_from(question.option_ids)
    return fixed | st.sampled_from(list(Missing)) if question.accepts_missing else fixed


def answer_sets() -> st.SearchStrategy[dict[str, Answer]]:
    """Return sets of answers with any of the fixed-answer questions left blank."""
    asked = kit().questionnaire
    fixed = [question for question in asked.questions if question.scale or question.options]
    optional = {question.id: answers_to(question, asked) for question in fixed}
    return st.fixed_dictionaries({}, optional=optional)


def clients() -> st.SearchStrategy[Client]:
    """Return clients with random answers, hours and words of their own."""
    words = st.none() | st.text(min_size=1, max_size=300)
    goals = st.fixed_dictionaries(
        {}, optional={name: st.text(min_size=1, max_size=300) for name in ("G1", "G2", "G3")}
    )
    return st.builds(
        lambda answers, goals, hours, name, role: Client(
            id="C-001",
            name=name,
            source=Source("inputs/clients.xlsx", "Clients", 2),
            answers=answers | goals,
            role_title=role,
            hours_a_week=hours,
        ),
        answer_sets(),
        goals,
        st.none() | st.integers(0, 80).map(Fraction),
        st.text(min_size=1, max_size=80),
        words,
    )
