"""Kits: loaded, merged with a practice's overrides, and checked as a whole."""

from pipeline.kit.conditions import Unconditional, find_unconditional
from pipeline.kit.loading import digest_kit, load_kit

__all__ = ["Unconditional", "digest_kit", "find_unconditional", "load_kit"]
