"""Where on which ladder a client stands, and how surely their role was found."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pipeline.models.occupations import Occupations
from pipeline.models.pathways import Credential
from pipeline.models.review import NO_PATH
from pipeline.models.roadmap import Path, Rung
from pipeline.models.wording import Wording

if TYPE_CHECKING:
    from pipeline.rendering.building.case import Case

_NAMED = 5
"""Of how many occupations with the same name are told."""

_CREDENTIALS: dict[Credential, str] = {
    "none": "",
    "optional": ", a credential helps",
    "legal": ", usually with a licence by law",
}

_UNNAMED = "so the steps keep the client's own words"


def tell_path(case: "Case") -> Iterator[str]:
    """Tell what the role title was found as, how surely, and the steps that follow."""
    path, role = case.roadmap.path, " ".join((case.client.role_title or "").split())
    yield ""
    yield "The path"
    if path is None:
        is_dropped = case.assessment.review.path == NO_PATH
        why = "The coach wants none" if is_dropped else _not_found(role, case.kit.occupations)
        yield f"  {why}, {_UNNAMED}"
        return
    if path.match == "chosen":
        yield f"  The coach chose {_named(path.stage, case.wording)}"
    else:
        yield f"  “{role}” {_found(path, case.wording)}"
    if path.sure:
        ladder = (
            f"ladder {path.ladder}: {path.source}" if path.ladder else f"related work in the {path.source}"
        )
        yield f"  From: {ladder}"
        papers = _papers(case, path)
        for when, rung in (("Next", path.next_stage), ("Later, optional", path.end_stage)):
            yield f"  {when}: {_named(rung, case.wording)}{papers.get(rung.id, '') if rung else ''}"


def _papers(case: "Case", path: Path) -> dict[str, str]:
    """Return what is told of the papers for each stage of the path's ladder."""
    ladder = case.kit.pathways.by_id.get(path.ladder or "")
    return {stage.id: _CREDENTIALS[stage.credential] for stage in ladder.stages} if ladder else {}


def of_path(path: Path | None, wording: Wording) -> dict[str, Any] | None:
    """Return the path as JSON has it."""
    if path is None:
        return None
    return {
        "match": path.match,
        "sure": path.sure,
        "ladder": path.ladder,
        "source": path.source,
        "stage": _of_rung(path.stage, wording),
        "next": _of_rung(path.next_stage, wording),
        "end": _of_rung(path.end_stage, wording),
        "others": [_of_rung(other, wording) for other in path.others],
    }


def _not_found(role: str, occupations: Occupations | None) -> str:
    if not role:
        return "No role was given"
    searched = f", nor does the {occupations.origin.name}" if occupations else ""
    return f"No ladder knows the role “{role}”{searched}"


def _found(path: Path, wording: Wording) -> str:
    name = _named(path.stage, wording)
    several = [_named(rung, wording) for rung in (path.stage, *path.others)]
    more = f" and {len(several) - _NAMED} more" if len(several) > _NAMED else ""
    return {
        "title": f"is sure: the title of {name}",
        "alias": f"is sure: another name of {name}",
        "grade": f"is sure but for its grade: without that it is a name of {name}",
        "near": f"is not sure: it comes near to {name}, {_UNNAMED}",
        "several": f"is not sure: it is a name of {', '.join(several[:_NAMED])}{more}, {_UNNAMED}",
        "no-step": f"is a name of {name}, but the {path.source} knows no step up from there, {_UNNAMED}",
    }[path.match]


def _named(rung: Rung | None, wording: Wording) -> str:
    if rung is None:
        return "none known"
    return f"{_title(rung, wording)} ({rung.occupation})" if rung.occupation else _title(rung, wording)


def _title(rung: Rung, wording: Wording) -> str:
    return rung.title or wording.stages[rung.id].title


def _of_rung(rung: Rung | None, wording: Wording) -> dict[str, str | None] | None:
    if rung is None:
        return None
    return {"id": rung.id, "title": _title(rung, wording), "occupation": rung.occupation}
