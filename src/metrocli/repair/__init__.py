"""A mended copy of the inputs of a study, and what was changed in each of them."""
