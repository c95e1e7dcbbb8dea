"""A practice: the folder a coach works in, found, read and checked."""

from pipeline.practice.folder import SETTINGS_FILE, Practice, find_practice
from pipeline.practice.loading import load_practice

__all__ = ["SETTINGS_FILE", "Practice", "find_practice", "load_practice"]
