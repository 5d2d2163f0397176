"""What a gap does not cross: barriers as walls, the ways round them, and the gaps along those."""
