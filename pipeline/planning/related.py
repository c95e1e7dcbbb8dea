"""A path through related occupations, each of which asks for more preparation than the one before."""

from pipeline.models.occupations import Occupation, Occupations
from pipeline.models.roadmap import Match, Path, Rung
from pipeline.models.titles import fold_role


def find_related(title: str, goal: str, known: Occupations) -> Path | None:
    """Return the path from the occupation that bears a role title, or None if none does.

    The next stage, and the optional one after it, are related occupations of a higher job zone, so that no
    step can lead back or in a circle. Work in the same zone is a step aside: which of two such occupations
    comes first, the data do not say. A title of several occupations, or one from which no step leads on, is
    told as such and names no steps.
    """
    found = known.find(title)
    if found is None:
        return None
    named, (here, *others) = found
    if others:
        return Path(None, known.origin.name, "several", _rung(here), others=tuple(map(_rung, others)))
    return follow_related(here, named, goal, known)


def follow_related(here: Occupation, match: Match, goal: str, known: Occupations) -> Path:
    """Return the path from an occupation on; where no step leads on it says so and names none."""
    source, wish = known.origin.name, fold_role(goal)
    ahead = _step_up(here, wish, known)
    if ahead is None:
        return Path(None, source, "no-step", _rung(here))
    end = _step_up(ahead, wish, known)
    return Path(None, source, match, _rung(here), _rung(ahead), _rung(end) if end else None)


def find_nearly_related(title: str, known: Occupations) -> Path | None:
    """Return the path from the occupation that bears nearly a role title: not sure, and without steps."""
    near = known.find_near(title)
    return Path(None, known.origin.name, "near", _rung(near)) if near else None


def _step_up(here: Occupation, wish: str, known: Occupations) -> Occupation | None:
    """Return the related occupation of a higher zone that is nearest.

    One that the client's own words name comes first, then the closely related, then the smallest step up,
    then the most related.
    """
    ranked: list[tuple[bool, bool, int, int, Occupation]] = []
    for place, code in enumerate((*here.close, *here.further)):
        other = known.by_code(code)
        if other and here.zone and other.zone and other.zone > here.zone:
            named = f" {fold_role(other.title)} " in f" {wish} "
            ranked.append((not named, place >= len(here.close), other.zone, place, other))
    return min(ranked, key=lambda entry: entry[:4])[-1] if ranked else None


def _rung(occupation: Occupation) -> Rung:
    return Rung(occupation.code, occupation.code, occupation.title)
