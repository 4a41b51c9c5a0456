"""Unattended runs: many productions in turn, none of which can stop the next."""
