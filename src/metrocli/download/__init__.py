"""The data sets that others publish: which there are, and how they get here safely."""
