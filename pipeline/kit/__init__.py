"""Kits: loaded, merged with a practice's overrides, and checked as a whole."""

from pipeline.kit.loading import load_kit

__all__ = ["load_kit"]
