"""The data sets that others publish: which there are, and how they get here safely."""

MEGABYTE = 1_000_000
"""Bytes, in which sizes are told and limits are given."""
