"""Geometries by the million: flat arrays instead of objects, and kernels that work on them."""
