"""Footprints in; gap graph, trees, patches, merge distance and weakest link out."""
