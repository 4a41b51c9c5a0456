"""Each writer in a file: run by the interpreter of its own environment, fed by line."""
