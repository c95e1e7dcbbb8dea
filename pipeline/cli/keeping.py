"""How it looks what is kept of a person, what was removed, and what a search came to."""

from collections.abc import Sequence
from shlex import quote
from typing import TYPE_CHECKING, get_args

from pipeline.cli.printing import count, print_line
from pipeline.models.scorecard_shape import Shape
from pipeline.workflow.privacy.files import Class
from pipeline.workflow.privacy.signs import Sort
from pipeline.workflow.privacy.views import Form

if TYPE_CHECKING:
    from pipeline.workflow.privacy.exporting import Exported
    from pipeline.workflow.privacy.forgetting import Forgotten
    from pipeline.workflow.privacy.people import Person
    from pipeline.workflow.privacy.reach import Beyond
    from pipeline.workflow.privacy.search import Searched
    from pipeline.workflow.privacy.stopping import Stopped

SORTS: dict[Class, tuple[str, str]] = {
    "document": ("PDF", "PDFs"),
    "message": ("mail", "mails"),
    "copy": ("copy to fix", "copies to fix"),
    "sheet": ("print of briefs", "prints of briefs"),
    "export": ("export", "exports"),
}
_FORMS: dict[Form, tuple[str, str, str]] = {
    "PDF": ("PDF", "PDFs", "with texts and metadata"),
    "mail": ("mail", "mails", "decoded"),
    "archive": ("workbook or archive", "workbooks or archives", "unpacked"),
    "database": ("database", "databases", "with free pages"),
    "other": ("other file", "other files", "in full"),
}
_MEGABYTE = 1_000_000


def of_export(exported: "Exported", path: str) -> Shape:
    """Return an export as JSON has it."""
    return {
        "client": exported.person.id,
        "file": path,
        "holds": dict(exported.holds),
        "with_others": list(exported.shared),
        "shares_address_with": _of_sharers(exported.person),
        "cannot_reach": _of_beyond(exported.beyond),
    }


def of_forgotten(forgotten: "Forgotten") -> Shape:
    """Return what was removed, searched, found and not reached, as JSON has it."""
    searched, signs = forgotten.searched, forgotten.signs
    return {
        "client": forgotten.person.id,
        "passed_over": forgotten.is_known_again,
        "removed": {
            **{f"{sort}s" if sort != "copy" else "copies": forgotten.files.get(sort, 0) for sort in SORTS},
            "ledger_rows": forgotten.rows,
            "review_rows": forgotten.reviews,
        },
        "removed_with_others": list(forgotten.shared),
        "looked_for": {sort: signs.count(sort) for sort in get_args(Sort)},
        "not_looked_for": list(signs.untold),
        "shares_address_with": _of_sharers(forgotten.person),
        "searched": {
            "files": searched.files,
            "bytes": searched.size,
            "kinds": dict(searched.forms),
            "ledger_pages": searched.pages,
            "free_pages": searched.free,
            "not_opened": list(searched.closed),
            "not_followed": list(searched.elsewhere),
            "not_known": dict(searched.strange),
        },
        "found": [{"file": find.file, "what": list(find.what)} for find in searched.finds],
        "cannot_reach": _of_beyond(forgotten.beyond),
        "to_do": forgotten.to_do or None,
    }


def of_stopped(stopped: "Stopped") -> Shape:
    """Return what a stop came to, as JSON has it."""
    return {
        "client": stopped.person.id,
        "withdrawn": stopped.withdrawn,
        "drafts": stopped.drafts,
        "uncertain": stopped.uncertain,
        "busy": stopped.is_busy,
        "shares_address_with": _of_sharers(stopped.person),
    }


def print_shared(forgotten: "Forgotten") -> None:
    """Print which of the removed files held others too."""
    if forgotten.shared:
        print_line("Others stood too in these, which are made again when they are needed:")
    for name in forgotten.shared:
        print_line(f"  {name}")


def print_search(forgotten: "Forgotten") -> None:
    """Print what was searched, for what, and what was found."""
    searched, signs = forgotten.searched, forgotten.signs
    print_line(f"Searched, byte by byte: {_say_files(searched)}.")
    pages = f"{count(searched.pages, 'page')}, of which {searched.free} are free"
    print_line(f"The ledger has {pages}; its log is empty and its backup is new.")
    sorts = [f"{sort} ({number})" for sort in get_args(Sort) if (number := signs.count(sort))]
    print_line(f"For their {', '.join(sorts) or 'entries'}.")
    for untold in signs.untold:
        print_line(f"  But {untold}.")
    for name in searched.closed:
        print_line(f"  {name} could not be opened: only its bytes were searched.")
    for name in searched.elsewhere:
        print_line(f"  {name} leads to another folder, which was not searched.")
    if number := sum(searched.strange.values()):
        kinds = ", ".join(sorted(searched.strange))
        print_line(f"  Beside the outputs, {count(number, 'file')} of other kinds ({kinds}): not searched.")
    print_line("Found:" if searched.finds else "Found: nothing.")
    for find in searched.finds:
        print_line(f"  {find.file}: {', '.join(find.what)}. Delete it there, or delete the file.")


def print_sharers(person: "Person", command: str) -> None:
    """Print whom the person's address is kept of as well, and what to type if that is the same person."""
    for identity, name in person.sharers:
        whose = f"{name} ({identity})" if name else identity
        print_line(
            f"The same e-mail address is kept of {whose}, of whom all is left as it was. "
            f"If that is the same person, type: {command} {quote(identity)}"
        )


def print_beyond(beyond: Sequence["Beyond"], *, is_to_go: bool) -> None:
    """Print what is not reached, with where it stands, and what to do about it if it is to go."""
    print_line("Not reached:")
    for each in beyond:
        where = [each.file, each.sheet and f"sheet {each.sheet}", each.cell]
        told = ", ".join(filter(None, where))
        what = f"{each.what} {each.removal}".strip() if is_to_go else each.what
        print_line(f"  {told}: {what}" if told else f"  {what}")


def _say_files(searched: "Searched") -> str:
    told = (
        f"{count(number, one, many)} {how}"
        for form, (one, many, how) in _FORMS.items()
        if (number := searched.forms.get(form, 0))
    )
    return f"{count(searched.files, 'file')}, {searched.size / _MEGABYTE:.1f} MB ({', '.join(told)})"


def _of_sharers(person: "Person") -> list[str]:
    return [identity for identity, _ in person.sharers]


def _of_beyond(beyond: Sequence["Beyond"]) -> list[Shape]:
    return [
        {
            "what": each.what,
            "removal": each.removal or None,
            "file": each.file,
            "sheet": each.sheet,
            "cell": each.cell,
        }
        for each in beyond
    ]
