"""Validation: one file is one rule. Pure; a rule yields findings, never raises, never reads."""
