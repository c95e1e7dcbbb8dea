"""``roadmap doctor``: whether everything is there that a run needs."""

from typing import TYPE_CHECKING

import click

from pipeline.cli.options import Session, command, json_option

if TYPE_CHECKING:
    from pipeline.workflow.findings import Finding

_NOT_WELL = 3


@command("doctor")
@click.option("--to-me", is_flag=True, help="Send a test message to yourself.")
@json_option
def run(session: Session, *, to_me: bool, as_json: bool) -> None:
    """Look at machine, settings, kit, brand and mail; say what to do."""
    import os
    from dataclasses import asdict

    from pipeline.cli.printing import print_json, print_line, print_table
    from pipeline.workflow.health import examine

    findings = examine(lambda: session.practice, os.environ, lambda: session.now, to_me=to_me)
    is_well = all(finding.ok for finding in findings)
    if as_json:
        print_json({"ok": is_well, "checks": [asdict(finding) for finding in findings]})
    else:
        print_table(
            ["", "What", "Found"],
            [[_mark(finding), finding.name, finding.said] for finding in findings],
        )
        for finding in findings:
            if finding.fix:
                print_line(f"{finding.name} → {finding.fix}")
    if not is_well:
        session.suggest("doctor", "again, when that is mended")
        raise click.exceptions.Exit(_NOT_WELL)
    session.suggest("reports", "makes the reports")


def _mark(finding: "Finding") -> str:
    if not finding.ok:
        return "PROBLEM"
    return "warning" if finding.fix else "ok"
