"""Bad inputs of every kind, with a fixed seed."""

import metrocli.study  # noqa: F401 - before pyogrio comes in, as in the program
