"""Measurements of metro and its peers."""
