"""A test that cannot fail proves nothing: each bug planted in the sync is noticed."""

from __future__ import annotations

from importlib import import_module
from inspect import signature

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.sync.planted_bugs import BUGS, planted

CASES = ("merge", "plan", "changes", "undo", "guards", "tidy", "cells", "formulas")
"""Whose cases are tried first: they are many times as fast as laws."""


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_it_is_noticed(bug):
    """A named case or a law fails with the bug that holds without it."""
    with planted(bug):
        assert broken_case() or broken_law()


def test_without_a_bug_nothing_is_noticed():
    """What notices a bug does not cry wolf: with nothing planted, every case and law holds."""
    assert broken_case() == ""
    assert broken_law() == ""


def broken_case() -> str:
    """The name of a case that fails, if one does."""
    for name in CASES:
        cases = vars(import_module(f"tests.sync.test_{name}"))
        for title, case in cases.items():
            if title.startswith("test_") and not signature(case).parameters and fails(case):
                return str(title)
    return ""


def broken_law(examples: int = 60) -> str:
    """The name of a law that fails for one of some examples, always the same ones."""
    laws = import_module("tests.sync.laws")
    for law in (*laws.LAWS, laws.the_sides_are_alike):
        alike = law is laws.the_sides_are_alike
        worlds = laws.worlds(laws.SYMMETRIC, (True, False)) if alike else laws.worlds()
        held = settings(
            max_examples=examples,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )(given(worlds)(law))
        if fails(held):
            return str(law.__name__)
    return ""


def fails(test) -> bool:
    """Whether a test fails; whatever it raises, somebody would see it."""
    try:
        test()
    except Exception:  # noqa: BLE001 - a planted bug may raise anything
        return True
    return False
