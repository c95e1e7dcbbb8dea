"""``roadmap explain``: why a report says what it says."""

import shlex
from collections.abc import Iterator
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.options import Session, client_argument, command, inputs_argument, json_option

if TYPE_CHECKING:
    from pipeline.models.settings import Settings
    from pipeline.models.wording import Wording
    from pipeline.workflow.explaining import Explanation, PdfState


@command("explain")
@client_argument
@inputs_argument
@json_option
def run(session: Session, client: str, inputs: tuple[Path, ...], *, as_json: bool) -> None:
    """Tell where a client's scores, plan and PDF come from.

    CLIENT is an id, an e-mail or an unambiguous part of a name.
    """
    from pipeline.cli.explaining.shapes import of_arithmetic
    from pipeline.cli.printing import print_json, print_line
    from pipeline.cli.shapes import of_explanation
    from pipeline.workflow.explaining import explain

    explanation = explain(session.practice, inputs, client)
    if as_json:
        told = of_explanation(explanation, session.wording(explanation.reading.kit))
        print_json({**told, "arithmetic": of_arithmetic(explanation)})
    else:
        for line in _told(explanation, session.practice.settings):
            print_line(line)
    if explanation.assessment is None:
        session.end_held()
    _suggest_next(session, explanation)


def _suggest_next(session: Session, explanation: "Explanation") -> None:
    """Suggest to make what is not current: the report, or else the brief."""
    states = {"report": explanation.pdf, "brief": explanation.brief}
    stale = [name for name, state in states.items() if state.status != "current"]
    if not stale:
        session.suggest("review", "is where you add a note, drop an action or choose a path")
        return
    again = " again if its pages differ" if states[stale[0]].status == "outdated" else ""
    session.suggest(f"reports --client {shlex.quote(explanation.id)}", f"makes the {stale[0]}{again}")


def _told(explanation: "Explanation", settings: "Settings") -> Iterator[str]:
    from pipeline.cli.explaining.flags import tell_flags
    from pipeline.cli.explaining.habits import tell_habits
    from pipeline.cli.explaining.path import tell_path
    from pipeline.cli.explaining.place import tell_place
    from pipeline.cli.explaining.plan import tell_plan
    from pipeline.cli.explaining.scores import tell_scores
    from pipeline.cli.explaining.summary import tell_summary
    from pipeline.rendering.building.case import open_case

    yield explanation.reading.people.get(explanation.id, explanation.name or "Without a name")
    made, kit = explanation.assessment, explanation.reading.kit
    if made:
        case = open_case(made, kit, settings, settings.practice.language)
        yield from tell_summary(case)
        yield from tell_scores(case)
        yield from tell_place(case, explanation.sensitivity)
        yield from tell_flags(case)
        yield from tell_habits(case)
        yield from tell_plan(case)
        if "role_title" in case.asked.by_role:
            yield from tell_path(case)
    yield from _tell_pdfs(explanation, kit.wordings[settings.practice.language], settings.practice.zone)


def _tell_pdfs(explanation: "Explanation", wording: "Wording", zone: tzinfo) -> Iterator[str]:
    pdf, brief = explanation.pdf, explanation.brief
    yield ""
    yield from _tell_state("PDF", pdf, wording, zone)
    if (brief.status, brief.reasons) != (pdf.status, pdf.reasons):
        yield from _tell_state("brief", brief, wording, zone)


def _tell_state(name: str, state: "PdfState", wording: "Wording", zone: tzinfo) -> Iterator[str]:
    from pipeline.workflow.reasons import say_reasons
    from pipeline.workflow.sending.moments import write_with_zone

    yield f"The {name} is {state.status}: {say_reasons(state.reasons, wording)}"
    if state.path:
        yield f"  {state.path}"
    if state.made_at:
        made = write_with_zone(datetime.fromisoformat(state.made_at).astimezone(zone))
        yield f"  made {made}, because: {say_reasons(state.made_because, wording)}"
