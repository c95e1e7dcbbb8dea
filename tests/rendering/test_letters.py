"""Letters that no font has are replaced wherever they are drawn, and nowhere else."""

import pytest

from pipeline.rendering.assets.brand import covered_by
from pipeline.rendering.assets.coverage import Coverage
from pipeline.rendering.printing.letters import Signed, sign_page, sign_style
from tests.people import kit

FONTS = covered_by(kit().folders)


def page(markup: str) -> Signed:
    return sign_page(markup, Coverage(lambda: FONTS))


def style(rules: str) -> Signed:
    return sign_style(rules, Coverage(lambda: FONTS))


@pytest.mark.parametrize(
    ("markup", "printed", "lacking"),
    [
        ("<p>水 Ada</p>野", "<p>� Ada</p>�", "水野"),
        ("<p>&#x6c34;&#27700; &phone;</p>", "<p>�� �</p>", "水☎"),
        ("<p>&eacute;&amp;&lt;&nosuch; &#233;</p>", "<p>&eacute;&amp;&lt;&nosuch; &#233;</p>", ""),
        ('<body data-foot="水 a" class="b">', '<body data-foot="� a" class="b">', "水"),
        ('<img alt="水" src="水.png">', '<img alt="水" src="水.png">', ""),
        ("<svg><title>水</title><path/></svg>", "<svg><title>水</title><path/></svg>", ""),
        ("<!-- 水 <b> -->a", "<!-- 水 <b> -->a", ""),
        ('<style>a { content: "水\\1f389 " }</style>', '<style>a { content: "��" }</style>', "水🎉"),
        ("<STYLE>/* 水 */</STYLE>水", "<STYLE>/* 水 */</STYLE>�", "水"),
        ("a < b & 水", "a < b & �", "水"),
    ],
)
def test_all_that_is_drawn_of_a_page_and_nothing_else(markup: str, printed: str, lacking: str) -> None:
    assert page(markup) == Signed(printed, tuple(lacking))


@pytest.mark.parametrize(
    ("rules", "printed", "lacking"),
    [
        ('li { content: "☎" } /* ☎ */', 'li { content: "�" } /* ☎ */', "☎"),
        ('li { content: "\\260e" }', 'li { content: "�" }', "☎"),
        ('li { content: "\\260e a/b" }', 'li { content: "�a/b" }', "☎"),
        ('li { content: "\\e9 \\A \\ffffff" }', 'li { content: "\\e9 \\A \\ffffff" }', ""),
        ("/* no end 水", "/* no end 水", ""),
    ],
)
def test_all_that_rules_print(rules: str, printed: str, lacking: str) -> None:
    assert style(rules) == Signed(printed, tuple(lacking))


def test_a_page_of_known_letters_stays_as_it_is() -> None:
    markup = '<html lang="ar"><body data-foot="«حدّاد» · é">“Łódź” – <b>٣</b></body></html>'
    assert page(markup) == Signed(markup, ())
