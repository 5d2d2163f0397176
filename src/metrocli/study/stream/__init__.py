"""Layers too large to be held: read by the batch, as often as need be, and written the same way."""
