"""The law as data: norms, criteria, verdicts."""
