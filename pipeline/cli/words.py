"""Scores and answers in the words of the kit, for tables and lines on a terminal."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.cli.sums import number
from pipeline.models.answers import Answer, Missing
from pipeline.models.exact import nearest
from pipeline.models.scorecard import Estimate, Position
from pipeline.models.wording import Wording

if TYPE_CHECKING:
    from pipeline.rendering.building.case import Case


def say_position(position: Position | None, wording: Wording) -> str:
    """Name the position; where its range reaches into a second one, both."""
    return say_printed(position.printed, wording) if position else "–"


def say_printed(bands: Sequence[str], wording: Wording) -> str:
    """Name the band of a position, or the two that a range lies between; a dash for none."""
    names = [wording.positions[band] for band in bands]
    if len(names) > 1:
        return f"between “{names[0]}” and “{names[1]}”"
    return names[0] if names else "–"


def say_estimate(estimate: Estimate) -> str:
    """Write a score with its likely range."""
    if estimate.score is None or estimate.low is None or estimate.high is None:
        return "not scored, too few answers"
    return f"{number(estimate.score)} (likely {nearest(estimate.low)}–{nearest(estimate.high)})"


def say_range(estimate: Estimate) -> str:
    """Write a score with its range, in whole points."""
    if estimate.score is None or estimate.low is None or estimate.high is None:
        return "–"
    return f"{nearest(estimate.score)} ({nearest(estimate.low)}–{nearest(estimate.high)})"


def say_given(case: "Case", question: str) -> str:
    """Write the answer that the client gave, as in “4 – agree”."""
    answer = case.client.answers.get(question)
    return "left blank" if answer is None else say_answer(case, question, answer)


def say_answer(case: "Case", question: str, answer: Answer) -> str:
    """Write an answer in the words of the kit."""
    wording = case.wording
    if isinstance(answer, Missing):
        return wording.missing.get(answer.value, answer.value)
    scale = case.asked.by_id[question].scale
    if scale:
        label = wording.scales[scale].labels.get(str(answer), "")
        return f"{answer} – {label}" if label not in {"", str(answer)} else str(answer)
    return wording.questions[question].options.get(str(answer), str(answer))
