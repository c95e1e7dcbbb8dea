"""``roadmap export``: all that is kept of a person, to be handed over."""

from shlex import quote

from pipeline.cli.options import Session, client_argument, command, json_option


@command("export")
@client_argument
@json_option
def run(session: Session, client: str, *, as_json: bool) -> None:
    """Write all that is kept of a client into one zip file.

    It holds their PDFs and mails, their answers, and what the ledger and the review say of them. CLIENT is an
    id, an e-mail or whole words of a name, also of somebody who is no longer in the inputs.
    """
    from pipeline.cli.keeping import of_export, print_beyond, print_sharers
    from pipeline.cli.printing import count, print_json, print_line
    from pipeline.workflow.privacy.exporting import export

    exported = export(session.practice, client)
    path = session.practice.relative(exported.path)
    if as_json:
        print_json(of_export(exported, path))
    else:
        told = (count(exported.holds[name], one, many) for name, (one, many) in _HOLDS.items())
        print_line(f"Wrote {path}, for your eyes and theirs: {', '.join(told)}.")
        if exported.shared:
            print_line("Not in it, because others stand there too:")
            for name in exported.shared:
                print_line(f"  {name}")
        print_sharers(exported.person, f"{session.program} export")
        print_beyond(exported.beyond, is_to_go=False)
    session.tell("Hand it over by a way that nobody else reads, then delete it.")
    session.suggest(f"forget {quote(exported.person.id)}", "removes all of it, this file too, and proves it")


_HOLDS = {
    "documents": ("PDF", "PDFs"),
    "messages": ("mail", "mails"),
    "answers": ("row of answers", "rows of answers"),
    "ledger": ("record", "records"),
    "review": ("row of the review", "rows of the review"),
}
