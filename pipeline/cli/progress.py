"""``roadmap progress``: a client's earlier and later assessment."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.options import Session, client_argument, command, inputs_argument, json_option

if TYPE_CHECKING:
    from pipeline.models.assessment import Assessment
    from pipeline.models.questionnaire import Questionnaire
    from pipeline.workflow.progress import Course


@command("progress")
@client_argument
@inputs_argument
@json_option
def run(session: Session, client: str, inputs: tuple[Path, ...], *, as_json: bool) -> None:
    """Compare a client's answers with those of last time.

    CLIENT is an id, an e-mail or an unambiguous part of a name.
    """
    from pipeline.cli.printing import print_json, print_problems
    from pipeline.cli.progress_shapes import of_course
    from pipeline.workflow.progress import follow

    course = follow(session.practice, inputs, client)
    if as_json:
        print_json(of_course(course))
    else:
        _print(session, course)
    if course.remark and not as_json:
        print_problems([course.remark], session.wording(course.reading.kit), course.reading.owner)
    if course.assessment is None:
        session.end_held()
    who = shlex.quote(course.assessment.client.id)
    session.suggest(f"explain {who}", "tells where today's scores come from")


def _print(session: Session, course: "Course") -> None:
    from pipeline.cli.printing import print_line
    from pipeline.cli.progress_tables import print_progress
    from pipeline.rendering.building.case import open_case

    made, held, reading = course.assessment, course.held, course.reading
    if held:
        print_line(reading.label(held.id, held.name) or "Without a name")
        print_line(f"The row is held: {'; '.join(held.reasons)}")
    if made is None:
        return
    print_line(reading.people[made.client.id])
    if made.progress is None:
        print_line(_why_not(made, reading.kit.questionnaire))
        return
    settings = session.practice.settings
    print_progress(
        open_case(made, reading.kit, settings, settings.practice.language), made.progress, course.known
    )


def _why_not(made: "Assessment", asked: "Questionnaire") -> str:
    """Say why there is nothing to compare."""
    if made.client.completed_at:
        return "No earlier assessment is known, so there is nothing to compare with yet."
    column = asked.by_role.get("completed_at")
    named = f', or a column "{column.id}" with date and time,' if column else ""
    return (
        "To compare assessments, the times at which they were completed are needed: leave the form's time "
        f"stamp{named} in the sheet."
    )
