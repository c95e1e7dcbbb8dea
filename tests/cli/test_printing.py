import io
import sys

import click
import pytest
from rich.progress import Progress

from pipeline.cli.bar import Bar, Pace
from pipeline.cli.printing import count, describe, fit_widths, print_problems, print_table
from pipeline.cli.watching import PlainLines, Silence, watch_progress
from pipeline.models.making import Outcome
from pipeline.models.problem import Problem
from tests.people import kit


class Terminal(io.StringIO):
    """A stream that somebody looks at."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("problem", "owner", "line"),
    [
        (
            Problem("inputs/a.xlsx", "This is no number.", "Write digits.", "Clients", "B7", 7, found="ten"),
            "",
            "inputs/a.xlsx, sheet Clients, B7: found “ten”. This is no number. → Write digits.",
        ),
        (
            Problem("inputs/a.csv", "This is none.", "Choose.", cell="T5", row=5, client="c-1", field="L01"),
            "c-1",
            "inputs/a.csv, T5, c-1, “My pay covers my normal monthly costs.”: This is none. → Choose.",
        ),
        (
            Problem("inputs/a.csv", "This is none.", "Choose.", cell="T5", row=5, client="c-2"),
            "Ada Byron",
            "inputs/a.csv, T5, Ada Byron: This is none. → Choose.",
        ),
        (
            Problem("inputs/a.csv", "A row is short.", "Fill it.", row=3),
            "",
            "inputs/a.csv, row 3: A row is short. → Fill it.",
        ),
        (
            Problem("roadmap.toml", "Too light.", "Choose.", field="brand.accent", found="#FFFFFF"),
            "",
            "roadmap.toml, brand.accent: found “#FFFFFF”. Too light. → Choose.",
        ),
        (
            Problem("inputs/a.csv", "Read as e-mail.", "Nothing.", severity="warning"),
            "",
            "inputs/a.csv: (warning) Read as e-mail. → Nothing.",
        ),
    ],
)
def test_a_problem_is_one_line(problem: Problem, owner: str, line: str) -> None:
    assert describe(problem, kit().wordings["en"], owner) == line


def test_many_problems_beside_results_are_told_in_part_errors_first(
    capsys: pytest.CaptureFixture[str],
) -> None:
    warnings = [Problem("a.csv", "Odd.", "Look.", row=row, severity="warning") for row in range(2, 102)]
    error = Problem("a.csv", "Bad.", "Mend it.", row=200)
    print_problems([*warnings, error], kit().wordings["en"], lambda _: "")
    told = capsys.readouterr().err.splitlines()
    assert told[0] == "a.csv, row 200: Bad. → Mend it."
    assert told[1].startswith("a.csv, row 2: ")
    assert told[-1] == "… and 61 more problems: run check for the rest."
    assert len(told) == 41


def test_columns_are_aligned_for_every_script(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(["Name", "P"], [["Zoë", "1"], ["東京", "2"], ["e\u0301a", "3"], ["two\nlines", "4"]])
    assert capsys.readouterr().out.splitlines() == [
        "Name       P",
        "Zoë        1",
        "東京       2",
        "e\u0301a         3",
        "two lines  4",
    ]


def test_a_table_on_a_terminal_is_ruled(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    print_table(["Name"], [["[bold]Ada[/bold]"]])
    assert "─" in terminal.getvalue()
    assert "[bold]Ada[/bold]" in terminal.getvalue(), "text is shown, not obeyed"


def test_a_file_name_stays_on_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setenv("COLUMNS", "80")
    pdf, why = "alexandria_montgomery_smith-k7qz3m5x2abc.pdf", "answer changed: A1, L07, L08, L09, B01, B02"
    print_table(["Client", "Report", "PDF", "Why"], [["Alexandria Smith", "made", pdf, why]], whole="PDF")
    lines = click.unstyle(terminal.getvalue()).splitlines()
    assert any(pdf in line for line in lines)
    assert max(map(len, lines)) <= 80
    assert all(word in terminal.getvalue() for word in [*why.split(), "Alexandria", "Smith"])


LONG_NAME = "bartholomew_maximilian_montgomery_featherstonehaugh_cholmondeley-k7qz3m5x2.pdf"


@pytest.mark.parametrize("columns", [60, 80, 100])
def test_a_long_file_name_leaves_room_for_the_others(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setenv("COLUMNS", str(columns))
    why = "answer changed: “Can describe work in five years” (L07)"
    print_table(
        ["Client", "Report", "PDF", "Why"],
        [["Amara Okafor (amara)", "made", LONG_NAME, why], ["Jonas", "current", "jonas.pdf", "new client"]],
        whole="PDF",
    )
    lines = click.unstyle(terminal.getvalue()).splitlines()
    assert max(map(len, lines)) <= columns
    words = {word for line in lines for word in line.split()}
    assert {"Client", "Report", "PDF", "Why", "(amara)", "current", *why.split()} <= words
    assert sum(any(part in LONG_NAME for part in line.split() if len(part) > 9) for line in lines) <= 4


def test_a_window_narrower_than_the_words_is_shared_out() -> None:
    columns = [("Client", "Featherstonehaugh"), ("When", "America/Argentina/Buenos_Aires"), ("", "")]
    assert fit_widths(columns, 100, None) == [17, 30, 0]
    assert fit_widths(columns, 41, None) == [17, 24, 0]
    assert fit_widths(columns, 20, None) == [10, 10, 0]
    assert fit_widths([("PDF", LONG_NAME), ("Why", "new client")], 14, 0) == [7, 7]


def test_names_that_fit_into_a_line_have_one_beside_a_longer_one() -> None:
    names = ("PDF", "jonas_berg-jonas-berg.pdf", LONG_NAME)
    assert fit_widths([names, ("Why", "nothing changed", "new client")], 43, 0) == [26, 15]
    assert fit_widths([names, ("Why", "nothing changed", "new client")], 90, 0) == [78, 12]


def test_numbers_agree_with_their_nouns() -> None:
    assert [count(1, "client"), count(2, "client"), count(1200, "entry", "entries")] == [
        "1 client",
        "2 clients",
        "1,200 entries",
    ]


def outcome(number: int) -> Outcome:
    return Outcome(str(number), "x", "made", ())


def test_progress_in_plain_lines_is_told_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    now = [0.0]
    watch = PlainLines(lambda: now[0])
    now[0] = 100.0  # meanwhile the inputs are read
    watch.expect(1000)
    for number in range(1000):
        now[0] += 0.5
        watch.done(outcome(number))
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "50 of 1000, 2.0 a second, 0:07:55 left"
    assert lines[-1] == "1000 of 1000, 2.0 a second, 0:00:00 left"
    assert len(lines) == 20


def test_a_long_run_without_a_terminal_says_something_every_minute(
    capsys: pytest.CaptureFixture[str],
) -> None:
    now = [0.0]
    watch = PlainLines(lambda: now[0])
    watch.expect(1000)
    for number in range(10):
        now[0] += 30
        watch.done(outcome(number))
    lines = capsys.readouterr().err.splitlines()
    assert [line.partition(" of")[0] for line in lines] == ["2", "4", "6", "8", "10"]


def test_a_run_that_takes_no_time_has_no_pace(capsys: pytest.CaptureFixture[str]) -> None:
    watch = PlainLines(lambda: 1.0)
    watch.expect(1)
    watch.done(outcome(1))
    assert capsys.readouterr().err == "1 of 1\n"


def test_quiet_is_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    with watch_progress(quiet=True) as watch:
        assert isinstance(watch, Silence)
        watch.expect(1)
        watch.done(outcome(1))
    assert capsys.readouterr().err == ""


def test_a_terminal_gets_a_bar_that_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with watch_progress(quiet=False) as watch:
        watch.expect(2)
        watch.done(outcome(1))
        watch.done(outcome(2))
    assert "2/2" in terminal.getvalue()


def test_pace_is_that_of_printing_and_tells_the_time_left() -> None:
    now = [0.0]
    progress = Progress(Pace(), get_time=lambda: now[0])
    bar = Bar(progress)
    (task,) = progress.tasks
    now[0] = 100.0  # meanwhile the inputs are read
    bar.expect(10)
    assert Pace().render(task).plain == ""
    now[0] = 104.0
    bar.done(outcome(1))
    bar.done(outcome(2))
    assert Pace().render(task).plain == "0.5 a second, 0:00:16 left"
    bar.expect(4)
    assert Pace().render(task).plain == "0.5 a second, 0:00:04 left"
