"""Proof of results: what was asked is recorded, asked again, and held against a lock."""
