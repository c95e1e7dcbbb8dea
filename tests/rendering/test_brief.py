"""The coach's page before the call."""

from pipeline.rendering import Brief, build_brief
from tests.people import kit
from tests.rendering.built import assess, settings, whole_maya
from tests.rendering.prints import pages


def brief() -> Brief:
    return build_brief(assess(whole_maya(), kit()), kit(), settings(), "en")


def test_the_brief_says_who_is_called_and_when() -> None:
    markup = pages().markup(brief())
    assert brief().call == "Thursday 21 May 2026, 17:30, Dubai time · 30 minutes"
    assert brief().call in markup
    assert brief().questions[0] in markup.replace("\u00a0", " ")
