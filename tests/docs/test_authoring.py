"""What the guide for authors shows does what the guide says."""

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from pipeline.cli.main import roadmap
from pipeline.errors import KitError
from pipeline.kit import find_unconditional, load_kit
from pipeline.practice import Practice, load_practice
from tests.docs.test_docs import ROOT
from tests.people import BUILT_IN_KITS
from tests.practices import ADA, BEN, SETTINGS, new_practice

GUIDE = (ROOT / "docs" / "authoring.md").read_text(encoding="utf-8")
NAMED = re.compile(
    r"^```(?:toml|css|html)\n(?:#|/\*|\{#) (\S+?)(?: \*/| #\})?\n(.*?)^```", re.MULTILINE | re.DOTALL
)
FONT = BUILT_IN_KITS / "base" / "fonts" / "IBMPlexSans-SemiBold.ttf"


def examples() -> list[tuple[str, str]]:
    """Return the file and the content of every example, in the order of the guide."""
    return NAMED.findall(GUIDE)


def follow(practice: Practice) -> Practice:
    """Do all that the guide shows, but for the language that is only begun."""
    (practice.own_kit / "sections").mkdir(parents=True)
    shutil.copytree(FONT.parent, practice.own_kit / "fonts")
    for name, content in examples():
        if "wording.fr" not in name:
            with (practice.root / name).open("a", encoding="utf-8") as file:
                file.write(content)
    return load_practice(practice.root)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the texts of an English and an Arabic report made as the guide shows."""
    rows = (ADA, {**BEN, "language": "Arabic"})
    practice = follow(new_practice(tmp_path_factory.mktemp("guide"), *rows, settings=SETTINGS))
    result = CliRunner().invoke(roadmap, ["--practice", str(practice.root), "reports", "--workers", "1"])
    assert result.exit_code == 0, result.output
    assert "nearly blank" not in result.output, "the pages of the guide are worth a sheet of paper"
    found = sorted(practice.reports.glob("*.pdf"))
    pages = [[" ".join(page.extract_text().split()) for page in PdfReader(path).pages] for path in found]
    return dict(zip(("ada", "ben"), map("\n".join, pages), strict=True))


def test_every_example_says_which_file_it_is() -> None:
    assert len(examples()) == len(re.findall(r"^```(?:toml|css|html)$", GUIDE, re.MULTILINE)) >= 10


def test_no_sentence_of_the_guide_loses_its_condition(tmp_path: Path) -> None:
    own = follow(new_practice(tmp_path, ADA)).own_kit
    kept = (own / "wording.en.toml").read_text(encoding="utf-8")
    assert "when = {" in kept
    assert list(find_unconditional(own, (BUILT_IN_KITS / "career", BUILT_IN_KITS / "base"))) == []


def test_sentence_style_page_and_page_more_are_in_the_report(printed: dict[str, str]) -> None:
    report = printed["ada"]
    for words in (
        "WHAT I WILL DO",
        "Ada Byron, bring these to our call:",
        "HOW WE WORK TOGETHER Three calls in three months",
        "BEFORE WE TALK",
    ):
        assert words in report
    cover = report.partition("\n")[0]
    assert "How we work together" in cover
    assert "How this call works" not in report


def test_pages_in_the_other_language_follow(printed: dict[str, str]) -> None:
    assert "WHAT I WILL DO" not in printed["ben"]
    assert "bring these" not in printed["ben"]
    assert printed["ben"].count("\n") == printed["ada"].count("\n")


def test_a_language_that_is_only_begun_is_told_what_it_lacks(tmp_path: Path) -> None:
    ((name, content),) = [example for example in examples() if "wording.fr" in example[0]]
    (tmp_path / Path(name).name).write_text(content, encoding="utf-8")
    with pytest.raises(KitError) as caught:
        load_kit("career", BUILT_IN_KITS / "career", tmp_path)
    assert "wording.fr.toml: questions is missing" in caught.value.message
    assert "wording.fr.toml: levels is missing" in caught.value.message


def test_the_slips_are_told_as_the_guide_says(tmp_path: Path) -> None:
    practice = new_practice(tmp_path / "practice", ADA)
    (practice.own_kit / "sections").mkdir(parents=True)
    (practice.own_kit / "sections" / "talk.html").write_text(
        '<section id="talk">\n<h1>a</h1>\n<p>\n{{ report.nmae }}\n{{ t("talk.titel") }}</p></section>'
    )
    (practice.own_kit / "wording.en.toml").write_text("")
    result = CliRunner().invoke(roadmap, ["--practice", str(practice.root), "check"])
    (example,) = re.findall(r"^```text\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
    told = " ".join(result.stderr.split()).replace(" and wording.ar.toml", "")
    assert " ".join(example.split()) in told
