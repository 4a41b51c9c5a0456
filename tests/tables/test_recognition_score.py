"""How well the tables of real workbooks are recognised."""

from __future__ import annotations

import pytest

from addin.adapters.opening import open_book
from benchmarks.recognition import labels, lines, score


@pytest.mark.real
def test_real_tables_are_recognised(real):
    """Nine roles in ten and nine key columns in ten are right, and no sure role is wrong."""
    scores = score(labels(), lambda name: open_book(real / name, name))
    told = "\n".join(lines(scores))
    every = scores["all"]

    assert every.wrong_and_sure == []
    assert every.role_share >= 0.9, told
    assert every.column_share >= 0.9, told
