"""Kits: loaded, merged with a practice's overrides, and checked as a whole."""

from pipeline.kit.loading import digest_kit, load_kit

__all__ = ["digest_kit", "load_kit"]
