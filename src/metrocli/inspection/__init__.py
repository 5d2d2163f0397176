"""What the inputs of a study are, and all that is wrong with them, gathered instead of refused."""
