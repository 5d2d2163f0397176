"""One assessment, many writers: each turns a result into the text of one format."""
