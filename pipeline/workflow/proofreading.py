"""Looks at what a practice has written for its pages, before any client's are made."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.batch.worker import tools
from pipeline.errors import TemplateError
from pipeline.kit import Unasked, find_unasked, find_unconditional
from pipeline.models.kit import Kit
from pipeline.models.problem import Problem
from pipeline.practice import Practice
from pipeline.workflow.reading import homes_of_kit
from pipeline.workflow.samples import fill_templates
from pipeline.workflow.workshop import Bench

_ADVICE = "Correct the stylesheet, or remove your copy of it to use the built-in one."


@dataclass(frozen=True, slots=True)
class Proofread:
    """Warnings about a practice's words and stylesheets, and the engine's own words for the latter."""

    problems: tuple[Problem, ...] = ()
    complaints: frozenset[str] = frozenset()


def proofread(practice: Practice, kit: Kit) -> Proofread:
    """Look at all templates, and at the practice's own words and stylesheets.

    Raises:
        TemplateError: one cannot be used; every fault is told with its place.
    """
    found = _read_pages(practice, kit)
    return replace(found, problems=(*warn_of_words(practice, kit), *found.problems))


def proofread_whole(practice: Practice, kit: Kit) -> Proofread:
    """Do as :func:`proofread` does, and fill the practice's own templates once. Raises as that does."""
    from pipeline.rendering.templates.starts import is_template

    found = proofread(practice, kit)
    own = (path.relative_to(practice.own_kit).as_posix() for path in practice.own_kit.rglob("*"))
    if any(map(is_template, own)):
        fill_templates(practice, kit)
    return found


def proofread_here() -> Proofread:
    """Look at the pages that this worker's tools were made from, which hold no files of words.

    Raises as :func:`proofread` does.
    """
    bench: Bench = tools()
    return _read_pages(bench.composer.practice, bench.composer.kit)


def _read_pages(practice: Practice, kit: Kit) -> Proofread:
    from pipeline.rendering.assets.files import gather_stylesheets
    from pipeline.rendering.templates.page import Pages

    Pages(kit.folders).check({code: wording.texts for code, wording in kit.wordings.items()})
    own = sorted(gather_stylesheets([practice.own_kit]))
    return _read_styles(practice, kit, own) if own else Proofread()


def _read_styles(practice: Practice, kit: Kit, names: Sequence[str]) -> Proofread:
    from pipeline.rendering.printing.pdf import read_style
    from pipeline.rendering.templates.stylesheets import look_through
    from pipeline.workflow.printing import assets_of

    assets = assets_of(practice, kit)
    slips = [slip for name in names for slip in look_through(name, assets[name].content, assets)]
    if slips:
        told = [f"{slip.file}, line {slip.line}: {slip.message}" for slip in slips]
        raise TemplateError("The stylesheets cannot be used:\n  " + "\n  ".join(told), _ADVICE)
    complaints = {name: read_style(assets[name]) for name in names}
    problems = (problem for name, said in complaints.items() for problem in _warn(practice, name, said))
    return Proofread(tuple(problems), frozenset(each for said in complaints.values() for each in said))


def warn_of_words(practice: Practice, kit: Kit) -> Iterator[Problem]:
    """Warn of the practice's own sentences that nothing asks for, and of those that everybody reads.

    The latter are those where the kit's have a condition.
    """
    _, own = homes_of_kit(practice)
    if own is None:
        return
    below = [folder for folder in kit.folders if folder != own]
    for idle in find_unasked(own, below):
        message, fix = _say_unasked(idle)
        yield _warn_of_line(practice, idle.file, idle.line, message, fix)
    for text in find_unconditional(own, below):
        message = f'"{text.key}" is now said to everybody; the built-in text depends on the client.'
        fix = (
            'Copy the built-in entry with each "when", and change its words alone, or some will read '
            'what is not true of them. If yours is true of everybody, write it as [{ text = "…" }].'
        )
        yield _warn_of_line(practice, text.file, text.line, message, fix)


def _say_unasked(idle: Unasked) -> tuple[str, str]:
    """Say what is odd about a text's name, and what to do."""
    if idle.is_printed:
        message = f'"{idle.key}" is one text more beside the built-in "{idle.near}", which stays.'
        return message, f'If you meant that one, write "{idle.near}"; else nothing has to be done.'
    meant = f'; did you mean "{idle.near}"?' if idle.near else "."
    return f'nothing asks for the text "{idle.key}"{meant}', "Correct its name, or remove it."


def _warn_of_line(practice: Practice, file: str, line: int | None, message: str, fix: str) -> Problem:
    place = practice.relative(practice.own_kit / file)
    return Problem(file=place, message=_at(line, message), fix=fix, severity="warning")


def _at(line: int | None, message: str) -> str:
    return f"Line {line}: {message}" if line else message[:1].upper() + message[1:]


def _warn(practice: Practice, name: str, complaints: Sequence[str]) -> Iterator[Problem]:
    from pipeline.rendering.templates.stylesheets import read_complaint

    for complaint in complaints:
        slip = read_complaint(name, complaint)
        yield Problem(
            file=practice.relative(practice.own_kit / name),
            message=f"Line {slip.line}: {slip.message}." if slip else complaint,
            fix="Look for a typing error in the name or the value; what is left out changes nothing.",
            severity="warning",
        )
