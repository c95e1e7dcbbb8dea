"""Loaded by the server that forks workers for drafts: what they share, as in ``preloading``."""

import gc
from importlib import import_module

gc.disable()
for _name in (
    "pipeline.rendering.printing.draft",
    "pipeline.rendering.templates.page",
    "pipeline.rendering.building.report",
    "pipeline.rendering.building.brief",
    "pipeline.workflow.workshop",
):
    import_module(_name)
gc.freeze()
