"""What is wrong with a stylesheet is told with its line, before anything is printed."""

import pytest

from pipeline.rendering.assets.files import Asset, gather_assets
from pipeline.rendering.printing.pdf import read_style
from pipeline.rendering.templates.stylesheets import look_through, read_complaint
from tests.rendering.prints import KIT

THERE = {"fonts/Own.ttf", "brand/logo.svg", "more/a.css", "more/b.png"}


def told(content: str, name: str = "own.css") -> list[str]:
    return [f"{slip.line}: {slip.message}" for slip in look_through(name, content.encode(), THERE)]


def test_the_built_in_stylesheets_are_free_of_slips() -> None:
    assets = gather_assets([KIT])
    styles = [asset for asset in assets.values() if asset.name.endswith(".css")]
    assert {"report.css", "brief.css", "cohort.css", "own.css"} <= {style.name for style in styles}
    for style in styles:
        assert list(look_through(style.name, style.content, assets)) == []
        assert read_style(style) == ()


@pytest.mark.parametrize(
    "address",
    [
        "http://example.com/a.css",
        "//example.com/a.css",
        "file:///etc/passwd",
        "/etc/passwd",
        "../a.css",
        "%2e%2e/a.css",
        "fonts/../../brand/logo.svg",
        "data:text/css,p{}",
        "fonts/None.ttf",
        "",
    ],
)
@pytest.mark.parametrize(
    "rule",
    [
        '@import "{}";',
        "@import url({});",
        "@import url('{}');",
        '@font-face {{ font-family: X; src: local("X"), URL( "{}" ) }}',
        "p {{ background: red url({}) }}",
        "p::before {{ content: url('{}') }}",
        "li {{ list-style-image: url({}) }}",
    ],
)
def test_what_lies_outside_is_told(rule: str, address: str) -> None:
    assert told(f"/* a\n */\n{rule.format(address)}") == [
        f'3: "{address}" is neither in the kit nor in the brand'
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("own.css", "@font-face { font-family: X; src: url(fonts/Own.ttf) }"),
        ("own.css", "p { background: url('./brand/logo.svg') } @import 'more/a.css';"),
        ("more/own.css", "p { background: url(b.png); mask: url(#here) } q { fill: url(../brand/logo.svg) }"),
        ("own.css", "/* url(http://example.com) { */ p::before { content: '} { \\'' }"),
        ("own.css", ""),
    ],
)
def test_what_lies_in_the_kit_is_not(name: str, content: str) -> None:
    assert told(content, name) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("p {\n color: red\n", "1: the block that begins here has no }"),
        ("@media print {\n p { color: red }\n q {\n}\n", "1: the block that begins here has no }"),
        ("p { color: red }\n}\n", "2: this } closes no block"),
    ],
)
def test_a_block_without_an_end_is_told(content: str, said: str) -> None:
    assert told(content) == [said]


def test_another_encoding_is_told_with_its_line() -> None:
    (slip,) = look_through("own.css", "p {}\n/* café */".encode("latin-1"), THERE)
    assert (slip.line, slip.message) == (2, "this is not UTF-8 text; save the file as UTF-8")


def test_what_the_engine_leaves_out_is_told_in_plain_words() -> None:
    complaints = read_style(Asset("own.css", b"\xef\xbb\xbfp {\n colour: red;\n color:\n redd }"))
    slips = [read_complaint("own.css", complaint) for complaint in complaints]
    assert [(slip.line, slip.message) for slip in slips if slip] == [
        (2, '"colour: red" is left out: unknown property'),
        (3, '"color: redd" is left out: invalid value'),
    ]
    assert read_complaint("own.css", "Something else.") is None
