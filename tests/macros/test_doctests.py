"""The examples in the docstrings of buttons and of what stands behind them are true."""

from __future__ import annotations

import doctest
import importlib

import pytest


@pytest.mark.parametrize(
    "name",
    [
        "addin.macros.close_week",
        "addin.jobs.closed_weeks",
        "addin.jobs.purchase_orders",
        "addin.settings.moved_cutoff",
    ],
)
def test_examples_in_docstrings_are_true(name):
    """What a docstring shows is what the function returns."""
    failed, tried = doctest.testmod(importlib.import_module(name))

    assert (failed, tried > 0) == (0, True)
