"""Defined names: what Excel allows, what uses them, and setting them."""
