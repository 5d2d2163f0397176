"""One assessment, many writers."""
