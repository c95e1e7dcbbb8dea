"""Kits: loaded, merged with a practice's overrides, and checked as a whole."""

from pipeline.kit.conditions import Unconditional, find_unconditional
from pipeline.kit.loading import digest_kit, load_kit
from pipeline.kit.unasked import Unasked, find_unasked

__all__ = ["Unasked", "Unconditional", "digest_kit", "find_unasked", "find_unconditional", "load_kit"]
