"""What sets the project up on a machine, with the standard library alone."""

import sys

# Asked before anything else is read: an older Python could not even parse the rest.
if sys.version_info < (3, 11):  # noqa: UP036 - the one place an older Python reaches
    found = "{}.{}".format(*sys.version_info)
    advice = "install one and add its name to what you typed: PYTHON=python3.11"
    print(f"Python 3.11 or newer is needed, and this is {found}: {advice}", file=sys.stderr)
    sys.exit(3)
