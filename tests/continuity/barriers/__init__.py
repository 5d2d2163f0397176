"""Tests of `metrocli.continuity.barriers`."""
