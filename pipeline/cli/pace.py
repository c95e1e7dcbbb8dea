"""How fast a run is, and how long the rest of it takes."""

from datetime import timedelta


def tell_pace(done: int, total: int, seconds: float) -> str:
    """Write how many clients a second were done since printing began, and how long the rest takes so."""
    left = timedelta(seconds=round(seconds / done * (total - done)))
    return f"{done / seconds:.1f} a second, {left} left"
