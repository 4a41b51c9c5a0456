"""Rows without a key, aligned as a sequence; and what the docstrings show."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import random

import pytest

import addin.reports
import addin.tables.compare
from addin.tables.compare.difference import SheetDifference
from addin.tables.compare.sequence import Aligner
from tests.tables.compare.versions import books, sheet_of

MODULES = [
    *(f"addin.tables.compare.{one.name}" for one in pkgutil.iter_modules(addin.tables.compare.__path__)),
    *(f"addin.reports.{one.name}" for one in pkgutil.iter_modules(addin.reports.__path__) if one.name.startswith("difference")),
    "addin.jobs.compare",
]  # fmt: skip


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_are_true(name):
    """What a docstring shows is what the function returns."""
    failed, _ = doctest.testmod(importlib.import_module(name))

    assert failed == 0


def compared(older: list[list[object]], newer: list[list[object]]) -> SheetDifference:
    """Two lists of rows."""
    return books(sheet_of(older), sheet_of(newer)).sheets[0]  # type: ignore[arg-type]


def test_rows_of_a_few_kinds_are_told_apart_by_their_order():
    """No row occurs once; two hundred were put in, and two hundred are found."""
    chance = random.Random(1)  # noqa: S311 - rows, not secrets
    older: list[list[object]] = [[chance.choice("abc"), chance.randrange(3)] for _ in range(3000)]
    newer = list(older)
    for number in range(60):
        newer.insert(chance.randrange(3000), ["d", number % 5])

    found = compared(older, newer)

    assert (len(found.rows_added), found.rows_removed, found.cells) == (60, [], ())


def test_rows_in_another_order_have_moved_though_nothing_names_them():
    """Equal word for word, once in each version: that is the row."""
    chance = random.Random(2)  # noqa: S311 - rows, not secrets
    older: list[list[object]] = [
        [f"line {chance.randrange(9)}", number, chance.random()] for number in range(400)
    ]
    newer = list(older)
    chance.shuffle(newer)

    found = compared(older, newer)

    assert (found.rows_added, found.rows_removed, found.cells) == ([], [], ())
    assert found.rows_moved > 300


def test_an_edited_row_is_paired_by_likeness_between_its_neighbours():
    """The line that was edited, and the one put in before it."""
    older = [("Lamps", 1.0), ("Cable", 2.0), ("Trucks", 3.0)]
    newer = [("Lamps", 1.0), ("Gels", 9.0), ("Cable", 2.5), ("Trucks", 3.0)]

    assert Aligner(older, newer).pairs(range(3), range(4)) == [(0, 0), (1, 2), (2, 3)]


def test_rows_that_have_nothing_in_common_have_no_partner():
    """A removed row and an added one, not one that changed altogether."""
    older = [("Lamps", "grip", 1.0)]
    newer = [("Crane", "camera", "night")]

    assert Aligner(older, newer).pairs([0], [0]) == []
