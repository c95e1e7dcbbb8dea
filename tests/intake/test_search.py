"""Which files are inputs."""

import os
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.intake import Found, find_files
from tests.intake.reading import PERSON, read_found, table, write_csv

ROWS = table(PERSON)


def _files(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("A1,A8\n")


def _names(found: Found, folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in found.paths]


def test_folders_are_searched_to_their_depths_in_the_order_of_names(tmp_path: Path) -> None:
    _files(tmp_path, "b.csv", "a.xlsx", "2026/may.CSV", "2026/april.csv", "README.md", "notes.txt", "old.xls")
    found = find_files([tmp_path], root=tmp_path)
    assert _names(found, tmp_path) == ["2026/april.csv", "2026/may.CSV", "a.xlsx", "b.csv", "old.xls"]
    assert found.problems == ()


def test_each_file_is_read_once(tmp_path: Path) -> None:
    _files(tmp_path, "a.csv", "b.csv")
    found = find_files([tmp_path / "b.csv", tmp_path, tmp_path / "a.csv"], root=tmp_path)
    assert _names(found, tmp_path) == ["b.csv", "a.csv"]


def test_lock_files_and_hidden_files_are_passed_over_and_told(tmp_path: Path) -> None:
    hidden = ["~$a.xlsx", ".~lock.a.xlsx#", ".b.csv", ".trash/c.csv"]
    _files(tmp_path, "a.xlsx", ".DS_Store", *hidden)
    found = find_files([tmp_path], root=tmp_path)
    assert _names(found, tmp_path) == ["a.xlsx"]
    assert sorted(problem.file for problem in found.problems) == sorted(hidden)
    assert {problem.severity for problem in found.problems} == {"warning"}


def test_a_practice_in_a_hidden_folder_is_not_hidden_from_itself(tmp_path: Path) -> None:
    _files(tmp_path, ".practice/inputs/a.csv")
    folder = tmp_path / ".practice" / "inputs"
    assert _names(find_files([folder], root=folder), folder) == ["a.csv"]


def test_a_link_that_leaves_the_folder_is_refused(tmp_path: Path) -> None:
    _files(tmp_path, "outside.csv", "inputs/a.csv", "inputs/deep/b.csv")
    inputs = tmp_path / "inputs"
    (inputs / "leaves.csv").symlink_to(tmp_path / "outside.csv")
    (inputs / "nowhere.csv").symlink_to(tmp_path / "nothing.csv")
    (inputs / "self.csv").symlink_to(inputs / "self.csv")
    (inputs / "stays.csv").symlink_to(inputs / "deep" / "b.csv")
    found = find_files([inputs], root=tmp_path)
    assert _names(found, inputs) == ["a.csv", "deep/b.csv"]
    assert [problem.file for problem in found.problems] == [
        "inputs/leaves.csv",
        "inputs/nowhere.csv",
        "inputs/self.csv",
    ]
    assert all(problem.is_error for problem in found.problems)


def test_a_linked_folder_is_told_unless_its_files_are_found_anyway(tmp_path: Path) -> None:
    _files(tmp_path, "outside/c.csv", "inputs/a.csv", "inputs/deep/b.csv")
    inputs = tmp_path / "inputs"
    (inputs / "more").symlink_to(tmp_path / "outside")
    (inputs / "unplugged").symlink_to(tmp_path / "nothing")
    (inputs / "same").symlink_to(inputs / "deep")
    (inputs / "notes").symlink_to(tmp_path / "outside" / "c.csv")
    found = find_files([inputs], root=tmp_path)
    assert _names(found, inputs) == ["a.csv", "deep/b.csv"]
    assert [problem.file for problem in found.problems] == ["inputs/more", "inputs/unplugged"]
    assert all("link" in problem.message and problem.is_error for problem in found.problems)


def test_a_folder_that_cannot_be_opened_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One so deep that its path is longer than the system takes."""
    _files(tmp_path, "a.csv")
    monkeypatch.chdir(tmp_path)
    for _ in range(20):
        Path("d" * 250).mkdir()
        os.chdir("d" * 250)
    os.chdir(tmp_path)
    found = find_files([tmp_path], root=tmp_path)
    assert _names(found, tmp_path) == ["a.csv"]
    (problem,) = found.problems
    assert (problem.is_error, "cannot be opened" in problem.message) == (True, True)


@pytest.mark.parametrize("name", ["a" * 5_000, "/".join(["a" * 200] * 25), "a\0b.csv", "loop.csv"])
def test_a_path_that_cannot_be_looked_at_stops_the_run(tmp_path: Path, name: str) -> None:
    (tmp_path / "loop.csv").symlink_to(tmp_path / "loop.csv")
    with pytest.raises(InputError, match=r"There is no|cannot be opened: ") as raised:
        find_files([tmp_path / name], root=tmp_path)
    assert raised.value.hint


def test_a_link_that_a_person_names_is_their_choice(tmp_path: Path) -> None:
    _files(tmp_path, "elsewhere/outside.csv", "practice/more/a.csv")
    practice = tmp_path / "practice"
    links = practice / "a.csv", tmp_path / "elsewhere" / "b.csv", practice / "more" / "c.csv"
    links[0].symlink_to(practice / "more" / "a.csv")
    links[1].symlink_to(tmp_path / "elsewhere" / "outside.csv")
    links[2].symlink_to(tmp_path / "elsewhere" / "outside.csv")
    assert find_files(links[:2], root=practice).paths == links[:2]
    with pytest.raises(InputError, match=r"(?s)more/c\.csv: This link leads out"):
        find_files(links[2:], root=practice)


def test_folders_nested_without_end_are_told_and_lose_no_other_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _files(tmp_path, "a.csv", "b/c.csv")
    monkeypatch.chdir(tmp_path)
    for _ in range(1_200):
        Path("d").mkdir()
        os.chdir("d")
    Path("x.csv").touch()
    os.chdir(tmp_path)
    found = find_files([tmp_path], root=tmp_path)
    assert _names(found, tmp_path) == ["a.csv", "b/c.csv"]
    (problem,) = found.problems
    assert "more than 40 folders deep" in problem.message
    assert problem.is_error
    for _ in range(1_200):  # the removal of what tests leave behind is recursive
        if Path("d/d").exists():
            Path("d/d").rename("e")
            Path("d").rmdir()
            Path("e").rename("d")


def test_a_file_whose_path_is_too_long_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _files(tmp_path, "a.csv")
    monkeypatch.chdir(tmp_path)
    for _ in range((4_090 - len(str(tmp_path))) // 201):
        Path("d" * 200).mkdir()
        os.chdir("d" * 200)
    Path("e" * 250 + ".csv").touch()
    os.chdir(tmp_path)
    found = find_files([tmp_path], root=tmp_path)
    assert _names(found, tmp_path) == ["a.csv"]
    (problem,) = found.problems
    assert (problem.is_error, "cannot be looked at" in problem.message) == (True, True)


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("nothing.csv", "leads to nothing"),
        ("link.csv", "leads back to itself"),
        ("../pipe", "no file but to a pipe"),
        ("pipe.csv", "no file but to a pipe"),
        ("../outside.csv", "leads out of the folder"),
        ("/dev/null", "no file but to a pipe"),
    ],
)
def test_a_link_is_told_for_what_it_is(tmp_path: Path, target: str, said: str) -> None:
    _files(tmp_path, "outside.csv", "inputs/a.csv")
    os.mkfifo(tmp_path / "pipe")
    os.mkfifo(tmp_path / "inputs" / "pipe.csv")
    (tmp_path / "inputs" / "link.csv").symlink_to(target)
    (problem,) = find_files([tmp_path / "inputs"], root=tmp_path).problems
    assert (problem.file, said in problem.message) == ("inputs/link.csv", True), problem.message


def test_a_path_that_is_not_there_stops_the_run(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"There is no .*clients\.xlsx") as raised:
        find_files([tmp_path / "clients.xlsx"], root=tmp_path)
    assert raised.value.hint


def test_no_spreadsheet_at_all_stops_the_run(tmp_path: Path) -> None:
    _files(tmp_path, "README.md", "~$a.xlsx")
    with pytest.raises(InputError, match="There is no spreadsheet in"):
        find_files([tmp_path], root=tmp_path)


def test_files_are_named_from_the_practice_or_absolutely(tmp_path: Path) -> None:
    root = tmp_path / "practice"
    root.mkdir()
    write_csv(tmp_path / "a.csv", [["nothing"]])
    problem = find_files([tmp_path], root=root)
    assert problem.paths == (tmp_path / "a.csv",)
    _files(tmp_path, "~$b.csv", "practice/~$c.csv")
    files = {problem.file for problem in find_files([tmp_path], root=root).problems}
    assert files == {(tmp_path / "~$b.csv").as_posix(), "~$c.csv"}


def test_what_is_found_is_read(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", ROWS)
    assert [client.id for client in read_found(tmp_path).clients] == ["C-1"]
