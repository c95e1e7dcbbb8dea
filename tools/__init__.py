"""What sets the project up on a machine, with the standard library alone."""

import sys

# Asked before anything else is read: an older Python could not even parse the rest.
if sys.version_info < (3, 11):  # noqa: UP036 - the one place an older Python reaches
    found = "{}.{}".format(*sys.version_info)
    print(
        f"Python 3.11 or newer is needed, this is {found}: install one, then make PYTHON=python3.11",
        file=sys.stderr,
    )
    sys.exit(3)
