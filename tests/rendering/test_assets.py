"""What a page may load: the kit's files, and a logo and a photo that are safe and small."""

import io
from pathlib import Path
from time import perf_counter
from xml.etree.ElementTree import canonicalize

import pytest
from PIL import Image

from pipeline.errors import SettingsError
from pipeline.rendering.assets.files import Asset, gather_assets
from pipeline.rendering.assets.pictures import load_logo, load_photo
from tests.rendering.prints import KIT, draw_logo, draw_photo

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">{}</svg>'


def write(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def picture(asset: Asset) -> Image.Image:
    return Image.open(io.BytesIO(asset.content))


def test_the_kits_stylesheet_and_fonts_may_be_loaded_and_its_data_may_not() -> None:
    assets = gather_assets([KIT])
    assert {"report.css", "fonts/IBMPlexSans-Regular.ttf"} <= set(assets)
    assert not {"questionnaire.toml", "report.html", "fonts/OFL.txt"} & set(assets)
    assert assets["report.css"].media_type == "text/css"


def test_a_practice_replaces_single_files(tmp_path: Path) -> None:
    write(tmp_path, "report.css", "p { color: red }")
    write(tmp_path, "images/badge.png", draw_logo())
    write(tmp_path, "images/._badge.png", b"no file of a kit")
    assets = gather_assets([tmp_path, KIT])
    assert assets["report.css"].content == b"p { color: red }"
    assert {"images/badge.png", "fonts/IBMPlexSans-Light.ttf"} <= set(assets)
    assert "images/._badge.png" not in assets
    assert gather_assets([KIT])["report.css"].digest != assets["report.css"].digest


def test_a_logo_is_made_small_and_keeps_its_clear_ground(tmp_path: Path) -> None:
    logo = load_logo(write(tmp_path, "logo.PNG", draw_logo()))
    assert (logo.name, logo.media_type) == ("brand/logo.png", "image/png")
    assert picture(logo).size == (720, 180)
    assert picture(logo).convert("RGBA").getpixel((700, 5)) == (0, 0, 0, 0)
    assert len(logo.content) < 20_000
    assert load_logo(tmp_path / "logo.PNG").digest == logo.digest


def test_a_small_logo_is_not_blown_up(tmp_path: Path) -> None:
    small = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(small, "JPEG")
    assert picture(load_logo(write(tmp_path, "logo.jpg", small.getvalue()))).size == (40, 20)


def test_a_photo_becomes_a_small_square_without_what_the_camera_wrote(tmp_path: Path) -> None:
    image = Image.open(io.BytesIO(draw_photo()))
    exif = image.getexif()
    exif[0x010E] = "taken at home"
    stream = io.BytesIO()
    image.save(stream, "JPEG", exif=exif)
    photo = load_photo(write(tmp_path, "me.jpeg", stream.getvalue()))
    assert photo.name == "brand/photo.jpg"
    assert picture(photo).size == (270, 270)
    assert b"taken at home" in stream.getvalue()
    assert b"taken at home" not in photo.content


def test_a_clear_photo_stands_on_white(tmp_path: Path) -> None:
    red, green, blue = picture(load_photo(write(tmp_path, "me.png", draw_logo()))).getpixel((200, 2))  # type: ignore[misc]
    assert min(red, green, blue) > 250


def test_a_drawing_is_taken_as_it_is(tmp_path: Path) -> None:
    drawing = SVG.format(
        '<defs><linearGradient id="a"/></defs><path fill="url(#a)" d="M0 0h9"/><use href="#a"/>'
    )
    logo = load_logo(write(tmp_path, "logo.svg", drawing))
    assert (logo.name, logo.media_type) == ("brand/logo.svg", "image/svg+xml")
    assert canonicalize(logo.content.decode(), rewrite_prefixes=True) == canonicalize(
        drawing, rewrite_prefixes=True
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (SVG.format('<image href="https://example.com/a.png"/>'), "a picture inside the drawing"),
        (SVG.format('<use href="other.svg#a"/>'), "a link to something outside"),
        (SVG.format("<script>alert(1)</script>"), "a script"),
        (SVG.format("<text>Meridian</text>"), "text that needs a font"),
        (SVG.format("<style>@import 'https://example.com/a.css';</style>"), "styles that load something"),
        (SVG.format('<path style="fill: u\\rl( https://example.com/a )"/>'), "styles that load something"),
        ('<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + SVG.format("&a;"), "read safely"),
        (SVG.format('<path style="fill: u\\72l(a.png)"/>'), "styles that load something"),
        (SVG.format('<path onload="alert(1)"/>'), "a script"),
        (SVG.format("<tspan>Meridian</tspan>"), "text that needs a font"),
        (SVG.format('<pattern id="a"/>'), "drawn many times"),
        (SVG.format('<linearGradient id="a" x2="1e-9" spreadMethod="repeat"/>'), "a gradient that repeats"),
        (SVG.format("<style>* { spreadMethod: reflect }</style>"), "a gradient that repeats"),
        (SVG.format("<style>* { clip-path: url(#a) }</style>"), "clips or masks"),
        (SVG.format('<g id="a"><use href="#a"/></g>'), "drawn too often"),
        (SVG.format("<g>" * 70 + "</g>" * 70), "too deep"),
        (SVG.format("<g>" * 20_000 + "</g>" * 20_000), "too deep"),
        (SVG.format("<g>" * 20_000 + "<text>a</text>" + "</g>" * 20_000), "text that needs a font"),
        ("<html><body/></html>", "something other than a drawing"),
        ("not markup at all", "read safely"),
    ],
)
def test_a_drawing_that_reaches_outside_is_refused(tmp_path: Path, content: str, reason: str) -> None:
    with pytest.raises(SettingsError, match=reason) as caught:
        load_logo(write(tmp_path, "logo.svg", content))
    assert "logo.svg" in caught.value.message
    assert "PNG" in caught.value.hint


@pytest.mark.parametrize(
    "again",
    [
        '<use href="#p{}"/>',
        '<path clip-path="url( #p{} )" d="M0 0h9"/>',
        "<path style=\"mask:url('#p{}')\"/>",
    ],
)
def test_a_small_drawing_that_unfolds_into_a_huge_one_is_refused_at_once(tmp_path: Path, again: str) -> None:
    folds = "".join(f'<g id="p{fold}">{again.format(fold - 1) * 10}</g>' for fold in range(1, 12))
    bomb = write(tmp_path, "logo.svg", SVG.format(f'<path id="p0" d="M0 0h9"/>{folds}'))
    started = perf_counter()
    with pytest.raises(SettingsError, match="drawn too often"):
        load_logo(bomb)
    assert perf_counter() - started < 1
    large = write(tmp_path, "large.svg", SVG.format('<path d="M0 0h9"/>' * 30_000))
    with pytest.raises(SettingsError, match=r"larger than 200 kB"):
        load_logo(large)


def test_what_drawing_programs_write_around_a_drawing_is_taken(tmp_path: Path) -> None:
    written = SVG.format(
        "<style>.a{fill:url(#g)}</style><metadata>by hand</metadata>"
        '<linearGradient id="g" spreadMethod="pad"/><clipPath id="c"><path d="M0 0h9v9z"/></clipPath>'
        '<g clip-path="url(#c)"><path class="a" d="M0 0h9v9z"/></g>'
    )
    around = '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd"><!-- made -->'
    logo = load_logo(write(tmp_path, "logo.svg", around + written))
    assert b"linearGradient" in logo.content
    assert b"DOCTYPE" not in logo.content


@pytest.mark.parametrize("load", [load_logo, load_photo])
def test_a_file_that_is_missing_or_no_picture_is_told(tmp_path: Path, load: object) -> None:
    assert callable(load)
    with pytest.raises(SettingsError, match=r"me\.png cannot be read") as caught:
        load(tmp_path / "me.png")
    assert "roadmap.toml" in caught.value.hint
    for content in (b"", b"GIF89a", draw_logo()[:400], b"%PDF-1.7"):
        with pytest.raises(SettingsError, match=r"me\.png is not a picture that can be read"):
            load(write(tmp_path, "me.png", content))


def test_a_huge_picture_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    bomb = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(bomb, "PNG")
    assert len(bomb.getvalue()) < 200_000
    with pytest.raises(SettingsError, match="too many pixels"):
        load_logo(write(tmp_path, "logo.png", bomb.getvalue()))
    large = io.BytesIO()
    Image.new("1", (7000, 7000)).save(large, "PNG")
    with pytest.raises(SettingsError, match="too many pixels"):
        load_photo(write(tmp_path, "photo.png", large.getvalue()))
    with pytest.raises(SettingsError, match="larger than 10 MB"):
        load_logo(write(tmp_path, "big.png", b"\0" * 10_000_001))
