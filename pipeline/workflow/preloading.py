"""Loaded last by the server that forks workers, and by nothing else: all that they share is loaded by then.

The garbage collector would write to every object that it looks at, and so copy most of what is shared into
each worker. It rests until a worker has set itself up, and leaves alone what was there before.
"""

import gc

gc.disable()
gc.freeze()
