"""Why a report should not go to a client before the coach has looked: an unsure path, address or print."""

from collections.abc import Iterator

from pipeline.intake.values.addresses import is_lookalike
from pipeline.models.client import Client
from pipeline.models.making import Made
from pipeline.models.review import NO_PATH, Review
from pipeline.models.roadmap import Path, Rung
from pipeline.models.wording import Wording

_CHOOSE = "choose a path, or send it with the steps in the client's own words"


def find_reservations(
    client: Client, path: Path | None, report: Made | None, wording: Wording
) -> tuple[str, ...]:
    """Return what speaks against sending, a sentence each; none of it makes the report wrong.

    ``report`` is the client's printed one, if there is one. ``wording`` names the stages of the path.
    """
    return (*_of_path(client, path, wording), *_of_address(client), *_of_print(report))


def _of_path(client: Client, path: Path | None, wording: Wording) -> Iterator[str]:
    if path and not path.sure:
        role = " ".join((client.role_title or "").split())
        yield f"The path is not sure: “{role}” {_doubt(path, wording)}; {_CHOOSE}."


def _doubt(path: Path, wording: Wording) -> str:
    name = title_of(path.stage, wording)
    if path.match == "several":
        return f"is a name of several occupations, such as {name}"
    return f"comes near to {name}" if path.match == "near" else f"is {name}, from where no step up is known"


def _of_address(client: Client) -> Iterator[str]:
    if client.email and is_lookalike(client.email):
        yield "Letters of the e-mail address look like others, as in a forged one: is it theirs?"


def _of_print(report: Made | None) -> Iterator[str]:
    for warning in report.warnings if report else ():
        yield f"In the PDF: {warning}"


def title_of(stage: Rung, wording: Wording) -> str:
    """Return what a stage of a path is called."""
    return stage.title or wording.stages[stage.id].title


def say_path(path: Path | None, review: Review, wording: Wording) -> str:
    """Say which way a path leads, and whether the coach chose it."""
    if path is None:
        return "none wanted" if review.path == NO_PATH else "none found: the steps keep their own words"
    rungs = (path.stage, path.next_stage, path.end_stage)
    way = " → ".join(dict.fromkeys(title_of(rung, wording) for rung in rungs if rung))
    return f"{way} (your choice)" if path.match == "chosen" else way if path.sure else f"{way} (not sure)"
