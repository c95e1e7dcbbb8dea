"""A page that stands on its own: one HTML file with stylesheets, fonts and pictures inside it."""

import re
from base64 import b64encode
from collections.abc import Mapping

from pipeline.rendering.assets.files import STYLESHEET, Asset

_LINK = re.compile(r'<link rel="stylesheet" href="([^"]+)">')
_PICTURE = re.compile(r'(<img [^>]*?src=")([^":]+)"')
_LOADED = re.compile(r"url\(([^()\"':#]+)\)")


def embed(markup: str, assets: Mapping[str, Asset]) -> str:
    """Return the page with the stylesheet of every page, and every asset it links to, inside it."""

    def data(name: str) -> str:
        asset = assets[name]
        return f"data:{asset.media_type};base64,{b64encode(asset.content).decode()}"

    def style(name: str) -> str:
        text = assets[name].content.decode()
        return f"<style>\n{_LOADED.sub(lambda found: f'url({data(found[1])})', text)}\n</style>"

    markup = _LINK.sub(lambda found: style(found[1]), markup)
    markup = _PICTURE.sub(lambda found: f'{found[1]}{data(found[2])}"', markup)
    return markup.replace("<head>", f"<head>\n{style(STYLESHEET)}", 1)
