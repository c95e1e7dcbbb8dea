"""What is worth a second look in a client's answers, in words for the coach. None of it is a fault."""

from pipeline.models.wording import Wording

_FLAGS = {
    "long-run": "Many equal answers in a row: was the form filled in with care?",
    "low-variance": "Answers that hardly differ: was the form filled in with care?",
    "poor-fit": "The form did not fit well: start there.",
}
"""What a flag is about, where the kit asks no question of its own."""


def say_flag(flag: str, wording: Wording) -> str:
    """Write a flag as the question that the kit asks about it, if it has one, else what it is about."""
    kind, _, items = flag.partition(":")
    text = wording.texts.get(f"{kind.replace('-', '_')}.{items.replace('/', '-')}")
    return text if isinstance(text, str) else _FLAGS.get(kind, "Two answers that pull two ways.")
