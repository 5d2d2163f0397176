"""Blocks: what stands beside a map, each as high as it needs to be."""
