"""Random questionnaires with random answers, for what must hold in every kit; the built-in one among them."""

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from pipeline.models.answers import Answer
from pipeline.models.questionnaire import Questionnaire
from tests.people import kit
from tests.strategies import answers_to

Asked = tuple[Questionnaire, dict[str, Answer]]

_POINTS = st.integers(0, 200).map(lambda half: Fraction(half, 2))
_SHARES = st.fractions(min_value=Fraction(1, 10), max_value=1, max_denominator=12)


@st.composite
def scales(draw: st.DrawFn, name: str) -> dict[str, Any]:
    """Return a scale of any range, its points running evenly or not."""
    low, steps = draw(st.integers(-3, 1)), draw(st.integers(1, 10))
    points = draw(st.lists(_POINTS, min_size=steps + 1, max_size=steps + 1, unique=True).map(sorted))
    own = {"points": points} if draw(st.booleans()) else {}
    return {"id": name, "low": low, "high": low + steps, **own}


@st.composite
def items(draw: st.DrawFn, name: str, dimension: str) -> dict[str, Any]:
    """Return a question on one of two scales, or a choice or count with points that need not rise."""
    entry = {"id": name, "dimension": dimension, "accepts_missing": draw(st.booleans())}
    kind = draw(st.sampled_from(["scale", "scale", "choice", "count"]))
    if kind == "scale":
        scale = draw(st.sampled_from(["first", "second"]))
        return entry | {"kind": kind, "scale": scale, "reverse": draw(st.booleans())}
    points = draw(st.lists(_POINTS, min_size=2, max_size=4, unique=True))
    options: list[dict[str, Any]] = [
        {"id": f"o{place}", "points": worth} | ({"at_least": place} if kind == "count" else {})
        for place, worth in enumerate(points)
    ]
    unsure = [{"id": "unsure"}] if kind == "choice" and draw(st.booleans()) else []
    return entry | {"kind": kind, "options": options + unsure}


@st.composite
def questionnaires(draw: st.DrawFn) -> Questionnaire:
    """Return a questionnaire of up to three axes, and areas of any weight with or without one."""
    axes = draw(st.integers(0, 3))
    homes = [*range(axes), *draw(st.lists(st.sampled_from([None, *range(axes)]), max_size=3))] or [None]
    dimensions = [
        {"id": f"d{place}", "weight": draw(st.integers(1, 9).map(lambda part: Fraction(part, 4)))}
        | ({} if home is None else {"axis": f"a{home}"})
        for place, home in enumerate(homes)
    ]
    questions = [
        draw(items(f"q{place}-{number}", f"d{place}"))
        for place in range(len(homes))
        for number in range(draw(st.integers(1, 3)))
    ]
    bands = [{"id": "low", "at_least": 0}, {"id": "middle", "at_least": 30}, {"id": "high", "at_least": 65}]
    scoring = {
        "minimum_items": draw(_SHARES),
        "minimum_dimensions": draw(_SHARES),
        "standard_deviation": draw(st.integers(1, 40)),
        "reliability": draw(st.fractions(Fraction(1, 10), Fraction(9, 10), max_denominator=10)),
        "levels": bands,
    }
    if axes:
        scoring["position"] = {"axis": "a0", "bands": bands}
    data = {
        "required": [],
        "scoring": scoring,
        "scales": [draw(scales("first")), draw(scales("second"))],
        "axes": [{"id": f"a{place}"} for place in range(axes)],
        "dimensions": dimensions,
        "habits": [{"id": "h", "items": [questions[0]["id"]]}],
        "questions": [{"id": "who", "kind": "text", "role": "name"}, *questions],
    }
    return Questionnaire.model_validate(data)


@st.composite
def asked_and_answered(draw: st.DrawFn) -> Asked:
    """Return a questionnaire, the built-in one or a random one, with any of its items left blank."""
    asked = draw(st.just(kit().questionnaire) | questionnaires() | questionnaires())
    optional = {item.id: answers_to(item, asked) for item in asked.items}
    return asked, draw(st.fixed_dictionaries({}, optional=optional))
