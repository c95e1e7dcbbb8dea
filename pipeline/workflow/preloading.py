"""Loaded by the server that forks workers, and by nothing else: all that they share, in one go.

The garbage collector would write to every object that it looks at, and so copy most of what is shared into
each worker. It rests until a worker has set itself up, and leaves alone what was there before.
"""

import gc
from importlib import import_module

gc.disable()
for _name in (
    "pipeline.rendering.printing.pdf",
    "pipeline.rendering.templates.page",
    "pipeline.rendering.building.report",
    "pipeline.rendering.building.brief",
    "pipeline.workflow.workshop",
):
    import_module(_name)
gc.freeze()
