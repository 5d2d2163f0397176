"""Footprints by the million, put into the patches of one gap: exactly, and without GEOS."""
