"""``roadmap explain``: why a report says what it says."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.options import Session, client_argument, command, inputs_argument, json_option

if TYPE_CHECKING:
    from pipeline.models.wording import Wording
    from pipeline.workflow import Explanation


@command("explain")
@client_argument
@inputs_argument
@json_option
def run(session: Session, client: str, inputs: tuple[Path, ...], *, as_json: bool) -> None:
    """Tell where a client's scores, plan and PDF come from.

    CLIENT is an id, an e-mail or an unambiguous part of a name.
    """
    from pipeline.cli.printing import print_json, print_line
    from pipeline.cli.shapes import of_explanation
    from pipeline.workflow import explain

    explanation = explain(session.practice, inputs, client)
    if as_json:
        print_json(of_explanation(explanation))
    else:
        wording = session.wording(explanation.kit)
        for line in _told(explanation, wording):
            print_line(line)
    if explanation.card is None:
        session.suggest("roadmap check", "lists what holds the row, and what to do")
        raise click.exceptions.Exit(1)
    session.suggest(f"roadmap reports --client {explanation.id}", "makes the report if it is due")


def _told(explanation: "Explanation", wording: "Wording") -> Iterator[str]:
    from pipeline.cli.explain_scores import tell_habits, tell_plan, tell_scores

    yield f"{explanation.name or 'Without a name'} ({explanation.id})"
    if explanation.client and explanation.card and explanation.roadmap:
        yield from tell_scores(explanation.client, explanation.card, explanation.kit, wording)
        yield from tell_habits(explanation.card, wording)
        yield from tell_plan(explanation.roadmap, wording)
    yield from _tell_pdf(explanation)


def _tell_pdf(explanation: "Explanation") -> Iterator[str]:
    pdf = explanation.pdf
    yield ""
    yield f"The PDF is {pdf.status}: {'; '.join(pdf.reasons)}"
    if pdf.path:
        yield f"  {pdf.path}"
    if pdf.made_at:
        yield f"  made {pdf.made_at}, because: {'; '.join(pdf.made_because)}"
