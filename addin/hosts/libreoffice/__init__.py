"""LibreOffice Calc: the functions as an extension, worked out in the project's own environment."""
