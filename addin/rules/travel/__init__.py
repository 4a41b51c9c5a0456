"""Rules on travel."""
