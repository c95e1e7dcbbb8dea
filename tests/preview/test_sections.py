"""Documents are taken apart only where that is safe."""

import pytest

from pipeline.preview.sections import split

HEAD = '<html><head></head><body data-foot="x">\n'
TAIL = "\n</body></html>"


def test_outermost_sections_are_found_with_all_that_is_in_them() -> None:
    one = '<section class="a" id="one"><section><p>1</p></section></section>'
    two = '<section id="two">&lt;section&gt;</section>'
    parts = split(f"{HEAD}{one}\n\n{two}{TAIL}")
    assert parts is not None
    assert parts.sections == {"one": one, "two": two}
    assert (parts.head, parts.tail) == (HEAD, TAIL)


def test_a_section_alone_has_its_own_page_number() -> None:
    parts = split(f'{HEAD}<section id="one"></section><section id="two">2</section>{TAIL}')
    assert parts is not None
    alone = parts.alone("two", 7)
    assert "counter-set: page 7" in alone.partition("</head>")[0]
    assert ('<section id="two">2</section>' in alone, "one" in alone) == (True, False)


@pytest.mark.parametrize(
    "body",
    [
        "<p>no section</p>",
        "<section><p>without an id</p></section>",
        '<section id="a"></section><p>between</p><section id="b"></section>',
        '<section id="a"></section><section id="a"></section>',
        '<section id="a">never closed',
    ],
)
def test_other_documents_are_left_whole(body: str) -> None:
    assert split(f"{HEAD}{body}{TAIL}") is None
