"""``roadmap doctor``: whether everything is there that a run needs."""

import click

from pipeline.cli.options import Session, command, json_option

_NOT_WELL = 3


@command("doctor")
@json_option
def run(session: Session, *, as_json: bool) -> None:
    """Look at machine, settings, kit and brand; say what to do."""
    from dataclasses import asdict

    from pipeline.cli.printing import print_json, print_line, print_table
    from pipeline.workflow.health import examine

    findings = examine(lambda: session.practice)
    is_well = all(finding.ok for finding in findings)
    if as_json:
        print_json({"ok": is_well, "checks": [asdict(finding) for finding in findings]})
    else:
        print_table(
            ["", "What", "Found"],
            [["ok" if finding.ok else "PROBLEM", finding.name, finding.said] for finding in findings],
        )
        for finding in findings:
            if not finding.ok:
                print_line(f"{finding.name} → {finding.fix}")
    if not is_well:
        session.suggest("roadmap doctor", "again, when that is mended")
        raise click.exceptions.Exit(_NOT_WELL)
    session.suggest("roadmap reports", "makes the reports")
