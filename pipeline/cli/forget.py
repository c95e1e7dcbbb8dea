"""``roadmap forget``: a person leaves, and everything that is left is searched for them."""

from shlex import quote
from typing import TYPE_CHECKING, NoReturn

import click

from pipeline.cli.options import Session, client_argument, command, json_option

if TYPE_CHECKING:
    from pipeline.workflow.privacy.forgetting import Forgotten

_UNMARKED = (
    "Their row is not passed over: it has no number, and its e-mail address is another client's too. "
    "Delete it from the inputs and from the form; until then, it counts as a new client's."
)
_PACE = 100
"""After how many files it is told that the search goes on."""


@command("forget")
@client_argument
@json_option
def run(session: Session, client: str, *, as_json: bool) -> None:
    """Remove all that is kept of a client, for good, and prove it.

    Then everything that the practice keeps is searched for their name, e-mail, number and words. Only a keyed
    mark stays, so that their row is passed over when it comes back. CLIENT is an id, an e-mail or whole
    words of a name, also of somebody who is no longer in the inputs.
    """
    from pipeline.cli.keeping import of_forgotten, print_beyond, print_search, print_shared, print_sharers
    from pipeline.cli.printing import print_json, print_line
    from pipeline.workflow.privacy.forgetting import forget

    forgotten = forget(session.practice, client, session.now, lambda files: _tell_pace(session, files))
    if as_json:
        print_json(of_forgotten(forgotten))
    else:
        print_line(f"Forgot {forgotten.person.id}. Removed: {_removed(forgotten)}.")
        print_shared(forgotten)
        print_search(forgotten)
        print_sharers(forgotten.person, f"{session.program} forget")
        print_beyond(forgotten.beyond, is_to_go=True)
    if not forgotten.is_known_again:
        session.tell(_UNMARKED)
    if forgotten.searched.finds or forgotten.to_do:
        _end_with_something_left(session, forgotten)
    if not forgotten.is_known_again:
        session.suggest("check", "shows their row until it is deleted from the inputs")
        raise click.exceptions.Exit(1)
    session.suggest("check", "shows that their row is passed over; delete it from the inputs")


def _tell_pace(session: Session, files: int) -> None:
    """Say now and then that the search goes on."""
    if files % _PACE == 0:
        session.tell(f"Searched {files:,} files so far.")


def _removed(forgotten: "Forgotten") -> str:
    from pipeline.cli.keeping import SORTS
    from pipeline.cli.printing import count

    files = forgotten.files
    told = [count(files[sort], one, many) for sort, (one, many) in SORTS.items() if files.get(sort)]
    told += [count(forgotten.rows, "row of the ledger", "rows of the ledger")] if forgotten.rows else []
    told += [count(forgotten.reviews, "row of the review", "rows of the review")] if forgotten.reviews else []
    return ", ".join(told) or "nothing, because nothing was left"


def _end_with_something_left(session: Session, forgotten: "Forgotten") -> NoReturn:
    if forgotten.to_do:
        session.tell(forgotten.to_do)
    session.suggest(f"forget {quote(forgotten.person.id)}", "again, when what is left is gone")
    raise click.exceptions.Exit(1)
