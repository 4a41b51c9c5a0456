"""Buttons: one file each, the same on every host; ``catalogue`` lists them, ``press`` runs one."""
