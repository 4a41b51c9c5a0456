"""The workbook and the sheet that most of these cases begin with, and what happens to a run."""

from __future__ import annotations

from addin.tables.typed_cell import number, text
from tests.sync.world import seeded


class Died(Exception):
    """The program ends here."""


def dies_at(wanted):
    """A hook that ends the program at a point."""

    def hook(point):
        if point == wanted:
            raise Died(point)

    return hook


def once(point, deed):
    """A hook that does something the first time that a point is passed."""
    waiting = [deed]

    def hook(passed):
        if passed == point and waiting:
            waiting.pop()()

    return hook


def edited():
    """Four rows in sync, then one edit and one deletion in the workbook."""
    world = seeded()
    world.line("s1", a=111)
    world.remove_line("s3")
    return world


AFTER = {
    "s0": {"a": number(0), "b": text("x")},
    "s1": {"a": number(111), "b": text("x")},
    "s2": {"a": number(2), "b": text("x")},
}
