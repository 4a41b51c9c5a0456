"""Results → tables, text and pages. Pure: what is shown is decided here, where it goes is not."""
