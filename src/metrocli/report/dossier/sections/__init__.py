"""The sections of a report, each composed from a case file and the figures of its JSON."""
