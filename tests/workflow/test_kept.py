"""A report that stays as it is, and one that is made anew from the same input, are the same file."""

from pathlib import Path

from pipeline.practice import Practice, load_practice
from pipeline.workflow.candidates import Wish
from pipeline.workflow.making import make_reports
from tests.practices import NOW, Notes, new_practice, set_wording, shorten_reports, statuses, tree


def run(practice: Practice, *, force: bool = False) -> dict[str | None, str]:
    """Run the real engine for one client and return what became of them."""
    wish = Wish(("C-1",), force=force, workers=1)
    return statuses(make_reports(load_practice(practice.root), (), wish, now=NOW, watch=Notes()))


def test_what_is_kept_is_what_would_be_made(tmp_path: Path) -> None:
    practice = new_practice(tmp_path / "practice")
    shorten_reports(practice)
    run(practice)
    set_wording(practice, "[actions.M3]\nwhy = '''Nobody here reads this sentence.'''\n")
    assert run(practice) == {"C-1": "current"}
    kept = tree(practice.reports)
    assert run(practice, force=True) == {"C-1": "made"}
    assert tree(practice.reports) == kept
