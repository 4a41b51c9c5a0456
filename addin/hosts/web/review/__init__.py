"""The review service: what the nights found, and what a person decides about it, in a browser."""
